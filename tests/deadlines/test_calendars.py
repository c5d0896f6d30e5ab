"""The shipped calendars, which rows count, and what the version of a calendar stands for."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

import holidays
import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model
from pytest_django import DjangoAssertNumQueries

from deadlines.calendars import approved_calendar, calendar_of
from deadlines.models import CalendarDay, CalendarYear, Regime
from deadlines.working_days import BeyondCalendar, due_on
from deadlines.working_days import Regime as RegimeInForce

NOON = datetime(2026, 1, 5, 10, tzinfo=UTC)
YEARS = range(2024, 2028)
MARTIAL_LAW = RegimeInForce("martial_law", date(2022, 2, 24), None, "Law 2136-IX, art. 6")


def person(name: str) -> Any:
    return get_user_model().objects.create(username=name, email=f"{name}@example.org")


def public_holidays() -> set[date]:
    """The library's list of what would be holidays were it not for martial law."""
    return set(holidays.country_holidays("UA", years=YEARS, categories=("workday",)))


def rest_moved_by_law(days: set[date]) -> set[date]:
    """Labour Code, art. 67 part 3: a holiday on a weekend gives the next working day off."""
    moved: set[date] = set()
    for holiday in sorted(day for day in days if day.isoweekday() > 5):
        rest = holiday
        while rest.isoweekday() > 5 or rest in days | moved:
            rest += timedelta(days=1)
        moved.add(rest)
    return moved


@pytest.mark.django_db
def test_shipped_days_off_are_the_public_holidays_and_the_rest_the_law_moves() -> None:
    expected = public_holidays()

    assert approved_calendar().holidays == expected | rest_moved_by_law(expected)


@pytest.mark.django_db
def test_shipped_rows_say_which_article_they_rest_on() -> None:
    public = public_holidays()

    sources = CalendarDay.objects.values_list("day", "source")

    assert {day for day, source in sources if source.endswith("ст. 73")} == public
    assert {day for day, source in sources if source.endswith("ч. 3")} == rest_moved_by_law(public)


@pytest.mark.django_db
def test_calendars_of_2024_to_2027_are_shipped_under_martial_law_without_an_end() -> None:
    known = approved_calendar()

    assert known.years == frozenset(YEARS)
    assert [(one.kind, one.start, one.end) for one in known.regimes] == [
        ("martial_law", date(2022, 2, 24), None)
    ]
    assert known.overrides == {}


@pytest.mark.django_db
def test_the_approved_calendar_costs_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        approved_calendar()


@pytest.mark.django_db
def test_every_day_of_receipt_under_martial_law_agrees_with_the_library() -> None:
    known, library = approved_calendar(), holidays.country_holidays("UA")
    day = date(2024, 1, 1)

    while day.year < 2027:
        assert due_on(day, days=15, calendar=known) == library.get_nth_working_day(day, 15)
        day += timedelta(days=1)


@pytest.mark.django_db
def test_the_end_of_martial_law_brings_the_shipped_holidays_back() -> None:
    Regime.objects.create(kind="peace", start=date(2026, 12, 20), source="a decree")

    due = due_on(date(2026, 12, 14), days=15, calendar=approved_calendar())

    assert due == date(2027, 1, 6)


@pytest.mark.django_db
def test_a_row_counts_only_once_another_person_has_approved_it() -> None:
    entered, approver = person("entered"), person("approver")
    year = CalendarYear.objects.create(year=2028, source="a calendar", entered_by=entered)
    day = CalendarDay.objects.create(
        day=date(2026, 2, 2), kind="day_off", name="moved", source="an act", entered_by=entered
    )
    before = approved_calendar()

    approval = {"approved_by": approver, "approved_at": NOON}
    CalendarYear.objects.filter(pk=year.pk).update(**approval)
    CalendarDay.objects.filter(pk=day.pk).update(**approval)

    after = approved_calendar()
    assert before.is_working_day(date(2026, 2, 2))
    assert not after.is_working_day(date(2026, 2, 2))
    assert after.is_working_day(date(2028, 2, 2))
    with pytest.raises(BeyondCalendar):
        before.is_working_day(date(2028, 2, 2))


