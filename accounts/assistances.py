"""Helping: an operator of an aid centre fills in for one applicant at a time, who agreed to it."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from accounts import printed_codes
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
    """The applicant has neither a code on paper nor an e-mail address to take over with."""


class CodeInUse(Exception):
    """The applicant signs in with a code that the operator was not given."""


def may_help(user: User) -> bool:
    """Tell whether an account is an operator's. A superuser's is not: only the role helps."""
    is_staff = user.is_active and user.is_staff and not user.is_superuser
    return is_staff and user.has_perm("accounts.help_applicant")


def current(operator: User, *, at: datetime) -> Assistance | None:
    """Return whom the operator helps now; what was idle for an hour is ended instead."""
    helps = Assistance.objects.open().filter(operator=operator)
    found = helps.select_related("applicant__printed_code").first()
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
def start_with_code(operator: User, applicant: User, *, at: datetime) -> Assistance:
    """Begin to help an applicant who agreed, and gave their code. Raises AlreadyHelping."""
    printed_codes.keep(applicant, at=at)
    return start(operator, applicant, began_with_code=True, at=at)


@transaction.atomic
def start(
    operator: User, applicant: User, *, at: datetime, began_with_code: bool = False
) -> Assistance:
    """Begin to help an applicant who agreed just now. Raises AlreadyHelping."""
    assistance = Assistance(
        operator=operator,
        applicant=applicant,
        began_with_code=began_with_code,
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
def make_code(assistance: Assistance, *, at: datetime) -> str:
    """Return a new code for the applicant who is helped, which ends the one before.

    Raises CodeInUse: a code they sign in with is replaced only by whom they gave it to.
    """
    applicant = User.objects.select_for_update(of=("self",)).get(pk=assistance.applicant_id)
    in_use = PrintedCode.objects.filter(user=applicant, used_at__isnull=False)
    if in_use.exists() and not assistance.began_with_code:
        raise CodeInUse
    return printed_codes.make(applicant, by=assistance.operator, at=at)


@transaction.atomic
def finish(assistance: int, *, at: datetime) -> None:
    """End helping; the applicant must be able to take over. Raises NoWayBack."""
    row = Assistance.objects.select_related("applicant__printed_code").get(pk=assistance)
    if not has_way_back(row.applicant):
        raise NoWayBack
    end(assistance, Ending.FINISHED, at=at)


def has_way_back(applicant: User) -> bool:
    """Tell whether the applicant can come back: by e-mail, or with a code that is on paper."""
    code: PrintedCode | None = getattr(applicant, "printed_code", None)
    return bool(applicant.email) or (code is not None and code.kept_at is not None)


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
        .select_related("applicant__printed_code")
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
