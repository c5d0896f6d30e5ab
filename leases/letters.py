"""Letters of leases to the tenant, the way and in the language they chose; to clerks in both."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from deadlines.working_days import day_in_kyiv
from leases.civil_code import asks_by, refuses_by
from leases.models import Ending, Lease
from leases.moves import about
from leases.status import IN_LIFE
from leases.term import is_short
from leases.words import in_figures
from outbox.models import Letter
from outbox.services import queue

ENDING = {"uk": "Строк Вашого договору найму закінчується", "en": "The term of your lease ends"}
ENDS = {"uk": "Ваш договір найму припиняється", "en": "Your lease ends"}
RENEWAL = {"uk": "Договір найму на новий строк", "en": "A lease for a new term"}
UNSIGNED = {
    "uk": "Договір найму на новий строк чекає Вашого підпису",
    "en": "Your lease for a new term waits to be signed",
}
GOES_ON = {"uk": "Ваш договір найму діє далі", "en": "Your lease goes on"}
NOT_TO_SIGN = {
    "uk": "Договір найму на новий строк скасовано",
    "en": "The lease for a new term is cancelled",
}
CLERKS = "Договір {number}: строк до {last_day} / term until {last_day}"


def queue_ending(lease: Lease, days: int, renewal: Lease | None, *, on: date, at: datetime) -> bool:
    """Tell the tenant when the term ends, until when to ask for a new one, and what follows else.

    Where the new term is drawn up, ask them to come and sign it. Tell whether it was new.
    """
    key = f"lease_ending:{lease.pk}:{days}"
    if renewal:
        is_short_term = is_short(lease.term_months)
        return send("unsigned", renewal, UNSIGNED, key, at=at, is_short=is_short_term)
    return send("ending", lease, ENDING, key, at=at, **last_days(lease, on))


def last_days(lease: Lease, on: date) -> dict[str, Any]:
    """Return the last days on which the tenant asks and the landlord refuses, as a letter says."""
    asks, refuses = (
        asks_by(lease.ends_on, drawn_up_on=day_in_kyiv(lease.made_at)),
        refuses_by(lease.ends_on),
    )
    return {
        "is_short": is_short(lease.term_months),
        "asks_by": asks,
        "asks_late": on > asks,
        "refuses_by": refuses,
        "refuses_late": on > refuses,
    }


def queue_end(lease: Lease, ending: Ending, *, at: datetime) -> None:
    """Tell the tenant that the lease ends, why, on which day, and how the dwelling is returned."""
    send("end", lease, ENDS, f"lease_end:{ending.pk}", ending=ending, at=at)


def queue_renewal(renewal: Lease, *, at: datetime) -> None:
    """Tell the tenant that a lease for a new term is drawn up and waits to be signed."""
    told = {
        "rent": in_figures(renewal.monthly_rent),
        "is_over": renewal.starts_on <= day_in_kyiv(at),
    }
    send("renewal", renewal, RENEWAL, f"lease_renewal:{renewal.pk}", at=at, **told)


def queue_goes_on(lease: Lease, ending: Ending, row: Ending, *, at: datetime) -> None:
    """Take back what a letter said of an end, by the row that does so; none where none said it."""
    if was_told(f"lease_end:{ending.pk}"):
        more = {"ending": ending, "is_within_term": lease.ends_on >= day_in_kyiv(at)}
        send("goes_on", lease, GOES_ON, f"lease_goes_on:{row.pk}", at=at, **more)


def queue_cancelled(renewal: Lease, *, at: datetime) -> None:
    """Take back the letter that asked the tenant to come and sign; none where none did."""
    if was_told(f"lease_renewal:{renewal.pk}"):
        before = renewal.follows
        holds = before.status in IN_LIFE and before.ends_on >= day_in_kyiv(at) if before else False
        key = f"lease_cancelled:{renewal.pk}"
        send("cancelled", renewal, NOT_TO_SIGN, key, at=at, before=before if holds else None)


def was_told(key: str) -> bool:
    return Letter.objects.filter(dedupe_key=key).exists()


def send(
    template: str, lease: Lease, subject: dict[str, str], key: str, *, at: datetime, **more: Any
) -> bool:
    """Queue by e-mail, or by post where the tenant chose post or has no e-mail."""
    application = lease.application
    tenant = application.people.get(relationship="applicant")
    by_email = bool(tenant.email) and application.invitation_method == "electronic"
    language = application.language
    with translation.override(language):
        context = {"lease": lease, "address": lease.data["dwelling"]["address"], **more}
        body = render_to_string(f"leases/letters/{template}.{language}.txt", context)
    queued = queue(
        "lease",
        to=tenant.email or "" if by_email else f"{tenant.name}\n{where(lease)}",
        subject=subject[language],
        body=body,
        dedupe_key=key,
        at=at,
        about=about(lease),
        delivery="email" if by_email else "post",
    )
    return queued is not None


def where(lease: Lease) -> str:
    """Return the address for the post: of the dwelling once they live there."""
    lives_there = lease.status in IN_LIFE or lease.follows_id
    address = lease.data["dwelling"]["address"]
    return str(address if lives_there else lease.application.postal_address or address)


def queue_for_clerk(
    lease: Lease, reader: User, days: int, renewal: Lease | None, *, on: date, at: datetime
) -> bool:
    """Remind a clerk by number and day alone; tell whether it was new."""
    last_day = f"{lease.ends_on:%d.%m.%Y}"
    page = settings.SITE_URL + reverse("admin:leases_lease_change", args=[lease.pk])
    left = (lease.ends_on - on).days
    context = {
        "lease": lease,
        "left": left,
        "page": page,
        "renewal": renewal,
        **last_days(lease, on),
    }
    queued = queue(
        "reminder",
        to=reader.email,
        subject=CLERKS.format(number=lease.number, last_day=last_day),
        body=render_to_string("leases/letters/clerks.txt", context),
        dedupe_key=f"reminder:lease:{lease.pk}:{days}:{reader.pk}",
        at=at,
        about=about(lease),
    )
    return queued is not None