ROWS: dict[str, tuple[type[Model], dict[str, Any]]] = {
    "regime": (Regime, {"kind": "peace", "start": date(2030, 1, 1)}),
    "calendar year": (CalendarYear, {"year": 2030}),
    "calendar day": (CalendarDay, {"day": date(2030, 1, 1), "kind": "holiday", "name": "a day"}),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "values"), ROWS.values(), ids=ROWS)
def test_nobody_approves_what_they_entered(model: type[Model], values: dict[str, Any]) -> None:
    alone = person("alone")

    with pytest.raises(IntegrityError, match="approved_by_another_person"), transaction.atomic():
        model._default_manager.create(
            source="an act", entered_by=alone, approved_by=alone, approved_at=NOON, **values
        )


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "values"), ROWS.values(), ids=ROWS)
def test_nothing_is_approved_that_nobody_entered(
    model: type[Model], values: dict[str, Any]
) -> None:
    approver = person("approver")

    with pytest.raises(IntegrityError, match="approved_by_another_person"), transaction.atomic():
        model._default_manager.create(
            source="an act", approved_by=approver, approved_at=NOON, **values
        )


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "values"), ROWS.values(), ids=ROWS)
def test_a_release_gives_one_answer(model: type[Model], values: dict[str, Any]) -> None:
    model._default_manager.create(source="an act", **values)

    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.create(source="another act", **values)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "values"),
    [
        pytest.param(Regime, {"kind": "truce", "start": date(2030, 1, 1)}, id="an unknown regime"),
        pytest.param(
            Regime,
            {"kind": "peace", "start": date(2030, 1, 2), "end": date(2030, 1, 1)},
            id="a regime that ends before it starts",
        ),
        pytest.param(CalendarYear, {"year": 1990}, id="a year before the republic"),
        pytest.param(
            CalendarDay, {"day": date(2030, 1, 1), "kind": "half", "name": "x"}, id="half a day"
        ),
    ],
)
def test_the_database_refuses(model: type[Model], values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.create(source="an act", **values)


KEPT = import_module("deadlines.migrations.0005_clock_approved_rows_stay").TABLES


@pytest.mark.django_db
@pytest.mark.parametrize("table", KEPT)
def test_nothing_takes_the_place_of_a_row(table: str) -> None:
    statement = {
        "postgresql": f"TRUNCATE {table} CASCADE",
        "sqlite": f"REPLACE INTO {table} SELECT * FROM {table}",  # noqa: S608  # names of tables
    }
    with (
        pytest.raises(DatabaseError, match="stays as it is"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement[connection.vendor])


def version(
    *,
    years: frozenset[int] = frozenset({2026, 2027}),
    regimes: tuple[RegimeInForce, ...] = (MARTIAL_LAW,),
    off: frozenset[date] = frozenset({date(2026, 1, 1), date(2026, 5, 1)}),
    overrides: dict[date, bool] | None = None,
) -> str:
    return calendar_of(
        years=years, regimes=regimes, holidays=off, overrides=overrides or {}
    ).version


@pytest.mark.django_db
def test_what_is_shipped_never_changes() -> None:
    assert approved_calendar().version == "a3b688974124"


def test_the_version_is_a_short_stable_name() -> None:
    assert version() == version() == "f315584a40bb"


def test_a_source_worded_anew_makes_no_other_calendar() -> None:
    reworded = RegimeInForce("martial_law", MARTIAL_LAW.start, None, "another wording")

    assert version(regimes=(reworded,)) == version()


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"years": frozenset({2026})}, id="a year less"),
        pytest.param({"regimes": ()}, id="no martial law"),
        pytest.param(
            {"regimes": (RegimeInForce("martial_law", MARTIAL_LAW.start, date(2027, 1, 1), ""),)},
            id="an end of martial law",
        ),
        pytest.param({"off": frozenset({date(2026, 1, 1)})}, id="a holiday less"),
        pytest.param({"overrides": {date(2026, 1, 10): True}}, id="a moved day"),
    ],
)
def test_whatever_moves_a_date_makes_another_version(other: dict[str, Any]) -> None:
    assert version(**other) != version()
