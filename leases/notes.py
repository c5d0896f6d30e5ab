"""What a clerk should know of a lease before it is issued. Nothing here refuses anything."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import localize
from django.utils.translation import gettext as _

from leases.models import Lease
from leases.term import is_short


def notes(lease: Lease) -> list[str]:
    """Return the sentences for the clerk. One query."""
    told = [space(lease)]
    if is_short(lease.term_months):
        told.append(
            _(
                "The term is under one year: a short-term lease (Civil Code, art. 821). The tenant "
                "has no preference when the dwelling is let again; tell the tenant so."
            )
        )
    return told


def space(lease: Lease) -> str:
    """Say how much room each resident has: we know no norm that would make it right or wrong."""
    residents = lease.residents.count()
    each = (lease.dwelling.total_area / residents).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return _(
        "%(area)s m² for %(residents)s people: %(each)s m² each. No norm of area or rooms is "
        "known to us, so none is checked."
    ) % {
        "area": localize(lease.dwelling.total_area),
        "residents": residents,
        "each": localize(each),
    }
