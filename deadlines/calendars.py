"""From approved rows to the calendar that terms are counted in."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Literal, cast

from django.db.models import DateField, Q, Value
from django.db.models.functions import Cast

from deadlines import working_days
from deadlines.models import CalendarDay, CalendarYear, EnteredRow, Regime

YEAR = "year"  # beside the kinds of days and regimes
# The kinds of day that hold under every regime: whether people work.
MOVED: dict[str, bool] = {CalendarDay.Kind.DAY_OFF: False, CalendarDay.Kind.WORKING_DAY: True}


def approved_calendar(
    *, also: Iterable[EnteredRow] = (), as_of: datetime | None = None
) -> working_days.Calendar:
    """Return the calendar that all approved rows together make. Costs one query.

    Of two rows about the same, the one approved last counts. `also` are rows that would be
    approved next; `as_of` leaves out what was approved later.
    """
    return made_of([*in_order_of_approval(approved_rows(as_of)), *map(row_of, also)])


def calendar_named(version: str, *, as_of: datetime) -> working_days.Calendar | None:
    """Return the calendar of a version that was in use at an instant; None where none is it.

    What was approved just before the instant may have become visible just after it, so each
    approval may be the one that was not counted with.
    """
    rows = in_order_of_approval(approved_rows(as_of))
    instants = sorted({row[-2] for row in rows if row[-2] is not None}, reverse=True)
    for late in (None, *instants):
        calendar = made_of([row for row in rows if row[-2] is None or row[-2] != late])
        if calendar.version == version:
            return calendar
    return None


def made_of(rows: Iterable[tuple[Any, ...]]) -> working_days.Calendar:
    """Return the calendar that rows make, of two about the same by the later."""
    rows = list(rows)
    kinds = {day: kind for kind, day, *_ in rows if kind in CalendarDay.Kind}
    regimes = {row[1]: regime_of(row) for row in rows if row[0] in Regime.Kind}
    return calendar_of(
        years=frozenset(year for kind, _first, _last, year, *_ in rows if kind == YEAR),
        regimes=tuple(regimes[start] for start in sorted(regimes)),
        holidays=frozenset(day for day, kind in kinds.items() if kind == CalendarDay.Kind.HOLIDAY),
        overrides={day: MOVED[kind] for day, kind in kinds.items() if kind in MOVED},
    )


def approved_rows(as_of: datetime | None) -> Iterable[tuple[Any, ...]]:
    """Return kind, first and last day, year, source, instant of approval and key of each row."""
    no_day, no_year, no_source = Cast(Value(None), DateField()), Value(0), Value("")
    before = Q() if as_of is None else Q(approved_at__isnull=True) | Q(approved_at__lte=as_of)
    days, years, regimes = (
        model.objects.approved().filter(before) for model in (CalendarDay, CalendarYear, Regime)
    )
    return regimes.values_list(
        "kind", "start", "end", no_year, "source", "approved_at", "pk"
    ).union(
        days.values_list("kind", "day", no_day, no_year, no_source, "approved_at", "pk"),
        years.values_list(Value(YEAR), no_day, no_day, "year", no_source, "approved_at", "pk"),
        all=True,
    )


def in_order_of_approval(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Sort rows that came with the release first, then as they were approved."""
    return sorted(rows, key=lambda row: (row[-2] is not None, row[-2], row[-1]))


def row_of(row: EnteredRow) -> tuple[Any, ...]:
    """Return what `approved_rows` says of a row."""
    match row:
        case Regime():
            return (row.kind, row.start, row.end, 0, row.source)
        case CalendarDay():
            return (row.kind, row.day, None, 0, "")
        case CalendarYear():
            return (YEAR, None, None, row.year, "")
    return ("", None, None, 0, "")  # a rule of corrections moves no date


def calendar_of(
    *,
    years: frozenset[int],
    regimes: tuple[working_days.Regime, ...],
    holidays: frozenset[date],
    overrides: Mapping[date, bool],
) -> working_days.Calendar:
    """Return the calendar with its version: 12 hex digits of the SHA-256 of what moves a date.

    A source may be worded anew without the version changing; it moves no date.
    """
    content = {
        "years": sorted(years),
        "regimes": [
            [regime.kind, str(regime.start), regime.end and str(regime.end)]
            for regime in sorted(regimes, key=lambda regime: regime.start)
        ],
        "holidays": [str(day) for day in sorted(holidays)],
        "overrides": {str(day): overrides[day] for day in sorted(overrides)},
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    version = hashlib.sha256(canonical.encode()).hexdigest()[:12]
    return working_days.Calendar(version, years, regimes, holidays, overrides)


def regime_of(row: tuple[Any, ...]) -> working_days.Regime:
    kind, start, end, _year, source, *_ = row
    return working_days.Regime(cast("Literal['martial_law', 'peace']", kind), start, end, source)
