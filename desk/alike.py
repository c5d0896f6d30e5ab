"""The same people in other applications, pointed out while a sheet is typed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from applications.matching import Match, Sought, elsewhere, indexes
from applications.models import Application
from applications.status import Status
from desk.forms.person import PersonForm
from desk.forms.sheet_form import SheetForm
from drafts.forms.people_identity import NUMBERS
from review import words
from review.explained import name
from review.models import Assignment


@dataclass(slots=True)
class Alike:
    """Another application, who answers for it, and who matches by what."""

    application: Application
    answers: str
    reasons: list[str] = field(default_factory=list)

    @property
    def status(self) -> str:
        return str(Status(self.application.status).label)


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found for one sheet; `digest` is other for other findings."""

    applications: list[Alike]
    digest: str


def found_for(people: Iterable[PersonForm]) -> Found:
    """Find the people of a sheet, as far as they are typed. Two queries, none for nobody."""
    called = {str(form.prefix): form.called for form in people}
    matches = elsewhere([sought(form) for form in people])
    answering = (
        {
            each.application_id: name(each.caseworker)
            for each in Assignment.objects.filter(
                application__in={match.application.pk for match in matches}
            ).select_related("caseworker")
        }
        if matches
        else {}
    )
    found: dict[int, Alike] = {}
    for match in matches:
        number = match.application.pk
        alike = found.setdefault(number, Alike(match.application, answering.get(number, "")))
        reason = f"{called[match.sought.ref]}: {words.MATCHED_ON[match.matched_on]}"
        if reason not in alike.reasons:
            alike.reasons.append(reason)
    return Found(list(found.values()), digest_of(matches) if matches else "")


def digest_of(matches: list[Match]) -> str:
    """Tell these matches from others, naming nobody."""
    lines = sorted({f"{it.application.pk} {it.sought.ref} {it.matched_on}" for it in matches})
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def sought(form: PersonForm) -> Sought:
    """Return somebody as far as what is typed of them can be read."""
    kind, number = read(form, "identity_type"), read(form, "identity_number")
    return Sought(
        ref=str(form.prefix),
        surname=read(form, "surname") or "",
        given_name=read(form, "given_name") or "",
        patronymic=read(form, "patronymic") or "",
        birth_date=read(form, "birth_date") or None,
        **indexes(
            identity_type=kind or "",
            identity=(cleaned(NUMBERS[kind], number) if kind and number else "") or "",
            taxpayer=read(form, "taxpayer_number") or "",
            unzr=read(form, "unzr") or "",
        ),
    )


def read(form: SheetForm, field_name: str) -> Any:
    """Return a value of the form as it is typed, read; None where it cannot be."""
    value = form[field_name].data if form.is_bound else form.initial.get(field_name)
    return cleaned(form.fields[field_name], value)


def cleaned(box: Any, value: Any) -> Any:
    try:
        return box.clean(value)
    except ValidationError:
        return None
