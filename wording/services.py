"""The acts on the text of a lease: drafted by some, approved by another, then kept as it is."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts.models import User
from audit.commitments import Facts
from audit.services import record
from wording.checks import compared, missing, read
from wording.markup import normal
from wording.models import Wording
from wording.slips import Slip

LAYOUT = "1"  # of a new text; a layout an approved text names is never changed


class NoWording(Exception):
    """No text of the programme was approved."""


class DraftExists(Exception):
    """Another draft of the programme is open: `draft`."""

    def __init__(self, draft: Wording) -> None:
        super().__init__(f"wording {draft.pk} is still a draft")
        self.draft = draft


class NotADraft(Exception):
    """The text was approved or set aside, and stays as it is."""


class Stale(Exception):
    """Somebody kept the draft meanwhile: `present` is how it stands now."""

    def __init__(self, present: Wording) -> None:
        super().__init__(f"wording {present.pk} is at version {present.version}")
        self.present = present


class HasSlips(Exception):
    """The texts cannot be kept: what is wrong with the Ukrainian one and with the English one."""

    def __init__(self, text: Sequence[Slip], reading: Sequence[Slip]) -> None:
        super().__init__(f"{len(text)} and {len(reading)} slips")
        self.text, self.reading = text, reading


class Unfinished(Exception):
    """The text lacks what a lease must have: `missing` names it."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(f"{len(missing)} things are missing")
        self.missing = missing


class OwnDraft(Exception):
    """Whoever kept a draft, even once, does not approve it."""


def current(programme: str) -> Wording:
    """Return the newest approved text of a programme. One query. Raises NoWording."""
    found = Wording.objects.approved().filter(programme=programme).order_by("-number").first()
    if found is None:
        raise NoWording(programme)
    return found


@transaction.atomic
def draft(programme: str, *, by: User, at: datetime) -> Wording:
    """Begin a draft from the newest approved text. Raises NoWording and DraftExists."""
    begun = current(programme)
    texts = Wording.objects.filter(programme=programme)
    newest = texts.aggregate(newest=Max("number"))["newest"]
    try:
        with transaction.atomic():
            made = Wording.objects.create(
                programme=programme,
                number=newest + 1,
                layout=LAYOUT,
                text=begun.text,
                reading=begun.reading,
                drafted_by=by,
                drafted_at=at,
            )
    except IntegrityError:
        raise DraftExists(texts.drafts().get()) from None
    kept(made, by, at)
    record("wording.drafted", subject=about(made), by=by, at=at, facts={"from": str(begun)})
    return made


@transaction.atomic
def edit(number: int, *, text: str, reading: str, version: int, by: User, at: datetime) -> Wording:
    """Keep a draft as it was typed. Raises NotADraft, Stale and HasSlips; then nothing changed."""
    row = locked(number)
    if row.version != version:
        raise Stale(row)
    text, reading = normal(text), normal(reading)
    refuse_slips(text, reading)
    row.text, row.reading, row.version = text, reading, version + 1
    row.save(update_fields=["text", "reading", "version"])
    kept(row, by, at)
    facts: Facts = {"version": row.version, "sha256": sha256_of(row)}
    record("wording.edited", subject=about(row), by=by, at=at, facts=facts)
    return row


def refuse_slips(text: str, reading: str) -> None:
    ours, theirs = read(text), read(reading)
    of_reading = theirs.slips or (() if ours.slips else compared(ours, theirs))
    if ours.slips or of_reading:
        raise HasSlips(ours.slips, of_reading)


@transaction.atomic
def approve(number: int, *, version: int, by: User, at: datetime) -> Wording:
    """Approve a draft as it was looked at: new leases pin it, and nobody changes it any more.

    Raises NotADraft, Stale, OwnDraft, HasSlips and Unfinished.
    """
    row = locked(number)
    if row.version != version:
        raise Stale(row)
    if row.drafted_by_id == by.pk or row.edits.filter(by=by).exists():
        raise OwnDraft
    refuse_slips(row.text, row.reading)
    if lacking := missing(read(row.text)):
        raise Unfinished(lacking)
    row.approved_by, row.approved_at, row.sha256 = by, at, sha256_of(row)
    row.save(update_fields=["approved_by", "approved_at", "sha256"])
    facts: Facts = {"version": row.version, "sha256": row.sha256}
    record("wording.approved", subject=about(row), by=by, at=at, facts=facts)
    return row


@transaction.atomic
def set_aside(number: int, *, by: User, at: datetime) -> Wording:
    """Give a draft up; its number is not used again. Raises NotADraft."""
    row = locked(number)
    row.set_aside_by, row.set_aside_at = by, at
    row.save(update_fields=["set_aside_by", "set_aside_at"])
    record("wording.set_aside", subject=about(row), by=by, at=at)
    return row


def locked(number: int) -> Wording:
    row = Wording.objects.select_for_update(of=("self",)).get(pk=number)
    if not row.is_draft:
        raise NotADraft
    return row


def kept(row: Wording, by: User, at: datetime) -> None:
    row.edits.create(version=row.version, by=by, at=at, sha256=sha256_of(row))


def sha256_of(row: Wording) -> str:
    """Return the SHA-256 over what a text says and how it looks, in both languages."""
    parts = (str(row), row.layout, row.text, row.reading)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def about(row: Wording) -> str:
    return f"wording:{row.pk}"
