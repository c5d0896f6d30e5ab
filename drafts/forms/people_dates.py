"""Dates of one person, or of two, that do not go together; none of them blocks."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.fields.numbers import born_by_taxpayer_number, born_by_unzr
from drafts.answers import Said, Written
from drafts.forms.answer_form import Warning
from drafts.people import born, called, is_applicant, others

YOUNGER = ("child", "grandchild", "foster_child")  # than the applicant
OLDER = ("parent", "grandparent")


def shown(day: date) -> str:
    return date_format(day, "d.m.Y")


def of_taxpayer_number(person: Said, field: str) -> Iterator[Warning]:
    """Warn of a taxpayer number that holds another birth date; it never blocks (domain.md)."""
    number, day = person.answers.get("taxpayer_number"), born(person)
    if not number or day is None or born_by_taxpayer_number(number) == day:
        return
    sentence = _(
        "By the taxpayer number the birth date is %(by_number)s, but %(day)s was given. Check both."
    )
    by_number = shown(born_by_taxpayer_number(number))
    yield Warning(field, sentence % {"by_number": by_number, "day": shown(day)})


def of_unzr(person: Said, field: str) -> Iterator[Warning]:
    by_number, day = born_by_unzr(person.answers.get("unzr") or ""), born(person)
    if by_number is None or day is None or by_number == day:
        return
    sentence = _("By the УНЗР the birth date is %(by_number)s, but %(day)s was given. Check both.")
    yield Warning(field, sentence % {"by_number": shown(by_number), "day": shown(day)})


def of_generations(written: Written, person: Said, field: str) -> Iterator[Warning]:
    """Warn of a child who is not younger than a parent, as far as this person is one of them."""
    members = others(written, person) if is_applicant(person) else iter((person,))
    for member in members:
        older, younger = by_age(written.applicant, member)
        first, then = born(older), born(younger)
        if first and then and then <= first and older is not younger:
            yield Warning(field, not_younger(younger, then, older, first))


def by_age(applicant: Said, member: Said) -> tuple[Said, Said]:
    """Return the one who must be older, then the younger; the same twice where that is open."""
    relationship = member.answers.get("relationship")
    if relationship in OLDER:
        return member, applicant
    return (applicant if relationship in YOUNGER else member), member


def not_younger(younger: Said, then: date, older: Said, first: date) -> str:
    sentence = _(
        "%(younger)s, born on %(then)s, is not younger than %(older)s, born on %(first)s. Check "
        "both dates."
    )
    names = {"younger": called(younger), "older": called(older)}
    return sentence % {**names, "then": shown(then), "first": shown(first)}
