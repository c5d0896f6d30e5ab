"""Whom and what the papers of a draft are about, as pages name them."""

from dataclasses import dataclass

from drafts.answers import Written
from drafts.homes import place_said
from drafts.people import called, is_applicant


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose papers, or about which home. The applicant has no name here: the page speaks to you."""

    ref: str
    name: str
    is_home: bool


def subjects_of(written: Written) -> list[Subject]:
    """Return the people, the applicant first, and the homes."""
    people = sorted(written.people, key=is_applicant, reverse=True)
    return [
        *(Subject(it.ref, "" if is_applicant(it) else called(it), False) for it in people),
        *(Subject(it.ref, place_said(it, written.places), True) for it in written.homes),
    ]
