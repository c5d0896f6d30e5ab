"""What part of a month costs: the lease, clause 5.4, and docs/decisions/0118.

Every day of a month has its price in whole kopecks, and the prices of all its days together are
the rent of the month exactly. A part of a month costs what its days cost together, so however a
month is split between leases or between rents, nothing is lost and nothing is charged twice.
"""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

KOPECK = Decimal("0.01")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of one month at one rent, the first and the last among them; `rent` is UAH a month."""

    first: date
    last: date
    rent: Decimal

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def of_days(self) -> int:
        return days_in(self.first)

    @property
    def amount(self) -> Decimal:
        """UAH: the prices of the days together."""
        whole = days_in(self.first)
        until, before = self.last.day, self.first.day - 1
        return up_to(self.rent, until, whole) - up_to(self.rent, before, whole)


def up_to(rent: Decimal, days: int, whole: int) -> Decimal:
    """Return what the first days of a month of `whole` days cost together, half a kopeck up."""
    return (rent * days / whole).quantize(KOPECK, ROUND_HALF_UP)


def days_in(month: date) -> int:
    return calendar.monthrange(month.year, month.month)[1]


def last_of(month: date) -> date:
    return month.replace(day=days_in(month))


def stretches(
    month: date, first: date, last: date, rents: Sequence[tuple[date, Decimal]]
) -> list[Stretch]:
    """Return the days of a month, named by its first, that are charged from `first` to `last`.

    `rents` says from which day which rent holds, the earliest first; one of them begins by `first`.
    None where the month has none of the days.
    """
    first, last = max(first, month), min(last, last_of(month))
    ends = [start - ONE_DAY for start, _rent in rents[1:]] + [date.max]
    found = (
        Stretch(max(first, start), min(last, end), rent)
        for (start, rent), end in zip(rents, ends, strict=True)
    )
    return [each for each in found if each.first <= each.last]


def months(first: date, last: date) -> Iterator[date]:
    """Yield the months from that of one day to that of another, each by its first day."""
    month, end = first.replace(day=1), last.replace(day=1)
    while month <= end:
        yield month
        month = last_of(month) + ONE_DAY
