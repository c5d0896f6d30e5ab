"""The morning summary: one letter a working day to each of the staff, with what is theirs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from applications.models import Application
from applications.status import UNDECIDED, Status
from audit.services import record
from deadlines.calendars import approved_calendar
from deadlines.working_days import KYIV, day_in_kyiv
from outbox.models import Letter
from review.access import holder
from review.clock import due, is_day_of_sweeps
from review.digest_letter import queue_digest
from review.sharing import present
from review.turns import ready_for_another

JOB = "summarise"
OF_CASEWORKERS = ("overdue", "today", "soon", "waiting")
OF_DECISION_MAKERS = ("overdue", "proposed", "untaken")
OF_WHO_IS_AWAY = ("today", "soon")  # read by the decision makers as well


@dataclass(slots=True)
class Digest:
    """What waits for one reader: applications by section, and letters as counts."""

    reader: User
    applications: dict[str, list[Application]] = field(default_factory=lambda: defaultdict(list))
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (any(self.applications.values()) or any(self.counts.values()))


@transaction.atomic
def summarise(*, at: datetime) -> int:
    """Queue the summaries of the day that were not queued before; return how many.

    From the hour of the setting on, on working days. Whoever has nothing waiting gets none.
    """
    on = day_in_kyiv(at)
    is_morning = at.astimezone(KYIV).hour >= settings.DIGEST_HOUR
    if not is_morning or not is_day_of_sweeps(on, approved_calendar()):
        return 0
    known = set(
        Letter.objects.filter(dedupe_key__startswith=f"digest:{on}:").values_list(
            "dedupe_key", flat=True
        )
    )
    due_now = [each for each in digests(on) if key_of(each.reader, on) not in known]
    queued = sum(
        queue_digest(
            each.reader, each.applications, each.counts, key_of(each.reader, on), on=on, at=at
        )
        for each in due_now
    )
    if queued:
        record("summaries.queued", subject=f"job:{JOB}", by=None, at=at, facts={"letters": queued})
    return queued


def digests(on: date) -> list[Digest]:
    """Return what waits for whom on a day. As many queries whatever waits."""
    found: dict[int, Digest] = {}
    heads, registrars = staff(Role.DECISION_MAKER), staff(Role.REGISTRAR)
    there = present(on)
    for user in (*heads, *registrars):
        found.setdefault(user.pk, Digest(user))
    for application, section in sections(on):
        caseworker = holder(application)
        is_left = section in OF_WHO_IS_AWAY and application.caseworker_id not in there
        readers = list(heads) if section in OF_DECISION_MAKERS or is_left else []
        if (
            caseworker is not None
            and caseworker.is_active
            and section not in ("proposed", "untaken")
        ):
            readers.append(caseworker)
        for user in dict.fromkeys(readers):
            digest = found.setdefault(user.pk, Digest(user))
            digest.applications[section].append(application)
    counts = {"dead": Letter.objects.dead().count(), "on_paper": Letter.objects.on_paper().count()}
    for user in registrars:
        found[user.pk].counts = counts
    return [each for each in found.values() if not each.is_empty]


def sections(on: date) -> Iterable[tuple[Application, str]]:
    """Yield each undecided application with every section it stands in, earliest due date first.

    And what two people approved already, where it is to be closed.
    """
    calendar = approved_calendar()
    proposed = {each["application"] for each in ready_for_another(on, calendar)}
    undecided = Application.objects.undecided().by_due_date()
    for application in undecided.select_related("assignment__caseworker"):
        level = due(application.due_on, on=on, calendar=calendar).level
        if level != "calm" and application.paused_on is None:
            yield application, level
        if application.pk in proposed:
            yield application, "proposed"
        if holder(application) is None:
            yield application, "untaken"
        if application.status == Status.CORRECTION_REQUESTED:
            yield application, "waiting"
    approved = Application.objects.filter(pk__in=proposed).exclude(status__in=UNDECIDED)
    for application in approved.select_related("assignment__caseworker").by_due_date():
        yield application, "proposed"


def staff(role: str) -> list[User]:
    return list(User.objects.filter(is_active=True, groups__name=role).order_by("pk"))


def key_of(reader: User, on: date) -> str:
    return f"digest:{on}:{reader.pk}"
