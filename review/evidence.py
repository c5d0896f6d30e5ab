"""Papers: a copy added at the desk, and the caseworker's word on each."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from applications.attachments import Attachment, receive
from applications.documents import create_documents, hashes_of, record_added
from applications.models import Application, Document, Person, Verdict
from applications.status import UNDECIDED, Status
from audit.commitments import Committed, Facts
from audit.services import record
from copies import services as copies
from copies.models import Copy
from review.assigning import require_own
from review.lock import locked, subject_of, touch

REVIEWED = frozenset({Status.UNDER_REVIEW, Status.CORRECTION_REQUESTED, Status.PROPOSED_REFUSAL})


class ReasonMissing(Exception):
    """The act needs its reason in words."""


class NotUnderReview(Exception):
    """Evidence is judged while an application is under review; `status` is where it stands."""

    def __init__(self, status: Status) -> None:
        super().__init__(f"evidence is not judged while {status}")
        self.status = status


class PapersWaiting(Exception):
    """So many papers of the application, `papers`, wait for a verdict."""

    def __init__(self, papers: int) -> None:
        super().__init__(f"{papers} papers wait for a verdict")
        self.papers = papers


class AlreadyDecided(Exception):
    """The application is decided or set aside; `status` is where it stands."""

    def __init__(self, status: Status) -> None:
        super().__init__(f"nothing is added while {status}")
        self.status = status


def add_paper(
    application: int,
    attachment: Attachment,
    *,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Document:
    """Store one more copy; it waits for a verdict and proves nothing until then.

    Raises FileTooLarge, FileEmpty, WrongKind, NoSpace, AlreadyDecided and VersionConflict; then no
    file is kept.
    """
    kept: list[Copy] = []
    try:
        with transaction.atomic():
            row = locked(application, version=version)
            if row.status not in UNDECIDED:
                raise AlreadyDecided(Status(row.status))
            kept.append(receive(attachment, by=by, at=at))
            return added(row, attachment, kept, by=by, at=at)
    except BaseException:
        copies.remove_files(*kept)
        raise


def added(
    row: Application,
    attachment: Attachment,
    kept: list[Copy],
    *,
    by: User,
    at: datetime,
) -> Document:
    people = {person.ref: person for person in Person.objects.filter(application=row)}
    [document] = create_documents(row, [attachment], kept, people, at)
    touch(row)
    record_added(document, by=by, at=at)
    return document


@transaction.atomic
def judge(
    document: int,
    verdict: Verdict,
    *,
    reason: str = "",
    by: User,
    at: datetime,
    version: int | None = None,
) -> Document:
    """Accept or reject one document: this alone moves the verified basis.

    The last word stands, and earlier ones stay in the audit chain. Raises NotUnderReview,
    NotYours, ReasonMissing for a rejection without one, and VersionConflict.
    """
    row = locked(application_of(document), version=version)
    if row.status not in REVIEWED:
        raise NotUnderReview(Status(row.status))
    require_own(row, by)
    if verdict == Verdict.REJECTED and not reason.strip():
        raise ReasonMissing
    paper = Document.objects.get(pk=document)
    paper.verdict, paper.verdict_reason = verdict, reason.strip()
    paper.verdict_by_id, paper.verdict_at = by.pk, at
    paper.save(update_fields=["verdict", "verdict_reason", "verdict_by", "verdict_at"])
    touch(row)
    facts: Facts = {
        "document": document,
        "verdict": str(verdict),
        "sha256": hashes_of(paper),
        "reason": Committed(paper.verdict_reason, kept=True),
    }
    record("document.judged", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return paper


def require_judged(application: Application) -> None:
    """What was brought is weighed first (law 2073-IX, art. 17). Raises PapersWaiting."""
    if papers := papers_waiting(application):
        raise PapersWaiting(papers)


def papers_waiting(application: Application) -> int:
    return Document.objects.filter(application=application, verdict=Verdict.PENDING).count()


def application_of(document: int) -> int:
    return Document.objects.values_list("application_id", flat=True).get(pk=document)
