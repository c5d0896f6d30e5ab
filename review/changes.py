"""What an applicant answered otherwise than before, in words, for them and for the caseworker."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.differing import Difference, differences
from applications.models import Revision
from applications.package import Package
from applications.revisions import package_in
from review import words
from review.findings import figure
from review.household import masked
from territories.gazetteer import Gazetteer

Words = Mapping[str, "str | Promise"]

LABELS: dict[str, Words] = {
    "person": {
        "relationship": gettext_lazy("Relationship"),
        "surname": gettext_lazy("Surname"),
        "given_name": gettext_lazy("Given name"),
        "patronymic": gettext_lazy("Patronymic"),
        "birth_date": gettext_lazy("Birth date"),
        "identity_document": gettext_lazy("Identity document"),
        "taxpayer_number": gettext_lazy("Taxpayer number"),
        "taxpayer_number_refused": gettext_lazy("Taxpayer number refused for religious reasons"),
        "unzr": gettext_lazy("Number in the demographic register"),
        "idp_certificate": gettext_lazy("IDP certificate"),
        "phone": gettext_lazy("Phone"),
        "email": gettext_lazy("E-mail"),
        "full_time_student": gettext_lazy("Full-time student"),
        "statuses": gettext_lazy("Statuses"),
        "unsure_of_statuses": gettext_lazy("Unsure of statuses"),
    },
    "home": {
        "owner": gettext_lazy("Owner"),
        "total_area_m2": gettext_lazy("Total area, m²"),
        "share": gettext_lazy("Share"),
        "katottg": gettext_lazy("Place"),
        "address": gettext_lazy("Address"),
        "condition": gettext_lazy("Condition"),
        "evidence": gettext_lazy("Evidence named"),
    },
    "residence": {
        "bases": gettext_lazy("How you lived there"),
        "katottg": gettext_lazy("Place"),
        "address": gettext_lazy("Address"),
    },
    "declarations": {
        "no_monetary_assistance": gettext_lazy("No monetary assistance received"),
        "owns_no_housing": gettext_lazy("Owns no housing"),
        "personal_data_notice": gettext_lazy("Personal data notice"),
    },
    "invitation": {
        "method": gettext_lazy("Invitation"),
        "postal_address": gettext_lazy("Postal address"),
        "language": gettext_lazy("Language of letters"),
    },
}
LANGUAGES = {"uk": "Українська", "en": "English"}


@dataclass(frozen=True, slots=True)
class Change:
    """One answer before and after; `whose` is empty for what is asked but once."""

    whose: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Wording:
    """How answers of one application are worded: names by ref, places, numbers hidden or not."""

    names: Mapping[str, str]
    places: Gazetteer
    is_masked: bool

    def number(self, number: str | None) -> str:
        return masked(number) if self.is_masked else number or ""

    def place(self, code: str) -> str:
        if not self.places.knows(code):
            return code
        return ", ".join(each.name for each in reversed(self.places.path(code)))


def changes_of(revision: Revision, places: Gazetteer, *, is_masked: bool) -> list[Change]:
    """Return what a version changed against the one before it. One query."""
    earlier = Revision.objects.get(application=revision.application_id, number=revision.number - 1)
    return changes(package_in(earlier), package_in(revision), places, is_masked=is_masked)


def changes(old: Package, new: Package, places: Gazetteer, *, is_masked: bool) -> list[Change]:
    """Word what differs between two versions, in the language of the page."""
    names = {person.ref: f"{person.surname} {person.given_name}" for person in new.people}
    wording = Wording(names, places, is_masked)
    return [change(each, wording) for each in differences(old, new)]


def change(difference: Difference, wording: Wording) -> Change:
    whose = _("home") if difference.kind == "home" else wording.names.get(difference.ref, "")
    return Change(
        whose,
        str(LABELS[difference.kind][difference.field]),
        answer(difference.field, difference.before, wording),
        answer(difference.field, difference.after, wording),
    )


def answer(field: str, value: Any, wording: Wording) -> str:
    """Word one answer; what was not said is said to be so."""
    if value is None or value in ("", []):
        return _("not said")
    if isinstance(value, bool):
        return str(words.YES_NO[value])
    return WORDED[field](value, wording) if field in WORDED else str(value)


def day(text: str) -> str:
    return date_format(date.fromisoformat(text), "d.m.Y")


def claims(listed: list[dict[str, str]], _wording: Wording) -> str:
    return "; ".join(
        f"{words.STATUSES[each['code']]} ({words.HELD_AS[each['as']]})" for each in listed
    )


WORDED: dict[str, Callable[[Any, Wording], str]] = {
    "relationship": lambda code, _wording: str(words.RELATIONSHIPS[code]),
    "birth_date": lambda text, _wording: day(text),
    "identity_document": lambda paper, wording: (
        f"{words.IDENTITY[paper['type']]} {wording.number(paper['number'])}"
    ),
    "taxpayer_number": lambda number, wording: wording.number(number),
    "unzr": lambda number, wording: wording.number(number),
    "idp_certificate": lambda paper, wording: (
        f"{wording.number(paper['number'])}, {day(paper['issued_on'])}"
    ),
    "statuses": claims,
    "owner": lambda ref, wording: wording.names.get(ref, ref),
    "total_area_m2": lambda area, _wording: figure(area),
    "katottg": lambda code, wording: wording.place(code),
    "condition": lambda code, _wording: str(words.CONDITIONS[code]),
    "evidence": lambda given, _wording: f"{words.EVIDENCE[given['type']]}, {given['reference']}",
    "bases": lambda codes, _wording: ", ".join(str(words.BASES[code]) for code in codes),
    "method": lambda code, _wording: str(words.INVITATIONS[code]),
    "language": lambda code, _wording: LANGUAGES[code],
}
