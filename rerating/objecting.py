"""What a household says against its new rent: kept as it was said, sealed."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from audit.commitments import Committed, Facts
from audit.services import record
from deadlines.working_days import day_in_kyiv
from rerating.models import Objection, ObjectionAnswer, RentChange
from rerating.moves import DayRefused, NotApproved, TextMissing, locked
from sealing.texts import seal, unseal


@dataclass(frozen=True, slots=True)
class Said:
    """An objection in clear."""

    objection: Objection
    who: str
    text: str
    answer: ObjectionAnswer | None


@transaction.atomic
def record_objection(
    change: int, *, made_on: date, who: str, text: str, by: User, at: datetime
) -> Objection:
    """Keep who objected when and to what; a person decides what follows from it.

    Raises RentChange.DoesNotExist, NotApproved, DayRefused and TextMissing.
    """
    row = RentChange.objects.get(pk=change)
    rerating = locked(row.rerating_id)
    if rerating.approved_at is None:
        raise NotApproved
    if not day_in_kyiv(rerating.approved_at) <= made_on <= day_in_kyiv(at):
        raise DayRefused
    if not (who.strip() and text.strip()):
        raise TextMissing
    pk = uuid.uuid4()
    objection = Objection.objects.create(
        pk=pk,
        change=row,
        made_on=made_on,
        who_sealed=seal(who.strip(), about=about(pk, "who")),
        text_sealed=seal(text.strip(), about=about(pk, "text")),
        by_id=by.pk,
        at=at,
    )
    facts: Facts = {
        "rerating": rerating.pk,
        "objection": str(pk),
        "made_on": made_on.isoformat(),
        "text": Committed(text.strip()),
    }
    record("rent.objected", subject=f"lease:{row.lease_id}", by=by, at=at, facts=facts)
    return objection


def objections(change: RentChange) -> list[Said]:
    """Return the objections to one new rent, the earliest first. Raises CannotUnseal."""
    rows = change.objections.select_related("by", "answer__by").order_by("made_on", "at")
    return [
        Said(row, opened(row, "who"), opened(row, "text"), getattr(row, "answer", None))
        for row in rows
    ]


def opened(row: Objection, what: str) -> str:
    return unseal(getattr(row, f"{what}_sealed"), about=about(row.pk, what)) or ""


def about(objection: uuid.UUID, what: str) -> str:
    """Return what a sealed text of an objection is bound to."""
    return f"objection:{objection}:{what}"
