"""Who read personal data: one entry for each person, subject and day, to keep the chain short."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from applications.models import Application
from audit.chain import Fact
from audit.models import Entry
from audit.services import NO_FACTS, record
from deadlines.working_days import day_in_kyiv
from outbox.models import Letter
from review.lock import READ, subject_of


def read_application(application: Application, *, by: User, at: datetime) -> None:
    note(READ, subject_of(application.pk), by=by, at=at)


def read_letter(letter: Letter, *, by: User, at: datetime) -> None:
    note("letter.read", f"letter:{letter.pk}", by=by, at=at)


@transaction.atomic
def note(
    act: str, subject: str, *, by: User, at: datetime, facts: Mapping[str, Fact] = NO_FACTS
) -> None:
    """Record the reading unless the same person's is recorded for this day in Kyiv."""
    last = Entry.objects.filter(subject=subject, act=act, by=by.pk).order_by("-seq").first()
    if last is None or day_in_kyiv(last.at) != day_in_kyiv(at):
        record(act, subject=subject, by=by, at=at, facts={**facts, "roles": roles_held(by)})


def roles_held(user: User) -> str:
    """Return the roles somebody reads in, by code and a blank between: they may have others later.

    One query.
    """
    return " ".join(sorted(user.groups.values_list("name", flat=True)))
