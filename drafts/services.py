"""What can be done with a draft: start it, save an answer, add and remove, submit."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User
from applications.models import Application
from drafts import answers
from drafts.discarding import discard_papers
from drafts.models import SINGLE, Draft, Kind, Part
from drafts.submitting import AlreadyApplied, ConsentMissing, require_no_live_application, submit

__all__ = [
    "AlreadyApplied",
    "AlreadySubmitted",
    "ApplicantStays",
    "ConsentMissing",
    "NoSuchPart",
    "TooManyHomes",
    "TooManyPeople",
    "add_home",
    "add_person",
    "remove_home",
    "remove_person",
    "save",
    "start",
    "submit",
]

MOST_PEOPLE = 30  # of the contract
MOST_HOMES = 50


class AlreadySubmitted(Exception):
    """The draft became `application`; it is changed by an addition now."""

    def __init__(self, application: Application) -> None:
        super().__init__("the draft was submitted")
        self.application = application


class TooManyPeople(Exception):
    """A household of more than MOST_PEOPLE applies on paper."""


class TooManyHomes(Exception):
    """A household that owns more than MOST_HOMES homes applies on paper."""


class NoSuchPart(Exception):
    """The draft has no such person or home (any more)."""


class ApplicantStays(Exception):
    """The applicant cannot be removed from the application."""


def start(owner: User, *, language: str, at: datetime) -> Draft:
    """Return the owner's open draft, begun now if there is none. Raises AlreadyApplied."""
    require_no_live_application(owner)
    try:
        with transaction.atomic():
            draft = Draft.objects.create(owner=owner, started_at=at, saved_at=at)
            applicant = {"relationship": "applicant", "email": owner.email or None}
            write(draft, Kind.PERSON, fresh_ref(), applicant)
            write(draft, Kind.INVITATION, Kind.INVITATION, {"language": language})
            return draft
    except IntegrityError:
        return Draft.objects.get(owner=owner, application=None)


@transaction.atomic
def save(draft: UUID, ref: str, question: str, given: Mapping[str, Any], *, at: datetime) -> None:
    """Save the answer to one question into its part; other answers of the part stay.

    Two tabs that save different questions both keep theirs. Raises AlreadySubmitted and NoSuchPart.
    """
    row = locked(draft)
    part = row.parts.filter(ref=ref).first()
    if part is None:
        if ref not in SINGLE:
            raise NoSuchPart(ref)
        part = write(row, Kind(ref), ref, {})
    answers.close(part, answers.merged(answers.opened(part), question, given))
    part.save(update_fields=["sealed"])
    touch(row, at)


@transaction.atomic
def add_person(draft: UUID, relationship: str, *, at: datetime, ref: str = "") -> str:
    """Add a member of the household, said to be this to the applicant, and return their ref.

    Of one `ref` there is one member: who is there stays as they are. A ref of anything else is
    not taken. Raises AlreadySubmitted and TooManyPeople.
    """
    row = locked(draft)
    taken = answers.read(row, at=at).part(ref)
    if taken is not None and is_member(taken):
        return ref
    if row.parts.filter(kind=Kind.PERSON).count() >= MOST_PEOPLE:
        raise TooManyPeople
    said = answers.merged({}, "relationship", {"relationship": relationship})
    part = write(row, Kind.PERSON, fresh_ref() if taken else ref or fresh_ref(), said)
    touch(row, at)
    return part.ref


@transaction.atomic
def remove_person(draft: UUID, ref: str, *, at: datetime) -> None:
    """Remove a member with their homes and papers.

    Raises AlreadySubmitted, NoSuchPart and ApplicantStays.
    """
    row = locked(draft)
    written = answers.read(row, at=at)
    person = written.part(ref)
    if person is None or person.kind != Kind.PERSON:
        raise NoSuchPart(ref)
    if person.answers.get("relationship") == "applicant":
        raise ApplicantStays
    owned = [home.ref for home in written.homes if home.answers.get("owner") == ref]
    remove(row, [ref, *owned], at)


@transaction.atomic
def add_home(draft: UUID, owner: str, *, at: datetime, ref: str = "") -> str:
    """Add a home that somebody of the household owns and return its ref.

    Of one `ref` there is one home: what is there stays as it is. A ref of anything else is not
    taken. Raises AlreadySubmitted, NoSuchPart and TooManyHomes.
    """
    row = locked(draft)
    taken = row.parts.filter(ref=ref).first()
    if taken is not None and taken.kind == Kind.HOME:
        return ref
    if not row.parts.filter(kind=Kind.PERSON, ref=owner).exists():
        raise NoSuchPart(owner)
    if row.parts.filter(kind=Kind.HOME).count() >= MOST_HOMES:
        raise TooManyHomes
    said = answers.merged({}, "owner", {"owner": owner})
    part = write(row, Kind.HOME, fresh_ref() if taken else ref or fresh_ref(), said)
    touch(row, at)
    return part.ref


@transaction.atomic
def remove_home(draft: UUID, ref: str, *, at: datetime) -> None:
    """Remove a home with its papers. Raises AlreadySubmitted and NoSuchPart."""
    row = locked(draft)
    if not row.parts.filter(kind=Kind.HOME, ref=ref).exists():
        raise NoSuchPart(ref)
    remove(row, [ref], at)


def is_member(part: answers.Said) -> bool:
    """Tell whether a part is somebody of the household other than the applicant."""
    return part.kind == Kind.PERSON and part.answers.get("relationship") != "applicant"


def locked(draft: UUID) -> Draft:
    """Return an open draft, locked until the transaction ends. Raises AlreadySubmitted."""
    row = Draft.objects.select_for_update(of=("self",)).get(pk=draft)
    if row.application is not None:
        raise AlreadySubmitted(row.application)
    return row


def write(draft: Draft, kind: Kind, ref: str, given: Mapping[str, Any]) -> Part:
    last = draft.parts.order_by("-position").values_list("position", flat=True).first()
    part = Part(draft=draft, kind=kind, ref=ref, position=0 if last is None else last + 1)
    answers.close(part, given)
    part.save(force_insert=True)
    return part


def remove(draft: Draft, refs: list[str], at: datetime) -> None:
    discard_papers(draft.papers.filter(about__in=refs), at=at)
    draft.parts.filter(ref__in=refs).delete()
    touch(draft, at)


def touch(draft: Draft, at: datetime) -> None:
    """Note that something was saved: it moves the day an abandoned draft is let go."""
    draft.saved_at, draft.warned_at = at, None
    draft.save(update_fields=["saved_at", "warned_at"])


def fresh_ref() -> str:
    return secrets.token_hex(6)
