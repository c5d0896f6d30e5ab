"""What is wrong on a sheet, each with the box where it is put right."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.forms.boundfield import BoundField
from django.utils.translation import get_language

from desk.forms.sheet_form import SheetForm
from refusals.refused import Refusal, Refused

PATH = re.compile(r"(?P<part>[a-z_]+)(\[(?P<place>\d+)\])?(\.(?P<key>[a-z0-9_.]+))?")
FIELDS = {  # the contract's keys that the sheet names otherwise
    "identity_document.type": "identity_type", "identity_document.number": "identity_number",
    "identity_document": "identity_number", "idp_certificate.number": "idp_number",
    "idp_certificate.issued_on": "idp_issued_on", "katottg": "place", "total_area_m2": "area",
    "evidence.type": "evidence_type", "evidence.reference": "evidence_reference",
    "no_monetary_assistance": "assistance", "owns_no_housing": "owns",
    "personal_data_notice": "notice", "received_at": "received_on",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One sentence, and the id of the box it is about."""

    anchor: str
    sentence: str


def faults_of(form: SheetForm, who: str) -> Iterator[Fault]:
    for name, errors in form.errors.items():
        if name not in form.fields:
            yield from (Fault("sheet", sentence(who, "", str(error))) for error in errors)
            continue
        box = form[name]
        for error in errors:
            yield Fault(anchor(box), sentence(who, str(box.label), str(error)))


def anchor(box: BoundField) -> str:
    """Return the id of a box, or of the first of several."""
    return box.id_for_label or f"{box.auto_id}_0"


def sentence(who: str, label: str, error: str) -> str:
    """Say whose box it is; its label too, where the error does not begin with it."""
    parts = [who, "" if error.startswith(label) else label, error]
    return ": ".join(filter(None, parts))


def place_refusals(
    refused: Refused,
    people: Sequence[SheetForm],
    homes: Sequence[SheetForm],
    parts: Mapping[str, SheetForm],
) -> list[Fault]:
    """Write what a package is refused for to its boxes; return what belongs to none."""
    left = []
    for refusal in refused.refusals:
        found = PATH.fullmatch(refusal.path)
        form, name = box_of(found, people, homes, parts) if found else (None, "")
        if form is not None and name in form.fields:
            form.add_error(name, said(refusal))
        else:
            left.append(Fault("sheet", said(refusal)))
    return left


def box_of(
    found: re.Match[str],
    people: Sequence[SheetForm],
    homes: Sequence[SheetForm],
    parts: Mapping[str, SheetForm],
) -> tuple[SheetForm | None, str]:
    part, key = found["part"], found["key"] or found["part"]
    name = FIELDS.get(key, key)
    if found["place"] is None:
        return parts.get(part), name
    listed = {"people": people, "homes": homes}.get(part, ())
    place = int(found["place"])
    return (listed[place] if place < len(listed) else None), name


def said(refusal: Refusal) -> str:
    return refusal.en if get_language() == "en" else refusal.uk
