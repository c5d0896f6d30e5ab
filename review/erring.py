"""An obvious error in a decision: put right by a new decision beside it (decision 0090)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from applications.status import Status
from audit.commitments import Committed, Facts
from audit.services import record
from review import letters
from review.decisions import SamePerson
from review.evidence import ReasonMissing
from review.impartiality import require_impartial
from review.in_force import DECIDED, in_force
from review.lock import locked, subject_of, touch
from review.models import Decision, Nature
from review.printed import pin


class NotDecided(Exception):
    """There is no decision in force to put right; `status` is where the application stands."""

    def __init__(self, status: Status) -> None:
        super().__init__(f"nothing is decided while {status}")
        self.status = status


@transaction.atomic
def correct_error(
    application: int,
    *,
    wrong: str,
    right: str,
    text: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Decision:
    """Put an obvious error of the decision in force right, and write so to the applicant.

    Outcome, grounds and term of appeal stay; `text` are the reasons as they should read. Whoever
    decides does it, alone, but never who proposed the decision. Raises NotDecided, SamePerson,
    HasConflict, ReasonMissing and VersionConflict; then nothing has changed.
    """
    row = locked(application, version=version)
    decision = in_force(row)
    if row.status not in DECIDED or decision is None:
        raise NotDecided(Status(row.status))
    if decision.proposed_by_id == by.pk:
        raise SamePerson
    require_impartial(row, by)
    if not (wrong.strip() and right.strip() and text.strip()):
        raise ReasonMissing
    corrected = Decision.objects.create(
        application=row,
        nature=Nature.CORRECTION,
        supersedes=decision,
        earlier_by_id=decision.by_id,
        kind=decision.kind,
        proposal=decision.proposal,
        grounds=decision.grounds,
        text=text.strip(),
        considered=decision.considered,
        wrong=wrong.strip(),
        right=right.strip(),
        proposed_by_id=decision.proposed_by_id,
        by_id=by.pk,
        at=at,
        appeal_until=decision.appeal_until,
        determination=decision.determination,
    )
    touch(row)
    pin(corrected)
    letters.queue_corrected(corrected, at=at)
    facts: Facts = {
        "decision": corrected.pk,
        "supersedes": decision.pk,
        "wrong": Committed(corrected.wrong),
        "right": Committed(corrected.right),
        "text": Committed(corrected.text),
    }
    record("decision.corrected", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return corrected
