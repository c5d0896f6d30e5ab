"""From approved rows to the calendar that terms are counted in."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Literal, cast

from deadlines import working_days
from deadlines.models import CalendarDay, CalendarYear, Regime


def approved_calendar() -> working_days.Calendar:
    """Return the calendar that all approved rows together make. Costs three queries."""
    days = CalendarDay.objects.approved().values_list("day", "kind")
    holidays = CalendarDay.Kind.HOLIDAY
    return calendar_of(
        years=frozenset(CalendarYear.objects.approved().values_list("year", flat=True)),
        regimes=tuple(regime_of(row) for row in Regime.objects.approved().order_by("start")),
        holidays=frozenset(day for day, kind in days if kind == holidays),
        overrides={
            day: kind == CalendarDay.Kind.WORKING_DAY for day, kind in days if kind != holidays
        },
    )


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


def regime_of(row: Regime) -> working_days.Regime:
    kind = cast("Literal['martial_law', 'peace']", row.kind)
    return working_days.Regime(kind, row.start, row.end, row.source)
