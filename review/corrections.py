"""Named answers and papers asked for once more: the applicant changes these, nothing else.

The clock runs on meanwhile (docs/decisions/0052) unless a rule with a legal basis says otherwise
(`correction_clock.py`).
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from applications.changing import with_answers
from applications.models import Application, Document, Home, Revision, Why
from applications.revisions import amend
from applications.rows import package_of
from applications.sealing import seal, unseal
from applications.services import MoveRefused, move
from applications.status import Status
from audit.chain import Fact
from audit.commitments import Committed, Facts
from audit.services import record
from copies.models import State
from review import correction_clock, letters
from review.askable import PAPER, Asked, asked, household_of
from review.assigning import require_own
from review.awaiting import open_proposal
from review.evidence import ReasonMissing
from review.lock import locked, subject_of
from review.models import CorrectionItem, CorrectionRequest, CorrectionState
from review.proposals import ProposalOpen


class NothingAsked(Exception):
    """A correction names at least one answer or paper."""


class NotAskable(Exception):
    """The application has no such answer or paper, or it is named twice."""


class NoOpenCorrection(Exception):
    """Nothing waits for the applicant: it was answered, taken back or closed meanwhile."""


class ItemsUnanswered(Exception):
    """These items, `items`, have no answer yet."""

    def __init__(self, items: list[CorrectionItem]) -> None:
        super().__init__(f"{len(items)} items have no answer")
        self.items = items


@transaction.atomic
def request_correction(
    application: int,
    *,
    items: Sequence[tuple[str, str]],
    text: str = "",
    by: User,
    at: datetime,
    version: int | None = None,
) -> CorrectionRequest:
    """Ask the applicant for these things, each a path and what is wrong with it, and write so.

    Raises MoveRefused, NotYours, ProposalOpen, NothingAsked, ReasonMissing for an item without a
    note, NotAskable and VersionConflict; then nothing has changed.
    """
    row = locked(application, version=version)
    if row.status != Status.UNDER_REVIEW:
        raise MoveRefused(Status(row.status), Status.CORRECTION_REQUESTED)
    require_own(row, by)
    if open_proposal(row) is not None:
        raise ProposalOpen
    require_askable(row, items)
    request = CorrectionRequest.objects.create(
        application=row, text=text.strip(), by_id=by.pk, at=at
    )
    CorrectionItem.objects.bulk_create(
        CorrectionItem(request=request, position=place, path=path, note=note.strip())
        for place, (path, note) in enumerate(items)
    )
    move(row, Status.CORRECTION_REQUESTED, by=by, reason="", at=at)
    correction_clock.stop(row, request, by=by, at=at)
    letters.queue_correction(request, at=at)
    facts: Facts = {
        "correction": request.pk,
        "items": len(items),
        "text": Committed(request.text),
        "notes": Committed("\n".join(note.strip() for _path, note in items)),
    }
    record("correction.requested", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return request


def require_askable(row: Application, items: Sequence[tuple[str, str]]) -> None:
    if not items:
        raise NothingAsked
    if not all(note.strip() for _path, note in items):
        raise ReasonMissing
    things, household = [asked(path) for path, _note in items], household_of(row)
    if len(set(things)) < len(things) or not all(household.has(thing) for thing in things):
        raise NotAskable


@transaction.atomic
def take_back_correction(
    application: int, *, by: User, at: datetime, version: int | None = None
) -> CorrectionRequest:
    """End the wait for the applicant, and write so: the application is under review again.

    Raises NoOpenCorrection, NotYours and VersionConflict.
    """
    row = locked(application, version=version)
    request = require_open(row)
    require_own(row, by)
    close(request, CorrectionState.TAKEN_BACK, by=by, at=at)
    correction_clock.go_on(row, request, answered=False, by=by, at=at)
    move(row, Status.UNDER_REVIEW, by=by, reason="", at=at)
    letters.queue_correction_taken_back(request, at=at)
    facts: dict[str, Fact] = {"correction": request.pk}
    record("correction.taken_back", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return request


@transaction.atomic
def save_answer(
    item: int, given: Mapping[str, Any] | None, *, reply: str = "", at: datetime
) -> CorrectionItem:
    """Keep what the applicant answers to one item until all is sent; `given` as a question gives.

    Raises NoOpenCorrection and CorrectionItem.DoesNotExist.
    """
    found = CorrectionItem.objects.select_related("request").get(pk=item)
    locked(found.request.application_id, version=None)
    found.request.refresh_from_db()
    if found.request.state != CorrectionState.OPEN:
        raise NoOpenCorrection
    found.sealed = seal(json.dumps(given, ensure_ascii=False), about=about(found)) if given else ""
    found.reply, found.answered_at = reply.strip(), at if given or reply.strip() else None
    found.save(update_fields=["sealed", "reply", "answered_at"])
    return found


@transaction.atomic
def answer_correction(request: int, *, by: User, at: datetime) -> CorrectionRequest:
    """Send the answers: they change the application in one step, and its review goes on.

    What was submitted is kept as a version of its own. Answered a second time, nothing happens.
    Raises NoOpenCorrection, ItemsUnanswered and Refused for answers that do not fit together;
    then nothing has changed.
    """
    row = locked(application_of(request), version=None)
    found = CorrectionRequest.objects.get(pk=request)
    if found.state == CorrectionState.ANSWERED:
        return found
    if found.state != CorrectionState.OPEN:
        raise NoOpenCorrection
    items = list(found.items.order_by("position"))
    if missing := unanswered(found, items):
        raise ItemsUnanswered(missing)
    found.revision = amended(row, items, by=by, at=at)
    close(found, CorrectionState.ANSWERED, by=by, at=at)
    correction_clock.go_on(row, found, answered=True, by=by, at=at)
    move(row, Status.UNDER_REVIEW, by=by, reason="", at=at)
    facts: Facts = {
        "correction": found.pk,
        "revision": found.revision.number if found.revision else None,
        "replies": Committed("\n".join(item.reply for item in items)),
    }
    record("correction.answered", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return found


def amended(
    row: Application, items: Sequence[CorrectionItem], *, by: User, at: datetime
) -> Revision | None:
    """Change the application as answered; None where the answers are what they were."""
    given = [(asked(item.path), answer) for item in items if (answer := answer_of(item))]
    present = package_of(row)
    package = with_answers(present, [(each.kind, each.ref, answer) for each, answer in given])
    if package == present:
        return None
    return amend(row, package, why=Why.CORRECTION, by=by, at=at)


def unanswered(request: CorrectionRequest, items: Sequence[CorrectionItem]) -> list[CorrectionItem]:
    """Return the items without an answer; a paper is answered by one added since, or by words."""
    added = papers_since(request)
    return [item for item in items if not (item.answered_at or added.get(item.path))]


def papers_since(request: CorrectionRequest) -> dict[str, list[Document]]:
    """Return by the path of an item the papers that were added for it since it was asked for.

    One of whose files none could be taken is none of them. One that names no home is its person's,
    and may be about any home they own. Two queries.
    """
    homes = Home.objects.filter(application=request.application_id)
    owners = dict(homes.values_list("ref", "owner__ref"))
    documents = Document.objects.filter(
        application=request.application_id,
        received_at__gte=request.at,
        copies__copy__state__in=[State.WAITING, State.CLEAN],
    ).distinct()
    added: dict[str, list[Document]] = {}
    for document in documents.select_related("person", "home").order_by("position"):
        for about in subjects_of(document, owners):
            added.setdefault(Asked(PAPER, about, document.paper).path, []).append(document)
    return added


def subjects_of(document: Document, owners: Mapping[str, str]) -> list[str]:
    """Return the refs of whom or what a paper may be about; `owners` are those of the homes."""
    if document.home:
        return [document.home.ref]
    ref = document.person.ref if document.person else ""
    return [ref, *(home for home, owner in owners.items() if owner == ref)]


def answer_of(item: CorrectionItem) -> dict[str, Any]:
    """Return what was answered to a question so far, in the contract's keys."""
    text = unseal(item.sealed, about=about(item))
    answer: dict[str, Any] = json.loads(text) if text else {}
    return answer


def about(item: CorrectionItem) -> str:
    return f"correction:{item.pk}"


def application_of(request: int) -> int:
    return CorrectionRequest.objects.values_list("application_id", flat=True).get(pk=request)


def open_correction(application: Application) -> CorrectionRequest | None:
    """Return what waits for the applicant, if anything does."""
    return CorrectionRequest.objects.filter(
        application=application, state=CorrectionState.OPEN
    ).first()


def require_open(row: Application) -> CorrectionRequest:
    request = open_correction(row)
    if request is None:
        raise NoOpenCorrection
    return request


def set_aside(row: Application, *, by: User, at: datetime) -> None:
    """Close what waits for the applicant together with its application."""
    if (request := open_correction(row)) is not None:
        close(request, CorrectionState.SET_ASIDE, by=by, at=at)


def close(request: CorrectionRequest, state: CorrectionState, *, by: User, at: datetime) -> None:
    request.state, request.closed_by_id, request.closed_at = state, by.pk, at
    request.save(update_fields=["state", "closed_by", "closed_at", "revision"])
