"""Who read personal data: one entry for each person, thing and day, to keep the chain short."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from applications.models import Application
from audit.chain import Fact
from audit.models import Entry
from audit.services import NO_FACTS, record
from deadlines.working_days import day_in_kyiv
from outbox.models import Letter
from review.lock import READ, subject_of

LONGER_THAN_A_DAY = timedelta(hours=26)  # one day in autumn has 25


def read_application(application: Application, *, by: User, at: datetime) -> None:
    note(READ, subject_of(application.pk), by=by, at=at)


def read_letter(letter: Letter, *, by: User, at: datetime) -> None:
    note("letter.read", f"letter:{letter.pk}", by=by, at=at)


@transaction.atomic
def note(
    act: str, subject: str, *, by: User, at: datetime, facts: Mapping[str, Fact] = NO_FACTS
) -> None:
    """Record the reading unless the same person's is recorded for this day in Kyiv.

    The facts say what was read of the subject, such as which of two decisions: another one read
    is another reading.
    """
    if dict(facts) not in read_that_day(act, subject, by=by, at=at):
        record(act, subject=subject, by=by, at=at, facts={**facts, "roles": roles_held(by)})


def read_that_day(act: str, subject: str, *, by: User, at: datetime) -> list[dict[str, Fact]]:
    """Return what the readings of a day in Kyiv say, but for the roles. One query."""
    lately = Entry.objects.filter(
        subject=subject, act=act, by=by.pk, at__gte=at - LONGER_THAN_A_DAY
    )
    return [
        {name: fact for name, fact in facts.items() if name != "roles"}
        for instant, facts in lately.values_list("at", "facts")
        if day_in_kyiv(instant) == day_in_kyiv(at)
    ]


def roles_held(user: User) -> str:
    """Return the roles somebody reads in, by code and a blank between: they may have others later.

    One query.
    """
    return " ".join(sorted(user.groups.values_list("name", flat=True)))
