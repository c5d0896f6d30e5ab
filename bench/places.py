# ruff: noqa: PLC0415  # models can be imported only when Django is set up
"""How fast a place is found by its name, in the largest lists of places there are here."""

import os
from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter, process_time

from bench import lists
from bench.figures import Figure, say

TYPED = (
    "Маріуполь", "маріуп", "Мариуполь", "Mariupol", "Харьков", "Іванівка", "Іванівка, Одеська",
    "Іванівка Одеська", "ка", "ська", "Ельдорадо", "щ" * 160,
)  # fmt: skip
TIMES = 40


def main() -> None:
    largest = lists.prepare()
    lists.enter()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_portal.settings")
    import django

    django.setup()
    from territories.gazetteer import current
    from territories.search import Finder

    places = current()
    started = perf_counter()
    finder = Finder(places)
    for typed in TYPED:
        finder.find(typed)
    first = perf_counter() - started
    spent = [milliseconds(finder.find, typed) for typed in TYPED * TIMES]
    say(
        "places",
        Figure(f"first search in {largest}", first * 1000, "ms"),
        Figure("search, p50", median(spent), "ms of processor"),
        Figure("search, p95", quantiles(spent, n=20)[-1], "ms of processor", "under 10"),
    )


def milliseconds(find: Callable[[str], object], typed: str) -> float:
    """Return the processor's time, which waits for no other process."""
    started = process_time()
    find(typed)
    return (process_time() - started) * 1000


if __name__ == "__main__":
    main()
