"""Everything held about an application and its household, as files of an archive.

Nothing here names anybody of the staff: who did something is said by role.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from applications.models import Application, Document, DocumentCopy
from applications.package_writer import as_json
from applications.papers import PAPERS
from applications.revisions import package_in
from applications.rows import package_of
from applications.status import Status
from cabinet.accesses import accesses, entries_about
from cabinet.papers import documents_of
from cabinet.standing import letters_to_applicant
from copies.models import Copy, Kind, State
from copies.serving import SERVED_AS
from review.corrections import answer_of
from review.models import CorrectionRequest

# What was written into these moves went to the applicant too, in a letter.
TOLD = frozenset({Status.PROPOSED_REFUSAL, Status.APPROVED, Status.REFUSED})


@dataclass(frozen=True, slots=True)
class Text:
    """A file whose content is at hand."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A clean copy, to be read when its turn comes."""

    name: str
    copy: Copy


def texts(application: Application, *, at: datetime) -> Iterator[Text]:
    """Yield what is written: the application, its versions, history, letters, accesses."""
    yield Text("application.json", written(as_json(package_of(application))))
    for revision in application.revisions.order_by("number"):
        document = as_json(package_in(revision))
        yield Text(f"versions/{revision.number}-{revision.why}.json", written(document))
    yield Text("status.json", written(standing(application, at)))
    yield Text("corrections.json", written([correction(each) for each in corrections(application)]))
    yield Text("papers.json", written([paper(each) for each in documents_of(application)]))
    yield Text("accesses.json", written(accesses_of(application)))
    for place, letter in enumerate(letters_to_applicant(application).order_by("pk"), start=1):
        name = f"letters/{place:02d}-{letter.created_at:%Y-%m-%d}-{letter.kind}.txt"
        yield Text(name, f"{letter.subject}\n\n{letter.body}")


def copies(application: Application) -> Iterator[Paper]:
    """Yield the copies that were found clean; nobody opens the others."""
    for document in documents_of(application):
        for held in document.copies.all():
            if held.copy.state == State.CLEAN:
                yield Paper(f"papers/{name_of(document, held)}", held.copy)


def name_of(document: Document, held: DocumentCopy) -> str:
    """Name a copy by its paper; nothing that the sender wrote is in it."""
    ending = SERVED_AS[Kind(held.copy.kind)][1] if held.copy.kind else ".bin"
    return f"{document.position + 1:02d}-{document.paper}-{held.position + 1}{ending}"


def standing(application: Application, at: datetime) -> dict[str, Any]:
    return {
        "number": application.number,
        "status": application.status,
        "received_at": application.received_at.isoformat(),
        "received_on": application.received_on.isoformat(),
        "due_on": application.due_on.isoformat(),
        "written_at": at.isoformat(),
        "history": [
            {
                "at": change.at.isoformat(),
                "from": change.from_status,
                "to": change.to_status,
                "reasons": change.reason if change.to_status in TOLD else "",
            }
            for change in application.status_changes.order_by("at", "pk")
        ],
    }


def corrections(application: Application) -> Iterator[CorrectionRequest]:
    yield from application.corrections.prefetch_related("items").order_by("at", "pk")


def correction(request: CorrectionRequest) -> dict[str, Any]:
    items = sorted(request.items.all(), key=lambda item: item.position)
    return {
        "asked_at": request.at.isoformat(),
        "message": request.text,
        "state": request.state,
        "closed_at": request.closed_at.isoformat() if request.closed_at else None,
        "items": [
            {
                "what": item.path,
                "note": item.note,
                "answer": answer_of(item) or None,
                "reply": item.reply,
            }
            for item in items
        ],
    }


def paper(document: Document) -> dict[str, Any]:
    return {
        "paper": document.paper,
        "title": str(PAPERS[document.paper].title),
        "person": document.person.ref if document.person else None,
        "received_at": document.received_at.isoformat(),
        "verdict": document.verdict,
        "reason": document.verdict_reason,
        "files": [
            {
                "name_as_received": held.copy.name,
                "bytes": held.copy.size,
                "sha256_as_received": held.copy.sha256,
                "sha256_as_kept": held.copy.stored_sha256,
                "state": held.copy.state,
                "in_this_archive": f"papers/{name_of(document, held)}"
                if held.copy.state == State.CLEAN
                else None,
            }
            for held in document.copies.all()
        ],
    }


def accesses_of(application: Application) -> list[dict[str, Any]]:
    entries = entries_about(application).order_by("seq")
    return [
        {
            "at": each.at.isoformat(),
            "roles": each.roles,
            "act": each.code,
            "in_words": str(each.act),
            "stage": each.status,
        }
        for each in accesses(application, entries)
    ]


def written(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
