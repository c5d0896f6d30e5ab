"""What a clerk should know of a lease before it is issued. Nothing here refuses anything."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from leases.models import Lease
from leases.shown import square_metres, total_area
from leases.term import is_short


def notes(lease: Lease) -> list[str]:
    """Return the sentences for the clerk. One query."""
    told = [forsaken(lease)] if lease.is_forsaken else []
    told.append(space(lease))
    if is_short(lease.term_months):
        told.append(
            _(
                "The term is under one year: a short-term lease (Civil Code, art. 821). The tenant "
                "has no preference when the dwelling is let again; tell the tenant so."
            )
        )
    return told


def forsaken(lease: Lease) -> str:
    return _(
        "The application is withdrawn or set aside (“%(status)s”): cancel this lease. Until then "
        "it holds the dwelling."
    ) % {"status": lease.application.get_status_display()}


def space(lease: Lease) -> str:
    """Say how much room each resident has: we know no norm that would make it right or wrong."""
    residents = lease.residents.count()
    area = total_area(lease)
    each = (area / residents).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return _(
        "%(area)s for %(residents)s people: %(each)s each. No norm of area or rooms is "
        "known to us, so none is checked."
    ) % {"area": square_metres(area), "residents": residents, "each": square_metres(each)}
