# ruff: noqa: PLC0415  # Django is set up first, and each process imports for itself
"""How long a lease takes to print. `bench/leases.py [--json FILE]`; needs no database.

One line per figure: cold (whole process), warm, a hundred, against the naive way, two processes.
The ratios are of processor time, of two runs in turn, because machines drift. What makes ours
faster: tables of fixed layout (automatic ones double the time; the second ratio shows it), the
garbage collector at rest, fonts and style sheet parsed once, text set left without hyphens.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_portal.settings")

TEMPLATE = "resolution-814/1"
NAIVE = "body { text-align: justify; hyphens: auto; orphans: 2; widows: 2 }"
UNTUNED_TABLES = "table { table-layout: auto }"  # what a style sheet has that never thought of it
PAIRS, MANY, PER_PROCESS = 15, 100, 30
TARGET_RATIO, TARGET_PROCESSES = 0.75, 1.7


def start() -> None:
    import django

    django.setup()


def well() -> bytes:
    from leases.printing import lease_pdf
    from tests.leases.samples import lease_data

    return lease_pdf(TEMPLATE, lease_data())


def naively(more: str = "") -> bytes:
    """Print the same text with fresh fonts, style sheet unparsed, justified and hyphenated."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from leases import printing
    from tests.leases.samples import lease_data

    fonts, fetcher = FontConfiguration(), printing.fetcher()
    sheet = (printing.TEMPLATES / TEMPLATE / "lease.css").read_text() + NAIVE + more
    styles = [CSS(string=sheet, font_config=fonts, url_fetcher=fetcher)]
    html = HTML(string=printing.lease_html(TEMPLATE, lease_data()), url_fetcher=fetcher)
    return bytes(
        html.write_pdf(stylesheets=styles, font_config=fonts, pdf_variant=printing.VARIANT)
    )


def naively_with_auto_tables() -> bytes:
    return naively(UNTUNED_TABLES)


def cpu(act: Callable[[], bytes]) -> float:
    began = process_time()
    act()
    return process_time() - began


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


def measure() -> dict[str, float]:
    figures = {"cold_seconds": median(cold() for _ in range(3))}
    start()
    well(), naively(), naively_with_auto_tables()
    for name, way in (("naive", naively), ("naive_auto_tables", naively_with_auto_tables)):
        pairs = [(cpu(well), cpu(way)) for _ in range(PAIRS)]
        figures["warm_cpu_seconds"] = median(ours for ours, _ in pairs)
        figures[f"{name}_cpu_seconds"] = median(theirs for _, theirs in pairs)
        figures[f"ratio_to_{name}"] = median(ours / theirs for ours, theirs in pairs)
    figures["hundred_seconds"] = elapsed(MANY)
    one, two = rate(1), rate(2)
    figures.update(per_second_one=one, per_second_two=two, two_to_one=two / one)
    return figures


def report(figures: dict[str, float], file: Path) -> None:
    for name, value in figures.items():
        print(f"lease {name.replace('_', ' ')}: {value:.3f}")
    print(f"targets: ratio to naive <= {TARGET_RATIO}, two to one >= {TARGET_PROCESSES}")
    known: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}
    file.write_text(json.dumps({**known, "leases": figures}, indent=1) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench.json")
    parser.add_argument("--one", action="store_true", help="print one lease and stop")
    options = parser.parse_args()
    if options.one:
        start()
        well()
    else:
        report(measure(), options.json)


if __name__ == "__main__":
    main()
