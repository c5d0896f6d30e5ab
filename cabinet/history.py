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
    told = list(moves(application))
    events = [*told, *versions(application), *papers(documents, after=told[0].at)]
    return sorted(events, key=lambda event: event.at)[::-1]


def moves(application: Application) -> Iterator[Event]:
    """Yield every move of status, its registration first."""
    for change in application.status_changes.order_by("pk"):
        yield Event(change.at, moved(change.from_status, change.to_status))


def versions(application: Application) -> Iterator[Event]:
    """Yield what the applicant changed; what was submitted is told by its registration."""
    said = {
        Why.CORRECTION: _("You corrected your answers"),
        Why.INVITATION: _("You changed how we write to you"),
    }
    for revision in application.revisions.filter(number__gt=1).order_by("number"):
        yield Event(revision.at, said[Why(revision.why)])


def papers(documents: list[Document], *, after: datetime) -> Iterator[Event]:
    """Yield the papers that came after the application was registered."""
    for document in documents:
        if document.received_at > after:
            title = str(PAPERS[document.paper].title)
            yield Event(document.received_at, _("Paper added"), title)
