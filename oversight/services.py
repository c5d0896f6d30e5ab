"""Ask what another rule would change; answer what was asked."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from audit.services import record
from deadlines.working_days import day_in_kyiv
from eligibility.terms import Terms, terms_on
from oversight.changed_terms import changed_terms
from oversight.models import WhatIf
from oversight.whatif import Tally, differing
from territories import gazetteer

CLAIM = timedelta(minutes=30)  # far longer than any answer takes

logger = logging.getLogger(__name__)


@transaction.atomic
def ask(terms: str, *, by: User, at: datetime) -> WhatIf:
    """Keep a question for the worker. Raises Refused for terms that cannot be read."""
    terms_of(terms, at)
    question = WhatIf.objects.create(terms=terms, by=by, at=at)
    record("what_if.asked", subject=f"what_if:{question.pk}", by=by, at=at)
    return question


def answer_waiting() -> int:
    """Answer the questions that wait, the oldest first; return how many. Safe to run twice.

    One that cannot be answered keeps none of the others waiting.
    """
    answered = 0
    for pk in WhatIf.objects.filter(answered_at=None).order_by("pk").values_list("pk", flat=True):
        answered += is_answered(pk)
    return answered


def is_answered(question: int) -> bool:
    try:
        return answer(question, at=timezone.now())
    except Exception:
        logger.exception("what_if %s", question)
        return False


def answer(question: int, *, at: datetime) -> bool:
    """Answer one question, unless somebody else does or did; tell whether it was done here.

    No transaction is open while it reckons, which may take minutes: nobody waits for it to write.
    """
    if not is_claimed(question, at=at):
        return False
    row = WhatIf.objects.get(pk=question)
    tally = Tally()
    listed: list[dict[str, Any]] = []
    terms = terms_of(row.terms, row.at)
    for found in differing(terms, places=gazetteer.current(), tally=tally):
        if len(listed) < WhatIf.MOST_LISTED:
            listed.append({**found.as_document(), "application": found.application})
    written = WhatIf.objects.filter(pk=question, answered_at=None).update(
        answer=tally.as_document(), differing=listed, answered_at=at
    )
    return bool(written)


def is_claimed(question: int, *, at: datetime) -> bool:
    """Claim a question that waits; tell whether it is ours. A claim of who died lapses."""
    free = Q(claimed_at=None) | Q(claimed_at__lte=at - CLAIM)
    waiting = WhatIf.objects.filter(free, pk=question, answered_at=None)
    return bool(waiting.update(claimed_at=at))


def terms_of(text: str, at: datetime) -> Terms:
    return changed_terms(text, terms_on(day_in_kyiv(at)))
