"""Figures as they are printed and kept: one line each, and a section of var/bench.json."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "bench.json"
SCRATCH = ROOT / "var" / "bench"


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value; `target` says in words what it should be, where there is a target."""

    name: str
    value: float
    unit: str
    target: str = ""


def machine() -> dict[str, str | int]:
    return {"processor": processor(), "cores": len(os.sched_getaffinity(0))}


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    return models[0] if models else "unknown"


def say(section: str, *figures: Figure) -> None:
    """Print these figures and put them into the file, beside the other sections."""
    KEPT.parent.mkdir(exist_ok=True)
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    rows = {figure.name: {"value": figure.value, "unit": figure.unit} for figure in figures}
    kept["machine"] = machine()
    kept[section] = {**kept.get(section, {}), **rows}
    KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for figure in figures:
        target = f"  (target: {figure.target})" if figure.target else ""
        print(f"{section} {figure.name}: {figure.value:,.3g} {figure.unit}{target}", flush=True)
