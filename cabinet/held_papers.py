"""What is held of papers: those brought and those being added, and how their copies are called."""

from typing import Any

from django.db.models import Prefetch

from applications.models import Application, Document, DocumentCopy
from applications.papers import PAPERS
from cabinet.models import Addition, AdditionCopy
from cabinet.papers import documents_of
from copies.models import Copy, Kind, State
from copies.serving import SERVED_AS


def papers(application: Application) -> list[dict[str, Any]]:
    return [paper(document) for document in documents_of(application)]


def being_added(application: Application) -> list[dict[str, Any]]:
    return [adding(addition) for addition in additions(application)]


def name_of(document: Document, held: DocumentCopy) -> str:
    """Name a copy by its paper; nothing that the sender wrote is in it."""
    place = f"{document.position + 1:02d}-{document.paper}-{held.position + 1}"
    return f"papers/{place}{ending(held.copy)}"


def name_of_added(addition: Addition, added: AdditionCopy) -> str:
    place = f"{addition.pk}-{addition.code}-{added.position + 1}"
    return f"papers-being-added/{place}{ending(added.copy)}"


def ending(copy: Copy) -> str:
    return SERVED_AS[Kind(copy.kind)][1] if copy.kind else ".bin"


def additions(application: Application) -> list[Addition]:
    """Return the papers being added with their copies in order. Two queries."""
    held = Prefetch("copies", AdditionCopy.objects.select_related("copy").order_by("position"))
    return list(application.additions.prefetch_related(held).order_by("pk"))


def adding(addition: Addition) -> dict[str, Any]:
    return {
        "paper": addition.code,
        "title": str(PAPERS[addition.code].title),
        "about": addition.about,
        "started_at": addition.started_at.isoformat(),
        "files": [
            file(added.copy, name_of_added(addition, added)) for added in addition.copies.all()
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
        "files": [file(held.copy, name_of(document, held)) for held in document.copies.all()],
    }


def file(copy: Copy, name: str) -> dict[str, Any]:
    return {
        "name_as_received": copy.name,
        "bytes": copy.size,
        "sha256_as_received": copy.sha256,
        "sha256_as_kept": copy.stored_sha256,
        "state": copy.state,
        "in_this_archive": name if copy.state == State.CLEAN else None,
    }
