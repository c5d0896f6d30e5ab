"""A preview or a re-rating as its pages show it: totals, leases with outliers first, the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.db.models import Count

from leases.models import Lease
from rerating.models import RentChange, Rerating
from rerating.preview import NOTHING, Preview, percent


@dataclass(frozen=True, slots=True)
class Line:
    """One lease: `flag` where it stands out, `change` once it is written down."""

    lease: Lease
    old: Decimal
    new: Decimal
    is_outlier: bool
    differs_from_stock: bool = False
    change: RentChange | None = None

    @property
    def percent(self) -> Decimal:
        return percent(self.old, self.new)

    @property
    def more(self) -> Decimal:
        return self.new - self.old


@dataclass(frozen=True, slots=True)
class Shown:
    """A re-rating. `given` is how many leases have the new rent, `objections` how many object."""

    changes: Sequence[Line]
    left_out: Sequence[RentChange]
    old: Decimal
    new: Decimal
    given: int
    objections: int


FAR = Decimal(1)  # per cent from the usual change, beyond which a lease stands out


def of_preview(found: Preview) -> list[Line]:
    usual = usual_change([(each.old, each.new) for each in found.changes])
    return [
        Line(
            each.lease,
            each.old,
            each.new,
            is_far(each.old, each.new, usual),
            each.differs_from_stock,
        )
        for each in found.changes
    ]


def of_rerating(rerating: Rerating) -> Shown:
    """Return a re-rating as it was prepared and went on. Three queries."""
    rows = rerating.changes.select_related("before", "lease__dwelling__building")
    every = list(rows.annotate(objected=Count("objections")).order_by("lease__number"))
    going = [row for row in every if not row.left_out]
    usual = usual_change([rents(row) for row in going])
    lines = [Line(row.lease, *rents(row), is_far(*rents(row), usual), change=row) for row in going]
    lines.sort(key=lambda each: -abs(each.percent - usual))
    return Shown(
        lines,
        [row for row in every if row.left_out],
        sum((each.old for each in lines), NOTHING),
        sum((each.new for each in lines), NOTHING),
        sum(row.after_id is not None for row in going),
        sum(bool(row.objected) for row in every),
    )


def rents(row: RentChange) -> tuple[Decimal, Decimal]:
    return (row.before.monthly_rent if row.before else NOTHING), row.new_rent or NOTHING


def usual_change(pairs: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    return median(percent(*pair) for pair in pairs) if pairs else NOTHING


def is_far(old: Decimal, new: Decimal, usual: Decimal) -> bool:
    return abs(percent(old, new) - usual) > FAR
