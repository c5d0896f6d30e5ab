"""The first page of the staff says what waits for each, and leads there."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from applications.models import Application
from charges import services as charges
from deadlines.models import CalendarYear
from deadlines.working_days import day_in_kyiv
from tests.charges.builders import day, line, noon, signed, statement
from tests.clock import due
from tests.leases.builders import tariff
from tests.review.builders import MONDAY, submitted, taken, withdrawn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
FIRST = reverse("admin:index")


@pytest.fixture
def seat(client: Client, staff: Callable[..., User]) -> Callable[..., dict[str, tuple[str, str]]]:
    """Return what the first page tells somebody: by words, how many and where."""
    client.cookies["django_language"] = "en"

    def told(user: User) -> dict[str, tuple[str, str]]:
        client.force_login(user)
        text = client.get(FIRST).content.decode()
        pattern = r'<a href="([^"]+)"><strong>([^<]+)</strong> <span>([^<]+)</span>'
        found = re.findall(pattern, text)
        return {label: (count, where.replace("&amp;", "&")) for where, count, label in found}

    return told


def overdue(application: Application) -> Application:
    day = day_in_kyiv(timezone.now())
    due(Application.objects.filter(pk=application.pk), day - timedelta(1),
        received_on=day - timedelta(60))  # fmt: skip
    return application


def test_a_caseworker_is_led_to_what_is_theirs(
    seat: Any, client: Client, staff: Callable[..., User]
) -> None:
    halyna, ostap = staff("caseworker", name="halyna"), staff("caseworker", name="ostap")
    hers = taken(overdue(submitted(key="hers", papers=())), halyna)
    taken(overdue(submitted(key="his", papers=())), ostap)
    submitted(key="new", papers=())

    told = seat(halyna)

    counts = {label: count for label, (count, _where) in told.items()}
    assert counts["Yours and overdue"] == counts["Yours, all that wait"] == "1"
    assert counts["Nobody answers for these yet"] == "1"
    listed = client.get(told["Yours and overdue"][1]).content.decode()
    assert re.findall(r">(\d{4}-\d{4}-\d{4})</a>", listed) == [hers.number]


@pytest.mark.parametrize("role", Role)
def test_every_role_is_led_to_pages_that_open(
    role: Role, seat: Any, client: Client, staff: Callable[..., User]
) -> None:
    told = seat(staff(role))

    assert all(client.get(where).status_code == 200 for _count, where in told.values())
    nothing = {Role.ALLOCATION_OFFICER, Role.ADMINISTRATOR, Role.OPERATOR}
    assert bool(told) == (role not in nothing)


def test_an_entry_waits_for_somebody_else_to_approve(seat: Any, staff: Callable[..., User]) -> None:
    petro, iryna = (staff("decision_maker", name=name) for name in ("petro", "iryna"))
    CalendarYear.objects.create(
        year=2031, source="x", entered_by=petro, entered_at=MONDAY
    )  # fmt: skip

    assert seat(iryna)["Calendar entries to approve"][0] == "1"
    assert seat(petro)["Calendar entries to approve"][0] == "0"


def test_money_and_tariffs_wait_on_the_first_page_of_who_acts(
    seat: Any, staff: Callable[..., User]
) -> None:
    clerk, iryna = staff("lease_clerk", name="clerk"), staff("decision_maker", name="iryna")
    tariff(2026)
    charges.correct(
        signed(clerk), amount=Decimal(90_000), reason="Борг", by=clerk, at=noon(day(2, 9))
    )
    raw = statement(line("09.02.2026", "100,00", "Плата за житло"))
    charges.take_in(raw, by=clerk, at=noon(day(2, 9)))

    hers = seat(iryna)

    assert seat(clerk)["Payments without a lease"][0] == "1"
    assert hers["Corrections of accounts to approve"][0] == "1"
    assert hers["Tariffs of the release to compare with their documents"][0] != "0"


def test_it_costs_the_same_whatever_waits(
    seat: Any, client: Client, staff: Callable[..., User]
) -> None:
    halyna = staff("caseworker", "decision_maker", "registrar", "lease_clerk", name="halyna")
    rows = [submitted(key=str(each), papers=()) for each in range(4)]
    withdrawn(rows[0], halyna)
    seat(halyna)

    with CaptureQueriesContext(connection) as asked:
        client.get(FIRST)

    assert len(asked) <= 7, [each["sql"] for each in asked]
