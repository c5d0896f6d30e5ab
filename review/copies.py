"""A copy handed out to staff, and a note of who read it."""

from datetime import datetime

from django.db import transaction
from django.http import FileResponse

from accounts.models import User
from applications.models import Document, DocumentCopy
from audit.chain import Fact
from audit.services import record
from copies import serving
from review.readings import note, roles_held


@transaction.atomic
def read(held: DocumentCopy, *, by: User, at: datetime) -> FileResponse:
    """Return a clean copy as a download whose name tells nothing, and record who read it.

    Raises NotClean, CopyMissing and CopyAltered; then nothing was read, and nothing is recorded.
    """
    document = held.document
    name = f"{document.application.number}-{document.position + 1}-{held.position + 1}"
    answer = serving.download(held.copy, name=name)
    facts = {**facts_of(held), "roles": roles_held(by)}
    record("document.read", subject=subject_of(held), by=by, at=at, facts=facts)
    return answer


def look(held: DocumentCopy, number: int, *, by: User, at: datetime) -> FileResponse:
    """Return our picture of a page, and note once a day who looks at the paper.

    Raises Http404 where no picture may be shown, CopyMissing and CopyAltered.
    """
    answer = serving.page(held.copy, number)
    note("document.seen", subject_of(held), by=by, at=at, facts=facts_of(held))
    return answer


def open_paper(document: Document, *, by: User, at: datetime) -> None:
    """Note once a day who looks at a paper beside what is said of it, numbers in full among it."""
    facts: dict[str, Fact] = {"application": document.application_id}
    note("document.seen", f"document:{document.pk}", by=by, at=at, facts=facts)


def subject_of(held: DocumentCopy) -> str:
    return f"document:{held.document_id}"


def facts_of(held: DocumentCopy) -> dict[str, Fact]:
    return {"application": held.document.application_id, "sha256": held.copy.sha256}
