# ruff: noqa: PLC0415  # Django is set up first, and each process imports for itself
"""How long a lease takes to print. `python bench/leases.py`; needs no database.

One line per figure: cold (whole process), warm, a hundred, against the naive way, two processes.
The ratios are of processor time, of two runs in turn, because machines drift. What makes ours
faster: tables of fixed layout (automatic ones double the time; the second ratio shows it), the
renderer's sheet for all of HTML replaced by one for twelve tags, garbage collector at rest, fonts
and style sheets parsed once, text set left without hyphens.
"""

import gc
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.figures import Figure, say  # noqa: E402  # where this file is run by its path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_portal.settings")

TEMPLATE = "resolution-814/1"
NAIVE = "body { text-align: justify; hyphens: auto; orphans: 2; widows: 2 }"
UNTUNED_TABLES = "table { table-layout: auto }"  # what a style sheet has that never thought of it
PAIRS, IN_TURN, MANY, PER_PROCESS = 5, 8, 100, 30
TARGET_RATIO, TARGET_PROCESSES = 0.75, 1.7


def start() -> None:
    import django

    django.setup()


def well() -> bytes:
    """Print as a printer does, in this process, whose processor time is measured."""
    from leases import printing
    from printing.renderer import TAGGED, Job
    from printing.rendering import render
    from tests.leases.samples import lease_data

    base, sheet = (printing.TEMPLATES / TEMPLATE / name for name in ("base.css", "lease.css"))
    html = printing.lease_html(TEMPLATE, lease_data())
    gc.disable()
    try:
        return render(Job(html, base.read_text(), sheet.read_text(), TAGGED))
    finally:
        gc.enable()


def naively(more: str = "") -> bytes:
    """Print the same text with fresh fonts, style sheet unparsed, justified and hyphenated."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from leases import printing
    from printing import rendering
    from printing.renderer import TAGGED
    from tests.leases.samples import lease_data

    fonts, fetcher = FontConfiguration(), rendering.fetcher()
    sheet = (printing.TEMPLATES / TEMPLATE / "lease.css").read_text() + NAIVE + more
    styles = [CSS(string=sheet, font_config=fonts, url_fetcher=fetcher)]
    html = HTML(string=printing.lease_html(TEMPLATE, lease_data()), url_fetcher=fetcher)
    return bytes(html.write_pdf(stylesheets=styles, font_config=fonts, pdf_variant=TAGGED))


def naively_with_auto_tables() -> bytes:
    return naively(UNTUNED_TABLES)


def cpu(act: Callable[[], bytes]) -> float:
    """Return seconds of processor time for each of some leases, what they leave behind included."""
    gc.collect()
    began = process_time()
    for _ in range(IN_TURN):
        act()
    gc.collect()
    return (process_time() - began) / IN_TURN


def cold() -> float:
    began = perf_counter()
    subprocess.run([sys.executable, __file__, "--one"], check=True)
    return perf_counter() - began


def elapsed(count: int) -> float:
    began = perf_counter()
    for _ in range(count):
        well()
    return perf_counter() - began


def warm_up(_: int) -> None:
    start()
    well()


def print_many(count: int) -> None:
    elapsed(count)


def rate(processes: int) -> float:
    """Return leases per second of so many warm processes."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        list(pool.map(warm_up, range(processes * 4)))
        began = perf_counter()
        list(pool.map(print_many, [PER_PROCESS] * processes))
        return processes * PER_PROCESS / (perf_counter() - began)


def measure() -> None:
    say("leases", Figure("cold, whole process", median(cold() for _ in range(3)), "s"))
    start()
    well(), naively(), naively_with_auto_tables()
    say("leases", *against("the naive way", naively, f"at most {TARGET_RATIO}"))
    say("leases", *against("naive, automatic tables", naively_with_auto_tables, ""))
    say("leases", Figure("a hundred", elapsed(MANY), "s"))
    one, two = rate(1), rate(2)
    say(
        "leases",
        Figure("one process", one, "leases/s"),
        Figure("two processes", two, "leases/s"),
        Figure("two against one", two / one, "times", f"at least {TARGET_PROCESSES}"),
    )


def against(name: str, way: Callable[[], bytes], target: str) -> list[Figure]:
    pairs = [(cpu(well), cpu(way)) for _ in range(PAIRS)]
    return [
        Figure("warm", median(ours for ours, _ in pairs), "s of CPU"),
        Figure(name, median(theirs for _, theirs in pairs), "s of CPU"),
        Figure(f"warm by {name}", median(ours / theirs for ours, theirs in pairs), "", target),
    ]


def main() -> None:
    if "--one" in sys.argv:
        start()
        well()
    else:
        measure()


if __name__ == "__main__":
    main()
