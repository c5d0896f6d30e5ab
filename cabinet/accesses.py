"""What the staff did with an application, by role and never by name, out of the audit chain."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
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
    """Return what the staff did with it, its papers, letters and leases, the latest first."""
    subject = subject_of(application.pk)
    about = [
        subject,
        *named("document", Document.objects.filter(application=application)),
        *named("letter", Letter.objects.filter(about=subject)),
        *named("lease", Lease.objects.filter(application=application)),
    ]
    entries = Entry.objects.filter(subject__in=about, by__is_staff=True)
    return entries.select_related("by").prefetch_related("by__groups").order_by("-seq")


def named(kind: str, rows: "QuerySet[Any]") -> list[str]:
    """Name rows as the chain does."""
    return [f"{kind}:{pk}" for pk in rows.values_list("pk", flat=True)]


def accesses(application: Application, entries: Iterable[Entry]) -> list[Access]:
    """Word entries for the applicant. One query."""
    moves = list(application.status_changes.order_by("at", "pk").values_list("at", "to_status"))
    return [
        Access(
            entry.at,
            roles_of(entry.by),
            ACTS.get(entry.act, entry.act),
            entry.act,
            status_at(entry.at, moves),
        )
        for entry in entries
    ]


def roles_of(user: User | None) -> list[str]:
    """Return the roles somebody has; of one who has none (any more), that they are of the staff."""
    held = {group.name for group in user.groups.all()} if user else set()
    return [str(role.label) for role in Role if role in held] or [_("Staff")]


def status_at(at: datetime, moves: list[tuple[datetime, str]]) -> str:
    """Return where the application stood then; what happens in a move belongs to where it leads."""
    place = bisect_right([moved_at for moved_at, _to in moves], at)
    return str(Status(moves[place - 1][1]).label) if place else ""
