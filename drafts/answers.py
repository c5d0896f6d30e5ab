"""What a draft says so far: its parts unsealed, in the words of the contract.

The answers of a part are a dict of the contract's keys (`package.md`), as far as they are given,
and "answered": the slugs of the questions that were saved. Keys that begin with "_" stay in the
draft: they help to fill in and are no part of the application.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from applications.sealing import seal, unseal
from applications.vocabulary import FORMAT
from deadlines.working_days import day_in_kyiv
from drafts.models import Draft, Kind, Part
from territories.gazetteer import Gazetteer, when_asked

Answers = dict[str, Any]
ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Said:
    """One part: what it is about and what was answered."""

    kind: Kind
    ref: str
    answers: Answers

    @property
    def answered(self) -> frozenset[str]:
        return frozenset(self.answers.get(ANSWERED, ()))

    def saying(self, question: str, given: Mapping[str, Any]) -> "Said":
        """Return the part once this answer to a question is in it; other answers stay."""
        return replace(self, answers=merged(self.answers, question, given))


@dataclass(frozen=True, slots=True)
class Written:
    """A draft with all its parts, people and homes in the order they were added.

    `at` is when it was read: by that day it is told what is asked. Its places are looked up in the
    gazetteer that is in force when one is first asked for.
    """

    draft: Draft
    parts: tuple[Said, ...]
    at: datetime
    places: Gazetteer = field(default_factory=when_asked, compare=False)

    @property
    def day(self) -> date:
        return day_in_kyiv(self.at)

    @property
    def people(self) -> tuple[Said, ...]:
        return tuple(part for part in self.parts if part.kind == Kind.PERSON)

    @property
    def homes(self) -> tuple[Said, ...]:
        return tuple(part for part in self.parts if part.kind == Kind.HOME)

    @property
    def applicant(self) -> Said:
        return next(it for it in self.people if it.answers.get("relationship") == "applicant")

    def part(self, ref: str) -> Said | None:
        return next((part for part in self.parts if part.ref == ref), None)

    def single(self, kind: Kind) -> Said:
        """Return the one part of this kind; an empty one while nothing of it is answered."""
        return self.part(kind) or Said(kind, kind, {})

    def saying(self, part: Said) -> "Written":
        """Return the draft once this part says what it says now."""
        others = tuple(part if it.ref == part.ref else it for it in self.parts)
        return replace(self, parts=others if part in others else (*others, part))


def read(draft: Draft, *, at: datetime) -> Written:
    """Unseal a draft as it stands at an instant. One query."""
    rows = draft.parts.order_by("position", "pk").values_list("kind", "ref", "sealed")
    parts = (Said(Kind(kind), ref, unsealed(draft.pk, ref, sealed)) for kind, ref, sealed in rows)
    return Written(draft, tuple(parts), at)


def opened(part: Part) -> Answers:
    return unsealed(part.draft_id, part.ref, part.sealed)


def unsealed(draft: UUID, ref: str, sealed: str) -> Answers:
    text = unseal(sealed, about=about(draft, ref))
    answers: Answers = json.loads(text) if text else {}
    return answers


def close(part: Part, answers: Mapping[str, Any]) -> None:
    """Seal answers into a part that is still to be saved."""
    sealed = seal(json.dumps(answers, ensure_ascii=False), about=about(part.draft_id, part.ref))
    part.sealed = sealed


def merged(answers: Answers, question: str, given: Mapping[str, Any]) -> Answers:
    answered = sorted({*answers.get(ANSWERED, ()), question})
    return {**answers, **given, ANSWERED: answered}


def about(draft: UUID, ref: str) -> str:
    return f"draft:{draft}:{ref}"


def document(written: Written, *, received_at: datetime) -> dict[str, Any]:
    """Return the application package a draft amounts to, as JSON values (contract/package.md)."""
    invitation = said(written.single(Kind.INVITATION).answers)
    residence = said(written.single(Kind.RESIDENCE).answers)
    return {
        "format": FORMAT,
        "programme": "resolution-814",
        "channel": "online",
        "received_at": received_at.isoformat(),
        "language": invitation.pop("language", "uk"),
        "invitation": invitation,
        "declarations": said(written.single(Kind.DECLARATIONS).answers)
        | said(written.single(Kind.HOUSING).answers),
        "former_residence": residence or None,
        "people": [{"ref": part.ref, **said(part.answers)} for part in written.people],
        "homes": [{"ref": part.ref, **said(part.answers)} for part in written.homes],
    }


def said(answers: Answers) -> Answers:
    """Return what goes into the application."""
    return {key: answer for key, answer in answers.items() if key != ANSWERED and key[0] != "_"}


def sha256_of(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what an application package says, its instant of receipt aside."""
    content = json.dumps({**document, "received_at": ""}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()
