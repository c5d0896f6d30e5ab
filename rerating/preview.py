"""What a tariff would mean for every live lease from a day on. Reads, and writes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from leases.models import Lease, RentPeriod
from leases.selectors import stays_until
from leases.shown import total_area
from leases.status import LIVE, Status
from rent.formula import NoCoefficient, Statement, Tariff, monthly_rent
from rent.models import TariffRow
from rent.tariffs import tariff_on
from rerating.models import RentChange, Why

UNSIGNED = frozenset({Status.DRAFT, Status.ISSUED})
IN_FORCE = LIVE - UNSIGNED
NOTHING = Decimal(0)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Proposed:
    """One lease: its rent `before` and the statement of the new one, or why it gets none."""

    lease: Lease
    before: RentPeriod | None
    statement: Statement | None = None
    why: Why | None = None

    @property
    def old(self) -> Decimal:
        return self.before.monthly_rent if self.before else NOTHING

    @property
    def new(self) -> Decimal:
        return self.statement.total if self.statement else NOTHING

    @property
    def differs_from_stock(self) -> bool:
        """Whether the stock says another area or number of rooms than the lease does."""
        home = self.lease.dwelling
        return (home.total_area, home.rooms) != (total_area(self.lease), rooms(self.lease))


@dataclass(frozen=True, slots=True)
class Preview:
    """Leases that get a new rent, those furthest from the usual change first; then the others.

    `settled` is how many have the tariff already.
    """

    effective_on: date
    tariff: TariffRow
    changes: Sequence[Proposed]
    left_out: Sequence[Proposed]
    settled: int

    @property
    def old(self) -> Decimal:
        """Hryvnias a month of all that change, before."""
        return sum((each.old for each in self.changes), NOTHING)

    @property
    def new(self) -> Decimal:
        """Hryvnias a month of all that change, after."""
        return sum((each.new for each in self.changes), NOTHING)


def preview(effective_on: date) -> Preview:
    """Return what the tariff in force on a day would mean from that day on.

    Raises NoTariff. Eight queries.
    """
    row = tariff_on(effective_on)
    waiting = waiting_leases()  # before their rents are read, or one given meanwhile is overlooked
    found = [
        Proposed(lease, rent_before(lease, effective_on), why=Why.WAITS)
        if lease.pk in waiting
        else proposed(lease, row, row.tariff(), effective_on)
        for lease in live_leases()
    ]
    changes = [each for each in found if each.why is None]
    return Preview(
        effective_on,
        row,
        outliers_first(changes),
        [each for each in found if each.why not in {None, Why.SAME_TARIFF}],
        sum(each.why is Why.SAME_TARIFF for each in found),
    )


def waiting_leases() -> frozenset[int]:
    """Return the leases that wait in a re-rating for their new rent, by id."""
    waiting = RentChange.objects.filter(left_out="", after=None, rerating__set_aside_by=None)
    return frozenset(waiting.values_list("lease_id", flat=True))


def live_leases() -> Iterable[Lease]:
    rows = Lease.objects.live().select_related("dwelling__building__site")
    return rows.prefetch_related("rents", "endings", "renewals").order_by("number")


def proposed(lease: Lease, row: TariffRow, tariff: Tariff, on: date) -> Proposed:
    before = rent_before(lease, on)
    if why := reason_against(lease, before, row, on):
        return Proposed(lease, before, why=why)
    try:
        statement = monthly_rent(total_area(lease), rooms(lease), tariff)
    except NoCoefficient:
        return Proposed(lease, before, why=Why.NO_COEFFICIENT)
    if statement.total <= NOTHING:
        return Proposed(lease, before, why=Why.ROUNDS_TO_NOTHING)
    return Proposed(lease, before, statement)


def rent_before(lease: Lease, on: date) -> RentPeriod | None:
    """Return the rent that would hold on the day; of prefetched rows without a query."""
    begun = [each for each in lease.rents.all() if each.starts_on <= on]
    return max(begun, key=lambda each: each.starts_on, default=None)


def reason_against(lease: Lease, before: RentPeriod | None, row: TariffRow, on: date) -> Why | None:
    if before is not None and before.tariff_id == row.pk:
        return Why.SAME_TARIFF
    reasons = {
        Why.NOT_IN_FORCE: lease.status not in LIVE,
        Why.NOT_SIGNED: lease.status in UNSIGNED,
        Why.ENDS_BEFORE: stays_until(lease, on) < on,
        Why.BEGINS_LATER: before is None,
        Why.LATER_RENT: any(each.starts_on >= on for each in lease.rents.all()),
    }
    return next((why for why, holds in reasons.items() if holds), None)


def rooms(lease: Lease) -> int:
    """Return the number of rooms that the lease was drawn up for."""
    return int(lease.data["dwelling"]["rooms"])


def percent(old: Decimal, new: Decimal) -> Decimal:
    """Return by how many per cent the new rent is higher, negative where it is lower."""
    return ((new - old) * 100 / old).quantize(CENT) if old else NOTHING


def outliers_first(changes: Iterable[Proposed]) -> list[Proposed]:
    """Sort by the distance from the change that is usual among them, then by number."""
    rows = list(changes)
    if not rows:
        return []
    usual = median(percent(each.old, each.new) for each in rows)
    return sorted(
        rows, key=lambda each: (-abs(percent(each.old, each.new) - usual), each.lease.number)
    )
