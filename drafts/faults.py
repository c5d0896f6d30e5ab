"""What the package refuses of a draft, and the question where it is put right."""

import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from drafts.answers import Written
from drafts.models import Kind
from drafts.steps import Step, step_of
from drafts.way import CHECK
from refusals.refused import Refusal

PATH = re.compile(r"(?P<part>[a-z_]+)(\[(?P<place>\d+)\])?(\.(?P<key>[a-z0-9_]+))?")
QUESTIONS_OF = {  # the contract's keys, and the questions that ask for them
    "relationship": "relationship", "surname": "name", "given_name": "name", "patronymic": "name",
    "birth_date": "birth-date", "identity_document": "identity", "unzr": "identity",
    "taxpayer_number": "taxpayer", "taxpayer_number_refused": "taxpayer", "idp_certificate": "idp",
    "phone": "contact", "email": "contact", "full_time_student": "student", "statuses": "statuses",
    "unsure_of_statuses": "statuses", "bases": "bases", "katottg": "place", "address": "place",
    "owns_no_housing": "owns", "owner": "owner", "condition": "condition", "evidence": "evidence",
    "total_area_m2": "area", "share": "area", "no_monetary_assistance": "assistance",
    "personal_data_notice": "notice", "method": "method", "postal_address": "method",
    "language": "language",
}  # fmt: skip
PARTS = {
    "former_residence": Kind.RESIDENCE,
    "declarations": Kind.DECLARATIONS,
    "invitation": Kind.INVITATION,
    "language": Kind.INVITATION,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One sentence, and the page where what it is about is changed."""

    sentence: str
    url: str


def fault(refusal: Refusal, written: Written) -> Fault:
    step = refused_step(refusal.path, written)
    url = f"{step.url}?next={CHECK}" if step else reverse("tasks", args=[written.draft.pk])
    sentence = refusal.en if get_language() == "en" else refusal.uk
    return Fault(f"{step.title}: {sentence}" if step else sentence, url)


def refused_step(path: str, written: Written) -> Step | None:
    """Return the question that a path of the package belongs to; None where none asks for it."""
    found = PATH.match(path)
    if found is None:
        return None
    key = found["key"] or found["part"]
    slug = QUESTIONS_OF.get(key, "")
    return step_of(written, ref_of(found["part"], key, found["place"], written), slug)


def ref_of(part: str, key: str, place: str | None, written: Written) -> str:
    listed = {"people": written.people, "homes": written.homes}.get(part, ())
    if place is not None and int(place) < len(listed):
        return listed[int(place)].ref
    return Kind.HOUSING if key == "owns_no_housing" else PARTS.get(part, "")
