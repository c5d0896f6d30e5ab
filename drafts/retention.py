"""An abandoned draft is not kept: its applicant is warned, and then it goes with all it holds."""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from audit.services import record
from deadlines.working_days import day_in_kyiv
from drafts.answers import read
from drafts.discarding import discard_papers
from drafts.letters import address_of, queue_warning
from drafts.models import Draft

logger = logging.getLogger(__name__)

KEPT = timedelta(days=90)  # since the last answer was saved
NOTICE = timedelta(days=14)  # between the warning and the end


def warn(at: datetime) -> int:
    """Warn of every draft that has NOTICE left or less, once; return how many."""
    return sum(done(warn_of, "draft", draft, at) for draft in ids(to_warn(at)))


def let_go(at: datetime) -> int:
    """Delete the drafts whose time is over, none sooner than NOTICE after its warning.

    Whoever has no e-mail was shown the day from the start (docs/decisions/0055).
    """
    return sum(done(delete, "draft", draft, at) for draft in ids(to_let_go(at)))


def to_warn(at: datetime) -> QuerySet[Draft]:
    left = Draft.objects.filter(application=None, warned_at=None)
    return left.filter(saved_at__lte=at - KEPT + NOTICE)


def to_let_go(at: datetime) -> QuerySet[Draft]:
    left = Draft.objects.filter(application=None, saved_at__lte=at - KEPT)
    return left.exclude(warned_at__gt=at - NOTICE)


def kept_until(draft: Draft) -> date:
    """Return the day on which a draft is deleted if nothing more is saved."""
    end = draft.saved_at + KEPT
    return day_in_kyiv(max(end, draft.warned_at + NOTICE) if draft.warned_at else end)


def ids(drafts: QuerySet[Draft]) -> list[UUID]:
    return list(drafts.order_by("saved_at", "pk").values_list("pk", flat=True))


def done(act: Callable[[UUID, datetime], bool], kind: str, one: UUID, at: datetime) -> bool:
    """Do it to one of a kind; one that cannot be done does not keep the others waiting."""
    try:
        return act(one, at)
    except Exception:
        logger.exception("%s %s", kind, one)
        return False


@transaction.atomic
def warn_of(draft: UUID, at: datetime) -> bool:
    """Warn unless the draft was saved, or warned of, a moment before, or nobody can be told."""
    row = to_warn(at).select_for_update(of=("self",)).filter(pk=draft).first()
    if row is None:
        return False
    written = read(row, at=at)
    if not address_of(written):
        return False
    row.warned_at = at
    row.save(update_fields=["warned_at"])
    queue_warning(written, deleted_on=kept_until(row), at=at)
    return True


@transaction.atomic
def delete(draft: UUID, at: datetime) -> bool:
    """Delete a draft with its answers, papers and files unless it was saved a moment before."""
    row = to_let_go(at).select_for_update(of=("self",)).filter(pk=draft).first()
    if row is None or (row.warned_at is None and address_of(read(row, at=at))):
        return False
    discard_papers(row.papers.all(), at=at)
    row.delete()
    record("draft.let_go", subject=f"draft:{draft}", by=None, at=at)
    return True
