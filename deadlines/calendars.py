"""From approved rows to the calendar that terms are counted in."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, cast

from django.db.models import DateField, Value
from django.db.models.functions import Cast

from deadlines import working_days
from deadlines.models import CalendarDay, CalendarYear, Regime

YEAR = "year"  # beside the kinds of days and regimes


def approved_calendar() -> working_days.Calendar:
    """Return the calendar that all approved rows together make. Costs one query."""
    rows = list(approved_rows())
    days = [(day, kind) for kind, day, *_ in rows if kind in CalendarDay.Kind]
    holidays = CalendarDay.Kind.HOLIDAY
    regimes = [regime_of(row) for row in rows if row[0] in Regime.Kind]
    return calendar_of(
        years=frozenset(year for kind, *_, year, _source in rows if kind == YEAR),
        regimes=tuple(sorted(regimes, key=lambda regime: regime.start)),
        holidays=frozenset(day for day, kind in days if kind == holidays),
        overrides={
            day: kind == CalendarDay.Kind.WORKING_DAY for day, kind in days if kind != holidays
        },
    )


def approved_rows() -> Iterable[tuple[Any, ...]]:
    """Return (kind, first day, last day, year, source) of every row that counts."""
    no_day, no_year, no_source = Cast(Value(None), DateField()), Value(0), Value("")
    days = CalendarDay.objects.approved().values_list("kind", "day", no_day, no_year, no_source)
    years = CalendarYear.objects.approved().values_list(
        Value(YEAR), no_day, no_day, "year", no_source
    )
    regimes = Regime.objects.approved().values_list("kind", "start", "end", no_year, "source")
    return regimes.union(days, years, all=True)


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
    kind, start, end, _year, source = row
    return working_days.Regime(cast("Literal['martial_law', 'peace']", kind), start, end, source)
