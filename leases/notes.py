"""What a clerk should know of a lease now. Nothing here refuses anything."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deadlines.working_days import day_in_kyiv
from leases.civil_code import asks_by, refuses_by, remind_days
from leases.models import Lease
from leases.rechecking import other_residents
from leases.selectors import ending_of, renewal_of, residents_on
from leases.shown import square_metres, total_area
from leases.status import IN_LIFE, LIVE, UNSIGNED, Status
from leases.term import is_short


def notes(lease: Lease, on: date) -> list[str]:
    """Return the sentences for the clerk on a day. One query."""
    told = [forsaken(lease)] if lease.is_forsaken else []
    told.append(space(lease, on))
    if lease.follows_id and lease.status in LIVE - {Status.ACTIVE}:
        told.extend(named_otherwise(lease))
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


def named_otherwise(renewal: Lease) -> list[str]:
    """Say that a renewal names others than live there by the lease it renews."""
    missing, left = other_residents(renewal)
    if not missing and not left:
        return []
    names = {"names": "; ".join([*missing, *left])}
    if renewal.status == Status.SIGNED:
        told = _(
            "Who lives there has changed since this new term was drawn up: %(names)s. Amend this "
            "lease too, from its first day on."
        )
    else:
        told = _(
            "Who lives there has changed since this new term was drawn up: %(names)s. Cancel it "
            "and draw it up anew."
        )
    return [told % names]


def space(lease: Lease, on: date) -> str:
    """Say how much room each resident has: we know no norm that would make it right or wrong."""
    residents = len(residents_on(lease, on))
    area = total_area(lease)
    each = (area / residents).quantize(Decimal("0.01"), ROUND_HALF_UP)
    told = ngettext(
        "%(area)s for %(residents)s person: %(each)s each. No norm of area or rooms is "
        "known to us, so none is checked.",
        "%(area)s for %(residents)s people: %(each)s each. No norm of area or rooms is "
        "known to us, so none is checked.",
        residents,
    )
    return told % {"area": square_metres(area), "residents": residents, "each": square_metres(each)}


def standing(lease: Lease, on: date) -> list[str]:
    """Say what is ahead of a signed lease, and what waits for a person. Two queries."""
    if lease.status not in IN_LIFE:
        return []
    ending, renewal = ending_of(lease), renewal_of(lease)
    days = {"day": written(lease.ends_on)}
    if ending and ending.last_day:
        return [
            _(
                "Its end is recorded: %(cause)s. The last day is %(day)s; after it the lease "
                "ends by itself."
            )
            % {"cause": ending.get_cause_display(), "day": written(ending.last_day)}
        ]
    if renewal and renewal.status in IN_LIFE:
        told = _("Renewed by %(number)s from the day after %(day)s.")
        return [told % {"number": renewal.number, **days}]
    return [*not_yet_signed(renewal), *of_the_term(lease, on)]


def not_yet_signed(renewal: Lease | None) -> list[str]:
    if renewal is None or renewal.status not in UNSIGNED:
        return []
    told = _("The lease of a new term, %(number)s, is drawn up and not signed: nothing is renewed.")
    return [told % {"number": renewal.number}]


def of_the_term(lease: Lease, on: date) -> list[str]:
    """Say that the term of a lease with no other end is over, or soon will be."""
    days = {"day": written(lease.ends_on)}
    if lease.ends_on < on and is_short(lease.term_months):
        return [_("The term was over on %(day)s: the portal records the end by itself.") % days]
    if lease.ends_on < on:
        return [
            _(
                "The term was over on %(day)s, and no other end is recorded. Where nobody refused "
                "a new term in time, the lease is renewed by law (Civil Code, art. 822): draw up "
                "the lease of the new term, or record how it ended."
            )
            % days
        ]
    if lease.status == Status.ACTIVE and (lease.ends_on - on).days <= max(remind_days(on)):
        told = _("The term is over on %(day)s: renew the lease, or record how it ends.") % days
        return [told, last_word(lease)]
    return []


def last_word(lease: Lease) -> str:
    """Say by which day the tenant asks for a new term, and the landlord refuses one."""
    asks = asks_by(lease.ends_on, drawn_up_on=day_in_kyiv(lease.made_at))
    if is_short(lease.term_months):
        told = _("By the lease (clause 10.2) the tenant asks for a new term by %(asks)s.")
        return told % {"asks": written(asks)}
    told = _(
        "By the lease (clause 10.2) the tenant asks for a new term by %(asks)s. The landlord "
        "refuses one, or offers other terms, by %(refuses)s (Civil Code, art. 822)."
    )
    return told % {"asks": written(asks), "refuses": written(refuses_by(lease.ends_on))}


def written(day: date) -> str:
    return f"{day:%d.%m.%Y}"
