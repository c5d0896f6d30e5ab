"""Helping: an operator of an aid centre fills in for one applicant at a time, who agreed to it."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from accounts.applicants import open_account
from accounts.models import Assistance, Ending, PrintedCode, User
from audit.chain import Fact
from audit.services import record

CONSENT_VERSION = "1"  # of the text read aloud, templates/accounts/consent/
RESUMED_WITHIN = timedelta(hours=24)
NOTED_EVERY = timedelta(minutes=1)


class AlreadyHelping(Exception):
    """The operator still helps somebody, or somebody else helps this applicant."""


class NoWayBack(Exception):
    """The applicant has neither a printed code nor an e-mail address to take over with."""


def may_help(user: User) -> bool:
    """Tell whether an account is an operator's. A superuser's is not: only the role helps."""
    is_staff = user.is_active and user.is_staff and not user.is_superuser
    return is_staff and user.has_perm("accounts.help_applicant")


def current(operator: User, *, at: datetime) -> Assistance | None:
    """Return whom the operator helps now; what was idle for an hour is ended instead."""
    found = Assistance.objects.open().filter(operator=operator).select_related("applicant").first()
    if found is None:
        return None
    if found.is_idle(at):
        end(found.pk, Ending.IDLE, at=at)
        return None
    if found.active_at <= at - NOTED_EVERY:
        Assistance.objects.open().filter(pk=found.pk).update(active_at=at)
    return found


@transaction.atomic
def start_for_new(operator: User, *, at: datetime) -> Assistance:
    """Open an account for an applicant without one, who agreed just now. Raises AlreadyHelping."""
    applicant = open_account(way="helped", by=operator, at=at)
    return start(operator, applicant, at=at)


@transaction.atomic
def start(operator: User, applicant: User, *, at: datetime) -> Assistance:
    """Begin to help an applicant who agreed just now. Raises AlreadyHelping."""
    assistance = Assistance(
        operator=operator,
        applicant=applicant,
        consent_version=CONSENT_VERSION,
        consented_at=at,
        started_at=at,
        active_at=at,
    )
    try:
        with transaction.atomic():
            assistance.save(force_insert=True)
    except IntegrityError as taken:
        raise AlreadyHelping from taken
    facts: dict[str, Fact] = {"applicant": applicant.pk, "consent": CONSENT_VERSION}
    subject = f"assistance:{assistance.pk}"
    record("assistance.started", subject=subject, by=operator, at=at, facts=facts)
    return assistance


@transaction.atomic
def finish(assistance: int, *, at: datetime) -> None:
    """End helping; the applicant must be able to take over. Raises NoWayBack."""
    row = Assistance.objects.select_related("applicant").get(pk=assistance)
    if not has_way_back(row.applicant):
        raise NoWayBack
    end(assistance, Ending.FINISHED, at=at)


def has_way_back(applicant: User) -> bool:
    return bool(applicant.email) or PrintedCode.objects.filter(user=applicant).exists()


@transaction.atomic
def end(assistance: int, why: Ending, *, at: datetime) -> None:
    """End helping, once; ending what has ended, or is not idle after all, changes nothing."""
    row = Assistance.objects.select_for_update(of=("self",)).get(pk=assistance)
    if row.ended_at is not None or (why == Ending.IDLE and not row.is_idle(at)):
        return
    row.ended_at, row.ended_why = at, why
    row.save(update_fields=["ended_at", "ended_why"])
    by = None if why == Ending.IDLE else User.objects.get(pk=row.operator_id)
    facts = {"why": str(why)}
    record("assistance.ended", subject=f"assistance:{row.pk}", by=by, at=at, facts=facts)


def cut_short(operator: User, *, at: datetime) -> Assistance | None:
    """Return the last help of a day that ended by itself before the applicant got a way back."""
    last = (
        Assistance.objects.filter(operator=operator, ended_at__gt=at - RESUMED_WITHIN)
        .select_related("applicant")
        .order_by("-pk")
        .first()
    )
    if last is None or last.ended_why == Ending.FINISHED or has_way_back(last.applicant):
        return None
    return last


def end_all_of(operator: User, why: Ending, *, at: datetime) -> None:
    for number in Assistance.objects.open().filter(operator=operator).values_list("pk", flat=True):
        end(number, why, at=at)


def end_idle(at: datetime) -> None:
    for number in Assistance.objects.idle(at).values_list("pk", flat=True):
        end(number, Ending.IDLE, at=at)
