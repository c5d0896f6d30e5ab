# ruff: noqa: PLC0415  # models can be imported only when Django is set up
"""How fast applications are registered, one after the other, each in its durable transaction."""

import hashlib
import os
import sys
from statistics import quantiles
from time import perf_counter

from bench import databases, households, lists
from bench.figures import Figure, say

APPLICATIONS = 400


def here() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_portal.settings")
    with databases.made_for("submit"):
        from django.db import connection

        say("submit", *rates(connection.vendor))


def rates(vendor: str) -> list[Figure]:
    from django.utils import timezone

    from applications.package_reader import read
    from applications.services import submit

    code = f"{households.MARIUPOL}010029262"
    took = []
    for line in households.lines(APPLICATIONS, households.Places([code], [code])):
        package, sha256 = read(line), hashlib.sha256(line.encode()).hexdigest()
        began = perf_counter()
        submit(package, key=sha256, content_sha256=sha256, at=timezone.now())
        took.append(perf_counter() - began)
    late = quantiles(took, n=20)[-1]
    return [
        Figure(
            f"on {vendor}, one after the other", len(took) / sum(took), "per second", "20 or more"
        ),
        Figure(f"on {vendor}, slowest twentieth", late * 1000, "ms or more", "at most 500"),
    ]


if __name__ == "__main__":
    if "--here" in sys.argv:
        here()
    else:
        lists.prepare()
        databases.on_each("bench.submit")
