"""What happened to an application, for its applicant: no reasons written for the office."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from applications.models import Application, Document, Why
from applications.papers import PAPERS
from cabinet.telling import moved


@dataclass(frozen=True, slots=True)
class Event:
    at: datetime
    what: "str | Promise"
    more: str = ""


def history(application: Application, documents: list[Document]) -> list[Event]:
    """Return what happened, the latest first. Two queries."""
    events = [*moves(application), *versions(application), *papers(application, documents)]
    return sorted(events, key=lambda event: event.at, reverse=True)


def moves(application: Application) -> Iterator[Event]:
    for change in application.status_changes.order_by("at", "pk"):
        yield Event(change.at, moved(change.from_status, change.to_status))


def versions(application: Application) -> Iterator[Event]:
    """Yield what the applicant changed; what was submitted is told by its registration."""
    said = {
        Why.CORRECTION: _("You corrected your answers"),
        Why.INVITATION: _("You changed how we write to you"),
    }
    for revision in application.revisions.filter(number__gt=1).order_by("number"):
        yield Event(revision.at, said[Why(revision.why)])


def papers(application: Application, documents: list[Document]) -> Iterator[Event]:
    """Yield the papers that came after the application."""
    for document in documents:
        if document.received_at > application.received_at:
            title = str(PAPERS[document.paper].title)
            yield Event(document.received_at, _("Paper added"), title)
