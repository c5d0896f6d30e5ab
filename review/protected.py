"""Who reads what only those who review an application may (applications/sensitive.py), and why.

Whoever answers for it; who decides, while a proposal waits for them; and whoever looks into what
was done, for a day in Kyiv, once they gave a reason, which the audit chain keeps.
"""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from applications.models import Application, Document
from applications.sensitive import PERMISSION, has_sensitive, is_sensitive
from audit.commitments import Committed, Facts
from audit.models import Entry
from audit.services import record
from deadlines.working_days import day_in_kyiv
from review.lock import subject_of
from review.models import Assignment, Proposal, State
from review.readings import note, roles_held

REASON, READ = "sensitive.reason_given", "sensitive.read"
OVERSEES = "audit.view_entry"


def may_read(user: User, application: Application, *, at: datetime) -> bool:
    """Tell whether a user reads what is protected in an application now. At most three queries."""
    return bool(readable({application.pk}, user, at=at))


def readable(applications: Collection[int], user: User, *, at: datetime) -> set[int]:
    """Return those of these applications whose protected things a user reads now.

    At most three queries.
    """
    if not user.has_perm(PERMISSION):
        return set()
    asked = set(applications)
    held = Assignment.objects.filter(application__in=asked, caseworker=user)
    found = set(held.values_list("application", flat=True))
    if found < asked and user.has_perm("review.decide"):
        waiting = Proposal.objects.filter(application__in=asked - found, state=State.OPEN)
        found |= set(waiting.values_list("application", flat=True))
    if found < asked and user.has_perm(OVERSEES):
        found |= with_reason(asked - found, user, at=at)
    return found


def with_reason(applications: set[int], user: User, *, at: datetime) -> set[int]:
    """Return those for which a user who oversees gave a reason today."""
    subjects = {subject_of(each): each for each in applications}
    given = Entry.objects.filter(act=REASON, subject__in=subjects, by=user.pk)
    today = day_in_kyiv(at)
    return {
        subjects[subject]
        for subject, instant in given.values_list("subject", "at")
        if day_in_kyiv(instant) == today
    }


def has_protected(application: Application) -> bool:
    """Tell whether something in an application is read only by those who review it."""
    people = application.people.prefetch_related("status_claims")
    documents = application.documents.select_related("person")
    return any(map(has_sensitive, people)) or any(map(is_sensitive, documents))


def require_may_read(user: User, document: Document, *, at: datetime) -> None:
    """Raise PermissionDenied for a protected paper that is not this user's to read."""
    if is_sensitive(document) and not may_read(user, document.application, at=at):
        raise PermissionDenied


@transaction.atomic
def give_reason(application: Application, text: str, *, by: User, at: datetime) -> None:
    """Record why somebody who oversees reads what is protected; it opens to them for the day.

    Raises PermissionDenied for anybody else.
    """
    if not (by.has_perm(PERMISSION) and by.has_perm(OVERSEES)):
        raise PermissionDenied
    facts: Facts = {"reason": Committed(text, kept=True), "roles": roles_held(by)}
    record(REASON, subject=subject_of(application.pk), by=by, at=at, facts=facts)


def note_read(application: Application, *, by: User, at: datetime) -> None:
    """Note once a day who reads what the application says of protected things, if it says any."""
    people = application.people.prefetch_related("status_claims")
    if may_read(by, application, at=at) and any(map(has_sensitive, people)):
        note(READ, subject_of(application.pk), by=by, at=at)
