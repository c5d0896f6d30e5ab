"""What happened to an application, in words: the acts of the chain, with what their rows add."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from applications.models import Document, Verdict
from applications.papers import PAPERS
from audit.models import Entry
from audit.words import ACTS
from review.explained import name
from review.lock import READ, subject_of

if TYPE_CHECKING:
    from review.dossier import Dossier

UNTOLD = (READ, "application.handed_out")  # readings are no changes; they stand in the journal


@dataclass(frozen=True, slots=True)
class Event:
    """One act: `more` is what it was about, `reason` what somebody wrote with it."""

    at: datetime
    who: str
    what: str
    more: str = ""
    reason: str = ""
    status: str = ""
    label: str = ""


def entries(application: int) -> QuerySet[Entry]:
    """Return the acts that changed an application, the latest first."""
    found = Entry.objects.filter(subject=subject_of(application)).exclude(act__in=UNTOLD)
    return found.select_related("by").order_by("-seq")


def acts(dossier: "Dossier", found: Iterable[Entry]) -> list[Event]:
    """Word entries of the chain; no query for the papers they name."""
    documents = {document.pk: document for document in dossier.documents}
    return [
        Event(
            entry.at,
            who(entry.by, dossier),
            sentence(ACTS.get(entry.act, entry.act)),
            MORE.get(entry.act, nothing)(entry, documents),
        )
        for entry in found
    ]


def who(user: User | None, dossier: "Dossier") -> str:
    """Name who acted; an applicant is called so, since their account is named by their address."""
    is_owner = user is not None and user.pk == dossier.application.owner_id
    return _("the applicant") if is_owner else name(user)


def sentence(words: "str | Promise") -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


def nothing(_entry: Entry, _documents: dict[int, Document]) -> str:
    return ""


def paper(entry: Entry, documents: dict[int, Document]) -> str:
    """Name the paper of an act, and whom it is about."""
    document = documents.get(entry.facts.get("document", 0))
    if document is None:
        return ""
    about = f" ({document.person.name})" if document.person else ""
    return f"{PAPERS[document.paper].title}{about}"


def judged(entry: Entry, documents: dict[int, Document]) -> str:
    verdict = entry.facts.get("verdict", "")
    label = str(Verdict(verdict).label) if verdict in Verdict.values else ""
    return ": ".join(filter(None, (paper(entry, documents), label)))


MORE: dict[str, Callable[[Entry, dict[int, Document]], str]] = {
    "document.added": paper,
    "document.judged": judged,
}
