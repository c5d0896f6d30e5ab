"""Whether one official decides, or a commission first votes; one file here per act."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
COMMISSION = "commission"


def commission_decides(programme: str, *, on: date) -> bool:
    """Tell whether a commission votes before a decision; of a programme that no act names, not."""
    acts = every_act()
    in_force = [start for start in acts if start <= on]
    act = acts[max(in_force, default=min(acts))]
    return bool(act["programmes"].get(programme) == COMMISSION)


@cache
def every_act() -> dict[date, dict[str, Any]]:
    return {
        date.fromisoformat(file.stem): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in FOLDER.glob("*.toml")
    }
