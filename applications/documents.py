"""Papers of an application: one row each, with the copies it was brought as."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from accounts.models import User
from applications import papers
from applications.attachments import Attachment
from applications.models import Application, Document, DocumentCopy, Home, Person
from audit.chain import Fact
from audit.services import record
from copies.models import Copy


def create_documents(
    application: Application,
    attachments: Iterable[Attachment],
    copies: Iterable[Copy],
    people: dict[str, Person],
    at: datetime,
) -> list[Document]:
    """Write a paper per attachment and its copy, after those the application already has."""
    return [
        create_document(
            application,
            attachment.paper,
            people[attachment.person] if attachment.person else None,
            [copy],
            at,
        )
        for attachment, copy in zip(attachments, copies, strict=True)
    ]


def create_document(
    application: Application,
    paper: str,
    person: Person | None,
    copies: Sequence[Copy],
    at: datetime,
    *,
    home: Home | None = None,
) -> Document:
    """Write one paper with its copies in their order, in the caller's transaction.

    A paper of a code nobody knows is kept as "other". The caller holds the application's lock.
    """
    document = Document.objects.create(
        application=application,
        position=application.documents.count(),
        person=person,
        home=home,
        paper=papers.known(paper),
        given_type=paper,
        received_at=at,
    )
    attach(document, copies)
    return document


def attach(document: Document, copies: Iterable[Copy]) -> None:
    """Add copies to a paper, after those it has."""
    first = document.copies.count()
    DocumentCopy.objects.bulk_create(
        DocumentCopy(document=document, copy=copy, position=place)
        for place, copy in enumerate(copies, start=first)
    )


def hashes_of(document: Document) -> str:
    """Return the SHA-256 of its copies as received, in their order, separated by spaces."""
    hashes = document.copies.order_by("position").values_list("copy__sha256", flat=True)
    return " ".join(hashes)


def record_added(document: Document, *, by: User, at: datetime) -> None:
    """Record that a paper came after submission; last in the caller's transaction."""
    facts: dict[str, Fact] = {
        "document": document.pk,
        "paper": document.paper,
        "sha256": hashes_of(document),
    }
    subject = f"application:{document.application_id}"
    record("document.added", subject=subject, by=by, at=at, facts=facts)
