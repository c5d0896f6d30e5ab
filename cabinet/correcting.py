"""A request for a correction as its applicant answers it: item by item, then all at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from applications.changing import with_answers
from applications.models import Application
from applications.rows import package_of
from cabinet import letters
from cabinet.adding import TAKEN, sent
from cabinet.models import Addition
from cabinet.papers import path_of
from cabinet.written import Given, written_of
from drafts.answers import Written
from drafts.steps import Step, step_of
from refusals.refused import Refused
from review import services
from review.askable import PAPER, Asked, Household, asked, household_of
from review.changes import Change, changes
from review.corrections import answer_of, open_correction
from review.lock import locked
from review.models import CorrectionItem, CorrectionRequest
from territories.gazetteer import current


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is asked for: in words, and whether it is answered so far."""

    item: CorrectionItem
    thing: Asked
    label: str
    is_answered: bool


def points(request: CorrectionRequest) -> list[Point]:
    """Return what is asked for, in order. Five queries."""
    household = household_of(request.application)
    ready = ready_papers(request.application)
    items = request.items.order_by("position")
    return [point(item, household, ready) for item in items]


def point(item: CorrectionItem, household: Household, ready: set[str]) -> Point:
    thing = asked(item.path)
    is_answered = item.answered_at is not None or item.path in ready
    return Point(item, thing, household.label(thing), is_answered)


def ready_papers(application: Application) -> set[str]:
    """Return the paths of the papers being added that have a file."""
    begun = Addition.objects.filter(application=application, copies__copy__state__in=TAKEN)
    return {path_of(addition) for addition in begun.distinct()}


def item_for(addition: Addition) -> CorrectionItem | None:
    """Return the open item that asks for this paper, if one does."""
    request = open_correction(addition.application)
    return request.items.filter(path=path_of(addition)).first() if request else None


def step_for(item: CorrectionItem, *, at: datetime) -> Step | None:
    """Return the question of an item on the application as answered so far; None for a paper."""
    thing = asked(item.path)
    if thing.kind == PAPER:
        return None
    return step_of(written_so_far(item.request, at=at), thing.ref, thing.slug)


def written_so_far(request: CorrectionRequest, *, at: datetime) -> Written:
    return written_of(request.application, answers_so_far(request), at=at)


def answers_so_far(request: CorrectionRequest) -> Iterator[Given]:
    for item in request.items.order_by("position"):
        thing = asked(item.path)
        if answer := answer_of(item):
            yield thing.kind, thing.ref, thing.slug, answer


def changes_so_far(request: CorrectionRequest) -> list[Change]:
    """Return what the answers given so far would change, old and new, in words.

    Nothing while they do not fit together; sending them says what does not.
    """
    given = [(kind, ref, said) for kind, ref, _slug, said in answers_so_far(request)]
    if not given:
        return []
    present = package_of(request.application)
    try:
        return changes(present, with_answers(present, given), current(), is_masked=False)
    except Refused:
        return []


@transaction.atomic
def answer(request: int, *, by: User, at: datetime) -> CorrectionRequest:
    """Send the answers together with the papers that were added for them.

    Raises as `review.services.answer_correction` does; then nothing has changed.
    """
    found = CorrectionRequest.objects.get(pk=request)
    row = locked(found.application_id, version=None)
    paths = set(found.items.values_list("path", flat=True))
    for addition in Addition.objects.filter(application=row).order_by("pk"):
        if path_of(addition) in paths and addition.copies.filter(copy__state__in=TAKEN).exists():
            sent(addition, row, by=by, at=at)
    before = row.people.get(relationship="applicant").email
    answered = services.answer_correction(request, by=by, at=at)
    if answered.revision:
        letters.queue_address_changed(row, before, answered.revision)
    return answered
