# ruff: noqa: PLC0415  # Django is set up first, and each process imports for itself
"""How long a lease takes to print. `python -m bench.leases`; needs no database.

One line per figure: cold (whole process), warm, a hundred, against the naive way and the fastest
alternative, two processes; `--leases 20` for another number than a hundred. The ratios are of
processor time, of two runs in turn, because machines drift. What makes ours faster: tables of fixed
layout (automatic ones double the time; the second ratio shows it), the renderer's sheet for all of
HTML replaced by one for the tags we use, garbage collector at rest, fonts and style sheets parsed
once, text set left without hyphens.
"""

import argparse
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
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from bench.fastest import printed
from bench.figures import ROOT, Figure, say

if TYPE_CHECKING:
    from printing.jobs import Job

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_portal.settings")

TEMPLATE = "resolution-814/2"
TEXT, LAYOUT = "resolution-814-2.uk.txt", "1"
NAIVE = "body { text-align: justify; hyphens: auto; orphans: 2; widows: 2 }"
UNTUNED_TABLES = "table { table-layout: auto }"  # what a style sheet has that never thought of it
PAIRS, MANY = 5, 100
TARGET_RATIO, TARGET_PROCESSES = 0.70, 1.6


def start() -> None:
    import django

    django.setup()


def worded(template: str) -> object:
    """Return the shipped text as if it were read from the database."""
    from wording.models import Wording

    programme, _, number = template.rpartition("/")
    text = (ROOT / "wording" / "texts" / TEXT).read_text(encoding="utf-8")
    return Wording(programme=programme, number=number, layout=LAYOUT, text=text)


def job() -> "Job":
    """Return what a printer is told, for a lease of four pages."""
    from leases import printing
    from printing import renderer
    from printing.jobs import Job
    from tests.leases.samples import lease_data

    told: list[Job] = []

    def kept(html: str, *, base: Path, sheet: Path, **more: Any) -> bytes:
        variant = more.get("variant", renderer.TAGGED)
        attached = more.get("attached", ())
        told.append(Job(html, base.read_text(), sheet.read_text(), variant, attached))
        return b""

    with patch.object(printing, "worded", worded), patch.object(renderer, "pdf", kept):
        printing.lease_pdf(TEMPLATE, lease_data())
    return told[0]


def well() -> bytes:
    """Print as a printer does, in this process, whose processor time is measured."""
    from printing.rendering import render

    one = job()
    gc.disable()
    try:
        return render(one)
    finally:
        gc.enable()


def naively(more: str = "") -> bytes:
    """Print the same text with fresh fonts, style sheet unparsed, justified and hyphenated."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from printing import rendering
    from printing.archiving import attachment, finished

    one = job()
    fonts, fetcher = FontConfiguration(), rendering.fetcher()
    styles = [CSS(string=one.sheet + NAIVE + more, font_config=fonts, url_fetcher=fetcher)]
    html = HTML(string=one.html, url_fetcher=fetcher)
    return bytes(
        html.write_pdf(
            stylesheets=styles,
            font_config=fonts,
            pdf_variant=one.variant,
            attachments=[attachment(each, fetcher) for each in one.attached] or None,
            finisher=finished,
        )
    )


def fastest() -> bytes:
    """Print the same text by typst."""
    return printed(job().html)


def naively_with_auto_tables() -> bytes:
    return naively(UNTUNED_TABLES)


def cpu(act: Callable[[], bytes], count: int) -> float:
    """Return seconds of processor time for each of some leases, what they leave behind included."""
    gc.collect()
    began = process_time()
    for _ in range(count):
        act()
    gc.collect()
    return (process_time() - began) / count


def cold() -> float:
    began = perf_counter()
    subprocess.run([sys.executable, "-m", "bench.leases", "--one"], cwd=ROOT, check=True)
    return perf_counter() - began


def elapsed(count: int, way: Callable[[], bytes] = well) -> float:
    began = perf_counter()
    for _ in range(count):
        way()
    return perf_counter() - began


def warm_up(way: Callable[[], bytes]) -> None:
    start()
    way()


def rate(processes: int, each: int, way: Callable[[], bytes] = well) -> float:
    """Return leases per second of so many warm processes."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        list(pool.map(warm_up, [way] * processes * 4))
        began = perf_counter()
        list(pool.map(elapsed, [each] * processes, [way] * processes))
        return processes * each / (perf_counter() - began)


def measure(many: int) -> None:
    say("leases", Figure("cold, whole process", median(cold() for _ in range(3)), "s"))
    start()
    well(), naively(), naively_with_auto_tables(), fastest()
    few, some = max(1, many // 12), max(1, many // 3)
    say("leases", *against("the naive way", naively, few, f"at most {TARGET_RATIO}"))
    say("leases", *against("naive, automatic tables", naively_with_auto_tables, few))
    say("leases", *against("typst", fastest, few))
    say("leases", Figure(f"{many} in turn", elapsed(many), "s"))
    one, two = rate(1, some), rate(2, some)
    say(
        "leases",
        Figure("one process", one, "leases/s"),
        Figure("two processes", two, "leases/s"),
        Figure("two against one", two / one, "times", f"at least {TARGET_PROCESSES}"),
        Figure("typst, one process", rate(1, some, fastest), "leases/s"),
    )


def against(name: str, way: Callable[[], bytes], count: int, target: str = "") -> list[Figure]:
    pairs = [(cpu(well, count), cpu(way, count)) for _ in range(PAIRS)]
    return [
        Figure("warm", median(ours for ours, _ in pairs), "s of CPU"),
        Figure(name, median(theirs for _, theirs in pairs), "s of CPU"),
        Figure(f"warm by {name}", median(ours / theirs for ours, theirs in pairs), "times", target),
    ]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--leases", type=int, default=MANY)
    parser.add_argument("--one", action="store_true")
    given = parser.parse_args()
    if given.one:
        start()
        well()
    else:
        measure(given.leases)


if __name__ == "__main__":
    main()
