"""Which rents are still to come for a lease, as its household was told."""

from dataclasses import dataclass
from datetime import date

from cabinet.held_leases import told
from charges.shown import hryvnias
from leases.models import Lease
from rerating.answering import unanswered


@dataclass(frozen=True, slots=True)
class Coming:
    """A rent from a day on; `is_objected` where it waits for the answer to an objection."""

    on: date
    rent: str
    is_objected: bool = False


def coming_rents(lease: Lease, on: date) -> list[Coming]:
    """Return the rents that are set or announced and do not hold yet, the earliest first."""
    set_ = lease.rents.filter(starts_on__gt=max(on, lease.starts_on))
    announced = told(lease).filter(left_out="", after__isnull=True, new_rent__isnull=False)
    objected = set(unanswered().filter(change__lease=lease).values_list("change", flat=True))
    found = [Coming(each.starts_on, hryvnias(each.monthly_rent)) for each in set_]
    found += [
        Coming(each.rerating.effective_on, hryvnias(each.new_rent), each.pk in objected)
        for each in announced.filter(rerating__set_aside_by__isnull=True)
        if each.new_rent is not None
    ]
    return sorted(found, key=lambda each: each.on)
