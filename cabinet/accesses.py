"""What the staff did with an application, by role and never by name, out of the audit chain."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import Assistance, User
from accounts.roles import Role
from applications.models import Application, Document
from applications.status import Status
from audit.models import Entry
from audit.words import ACTS
from leases.models import Lease
from outbox.models import Letter
from review.lock import subject_of


@dataclass(frozen=True, slots=True)
class Access:
    """One act of one of the staff. `status`: the stage of the application that it served."""

    at: datetime
    roles: list[str]
    act: "str | Promise"
    code: str
    status: str


def entries_about(application: Application) -> QuerySet[Entry]:
    """Return what the staff did with it, its papers, letters and leases, the latest first.

    Also who helped its applicant, and who made them a printed code. Whoever is not the applicant
    was of the staff, whatever they are today.
    """
    subject = subject_of(application.pk)
    about = [
        subject,
        *named("document", Document.objects.filter(application=application)),
        *named("letter", Letter.objects.filter(about=subject)),
        *named("lease", Lease.objects.filter(application=application)),
        *of_account(application.owner),
    ]
    entries = Entry.objects.filter(subject__in=about, by__isnull=False)
    entries = entries.exclude(by=application.owner_id)
    return entries.select_related("by").prefetch_related("by__groups").order_by("-seq")


def of_account(owner: User | None) -> list[str]:
    if owner is None:
        return []
    return [f"user:{owner.pk}", *named("assistance", Assistance.objects.filter(applicant=owner))]


def named(kind: str, rows: "QuerySet[Any]") -> list[str]:
    """Name rows as the chain does."""
    return [f"{kind}:{pk}" for pk in rows.values_list("pk", flat=True)]


def accesses(application: Application, entries: Iterable[Entry]) -> list[Access]:
    """Word entries for the applicant. One query."""
    moves = list(application.status_changes.order_by("at", "pk").values_list("at", "to_status"))
    return [
        Access(
            entry.at,
            roles_of(entry),
            ACTS.get(entry.act, entry.act),
            entry.act,
            status_at(entry.at, moves),
        )
        for entry in entries
    ]


def roles_of(entry: Entry) -> list[str]:
    """Return the roles recorded with an act, else those held today; with none, "staff"."""
    recorded = entry.facts.get("roles")
    today = entry.by.groups.all() if entry.by else ()
    held = {group.name for group in today} if recorded is None else set(recorded.split())
    return [str(role.label) for role in Role if role in held] or [_("Staff")]


def status_at(at: datetime, moves: list[tuple[datetime, str]]) -> str:
    """Return where the application stood then; what happens in a move belongs to where it leads."""
    place = bisect_right([moved_at for moved_at, _to in moves], at)
    return str(Status(moves[place - 1][1]).label) if place else ""
