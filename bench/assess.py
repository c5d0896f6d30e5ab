# ruff: noqa: PLC0415  # models can be imported only when Django is set up
"""How fast households are judged: as a whole process, and inside it, part by part."""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench import households, lists
from bench.figures import ROOT, SCRATCH, Figure, say

HOUSEHOLDS = 59_000
SAMPLE = 6_000  # for the parts
ROUNDS = 5


def main() -> None:
    print(f"assess: {HOUSEHOLDS:,} households, {lists.prepare()}")
    lists.enter()
    start()
    file = written()
    say("assess", *whole_process(file))
    with file.open("rb") as lines:
        say("assess", *parts([next(lines) for _ in range(SAMPLE)]))


def start() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_portal.settings")
    django.setup()


def written() -> Path:
    """Write the households once; they are the same every time."""
    from territories.models import Place

    file = SCRATCH / f"households-{HOUSEHOLDS}-{Place.objects.count()}.jsonl"
    if not file.exists():
        codes = list(Place.objects.order_by("code").values_list("code", flat=True))
        community = [code for code in codes if code.startswith(households.MARIUPOL)]
        fresh = file.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as out:
            for line in households.lines(HOUSEHOLDS, households.Places(community, codes)):
                out.write(f"{line}\n")
        fresh.rename(file)
    return file


def whole_process(file: Path) -> list[Figure]:
    """Judge all of them by the command, and look how many it refused: none."""
    command = [sys.executable, "manage.py", "assess", "--lines", str(file)]
    answers = SCRATCH / "determinations.jsonl"
    began = perf_counter()
    with answers.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    took = perf_counter() - began
    cpu = usage.ru_utime + usage.ru_stime
    process.returncode = os.waitstatus_to_exitcode(status)
    with answers.open(encoding="utf-8") as found:
        outcomes = [json.loads(line).get("outcome") for line in found]
    if process.returncode or None in outcomes or len(outcomes) != HOUSEHOLDS:
        raise SystemExit("a generated household was refused")
    return [
        Figure("--lines, whole process", HOUSEHOLDS / took, "households/s", "3,000 or more"),
        Figure("--lines, by CPU time", HOUSEHOLDS / cpu, "households/s"),
        Figure("--lines, peak memory", usage.ru_maxrss / 1024, "MiB", "under 300"),
        Figure("eligible", outcomes.count("eligible") / HOUSEHOLDS * 100, "%"),
        Figure("needs information", outcomes.count("needs_information") / HOUSEHOLDS * 100, "%"),
    ]


def parts(lines: list[bytes]) -> list[Figure]:
    """Time each part alone, on what the part before it made; the best of some rounds."""
    from applications.facts import case_of_package
    from applications.package_reader import read
    from deadlines.working_days import day_in_kyiv
    from eligibility.determination import determine
    from eligibility.terms import terms_on
    from territories import gazetteer

    places, terms = gazetteer.load(), terms_on(households.RECEIVED_ON)
    day = day_in_kyiv
    packages, reading = timed(read, lines)
    cases, building = timed(
        lambda package: case_of_package(package, places, as_of=day(package.received_at)), packages
    )
    found, judging = timed(lambda case: determine(case, terms), cases)
    _, wording = timed(lambda determination: determination.as_json(), found)
    steps = {
        "read and check the package": reading,
        "build the case": building,
        "determine, full trace": judging,
        "word it in two languages, hash and write it": wording,
    }
    total = sum(steps.values())
    return [
        Figure("determine() on built cases", 1 / judging, "per second", "10,000 or more"),
        *(Figure(f"time to {name}", each * 1e6, "µs each") for name, each in steps.items()),
        *(Figure(f"share of {name}", each / total * 100, "%") for name, each in steps.items()),
    ]


def timed(act: Callable[[Any], Any], given: Iterable[Any]) -> tuple[list[Any], float]:
    """Do it to each, in some rounds; return what was made and the least CPU seconds for one."""
    given = list(given)
    best = float("inf")
    made: list[Any] = []
    for _ in range(ROUNDS):
        made.clear()
        gc.collect()
        gc.freeze()
        began = process_time()
        made = [act(each) for each in given]
        best = min(best, (process_time() - began) / len(given))
    return made, best


if __name__ == "__main__":
    main()
