# ruff: noqa: PLC0415  # models can be imported only when Django is set up
"""How long the caseworkers' list takes, beside a lean plain list of Django's admin in the same run.

`python -m bench.queue`, a minute or two: 6,000 applications of three people, then 60,000; or the
sizes that are named, growing, as in `python -m bench.queue 6000 600000`. Wall time has in it
whatever else the machine does; processor time is the web process alone, without the database.
"""

import os
import sys
from collections.abc import Iterator
from http import HTTPStatus
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, NamedTuple

from bench import databases
from bench.figures import Figure, say

if TYPE_CHECKING:
    from django.test import Client

SIZES = (6_000, 60_000)
WARMING, TIMES = 3, 40
CASEWORKERS = 12
DEEP = "20250601-1"  # a place in the middle of the decided


class Taken(NamedTuple):
    """Milliseconds until a page was there, and of the web process's processor."""

    waited: float
    worked: float


def here() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.queue_settings"
    with databases.made_for("queue"):
        from django.db import connection
        from django.utils import timezone

        from bench.city import grow
        from deadlines.working_days import day_in_kyiv

        browser, caseworkers = signed_in()
        sizes = [int(each) for each in os.environ["BENCH_QUEUE"].split()]
        if connection.vendor == "sqlite":
            sizes = sizes[:1]
        there, first = 0, None
        for size in sizes:
            began = perf_counter()
            grow(there, size - there, caseworkers, day_in_kyiv(timezone.now()))
            print(
                f"queue: {size:,} applications grown in {perf_counter() - began:.0f} s", flush=True
            )
            taken = measured(browser)
            say("queue", *figures(f"on {connection.vendor}, {size:,}", taken, first, sizes[0]))
            there, first = size, first or taken
        say("queue", *queries(f"on {connection.vendor}", browser))


def signed_in() -> "tuple[Client, list[Any]]":
    """Make the caseworkers; return the browser of one of them, who may see the lean list too."""
    from django.test import Client

    from accounts.models import User
    from accounts.roles import Role
    from accounts.services import create_roles
    from tests.signing_in import login_with_factor

    create_roles()
    people = [
        User.objects.create_user(f"caseworker{place}", f"c{place}@example.org", is_staff=True)
        for place in range(CASEWORKERS)
    ]
    for each in people:
        each.groups.set(each.groups.model.objects.filter(name=Role.CASEWORKER))
    browser = Client()
    login_with_factor(browser, people[0])
    return browser, people


def pages(browser: "Client") -> dict[str, str]:
    """Return what is asked for, by name; a search is asked for by the address it leads to."""
    from accounts.models import User
    from bench.city import taxpayer_number

    caseworker = User.objects.get(username="caseworker1").pk
    base = "/admin/applications/application/"
    tabs = {
        "first page": f"{base}",
        "mine": f"{base}?turn=mine",
        "overdue": f"{base}?turn=overdue",
        "deep page": f"{base}?turn=decided&after={DEEP}",
        "of a caseworker": f"{base}?turn=waiting&caseworker={caseworker}",
        "decided, rare filters": (
            f"{base}?turn=decided&caseworker={caseworker}&channel=email&status=refused"
        ),
    }
    typed = {
        "search, a common name": "Коваленко Олена",
        "search, a rare name": "Демʼянишин Ганна",
        "search, part of a number": "4829-1",
        "search, a taxpayer number": taxpayer_number(4321),
    }
    lean = "/lean/"
    return {
        **tabs,
        **{name: searched(browser, base, each) for name, each in typed.items()},
        "lean list": lean,
        "lean list, search": f"{lean}?q=коваленко+олена",
    }


def searched(browser: "Client", base: str, typed: str) -> str:
    answer: Any = browser.post(f"{base}search/", {"typed": typed})
    return str(answer["Location"])


def measured(browser: "Client") -> dict[str, list[Taken]]:
    """Ask for every page in turn, so that whatever else the machine does meets all alike."""
    addresses = pages(browser)
    taken: dict[str, list[Taken]] = {name: [] for name in addresses}
    for time in range(WARMING + TIMES):
        for name, address in addresses.items():
            began, worked = perf_counter(), process_time()
            answer = browser.get(address)
            took = Taken((perf_counter() - began) * 1000, (process_time() - worked) * 1000)
            assert answer.status_code == HTTPStatus.OK, (name, answer.status_code)
            if time >= WARMING:
                taken[name].append(took)
    return taken


def figures(
    where: str, taken: dict[str, list[Taken]], before: dict[str, list[Taken]] | None, smallest: int
) -> Iterator[Figure]:
    for name, each in taken.items():
        waited = [one.waited for one in each]
        target = "" if "lean" in name else "250" if "search" in name else "150"
        target = target and f"at most {target} where the machine is quiet"
        yield Figure(f"{where}, {name}, p50", median(waited), "ms")
        yield Figure(f"{where}, {name}, p95", quantiles(waited, n=20)[-1], "ms", target)
        yield Figure(f"{where}, {name}, processor", median(one.worked for one in each), "ms")
        if before is not None:
            ratio = median(waited) / median(one.waited for one in before[name])
            yield Figure(f"{where}, {name}, p50 against {smallest:,}", ratio, "times")


def queries(where: str, browser: "Client") -> Iterator[Figure]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for name, address in pages(browser).items():
        with CaptureQueriesContext(connection) as asked:
            browser.get(address)
        target = "" if "lean" in name else "at most 7"
        yield Figure(f"{where}, {name}, queries", len(asked), "queries", target)


def main() -> None:
    with TemporaryDirectory() as folder:
        sizes = " ".join(sys.argv[1:] or map(str, SIZES))
        databases.on_each("bench.queue", VAR_DIR=folder, BENCH_QUEUE=sizes)


if __name__ == "__main__":
    here() if "--here" in sys.argv else main()
