"""Papers of which a file was refused after they were sent: their applicants are told, once each."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat

from applications.models import Document, DocumentCopy, Verdict
from applications.status import UNDECIDED
from cabinet.letters import key_of_refused, queue_paper_refused
from copies.models import State
from outbox.models import Letter

BATCH = 100  # papers in one sweep


@transaction.atomic
def tell_of_refused(*, at: datetime) -> int:
    """Write to those who were not told yet; return to how many. May run twice, late and beside."""
    papers = list(untold().select_related("application")[:BATCH])
    for paper in papers:
        queue_paper_refused(paper, at=at)
    return len(papers)


def untold() -> QuerySet[Document]:
    """Return papers that wait for a verdict and lack a file, and of which no letter tells yet."""
    refused = DocumentCopy.objects.filter(document=OuterRef("pk"), copy__state=State.REFUSED)
    letters = Letter.objects.filter(dedupe_key=OuterRef("letter"))
    waiting = Document.objects.filter(
        application__status__in=UNDECIDED, verdict=Verdict.PENDING
    ).alias(letter=Concat(Value(key_of_refused("")), Cast("pk", CharField())))
    return waiting.filter(Exists(refused), ~Exists(letters)).order_by("pk")
