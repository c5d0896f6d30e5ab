"""The people of a draft: who they are to the applicant, how pages call them, how old they are."""

from collections.abc import Iterator
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.given import is_under
from drafts.answers import Said, Written
from eligibility.terms import terms_on

RELATIONSHIPS: "dict[str, str | Promise]" = {
    "spouse": _("my wife or husband"),
    "child": _("my child (also adopted, step-child)"),
    "parent": _("my mother or father"),
    "sibling": _("my brother or sister"),
    "grandchild": _("my grandchild"),
    "grandparent": _("my grandmother or grandfather"),
    "ward": _("a person under my guardianship or care"),
    "foster_child": _("my foster child"),
    "other": _("somebody else who lives with me"),
}
MEMBERS: "dict[str, str | Promise]" = {
    "applicant": _("Applicant"),
    "spouse": _("Wife or husband"),
    "child": _("Child"),
    "parent": _("Mother or father"),
    "sibling": _("Brother or sister"),
    "grandchild": _("Grandchild"),
    "grandparent": _("Grandmother or grandfather"),
    "ward": _("Ward"),
    "foster_child": _("Foster child"),
    "other": _("Another person"),
}


def is_applicant(person: Said) -> bool:
    return person.answers.get("relationship") == "applicant"


def relationship(person: Said) -> str:
    """Return in words who somebody of the household is to the applicant."""
    return str(MEMBERS.get(person.answers.get("relationship", ""), MEMBERS["other"]))


def called(person: Said) -> str:
    """Return the given name of somebody; until it is known, who they are to the applicant."""
    return str(person.answers.get("given_name") or relationship(person))


def full_name(person: Said) -> str:
    names = (person.answers.get(key) for key in ("surname", "given_name", "patronymic"))
    return " ".join(name for name in names if name)


def born(person: Said) -> date | None:
    birth_date = person.answers.get("birth_date")
    return date.fromisoformat(birth_date) if birth_date else None


def others(written: Written, person: Said) -> Iterator[Said]:
    """Yield everybody of the household but this person."""
    return (each for each in written.people if each.ref != person.ref)


def counts_as_child_if_student(person: Said, on: date) -> bool:
    """Order 814, list 1: a child of the applicant who is 18 to 22, and counts if studying."""
    terms = terms_on(on)
    return (
        person.answers.get("relationship") == "child"
        and is_under(terms.child_age, person.answers, on) is False
        and is_under(terms.student_age, person.answers, on) is True
    )


def is_minor(person: Said, on: date) -> bool | None:
    """Tell whether somebody is under 18; None while the birth date is not said."""
    return is_under(terms_on(on).child_age, person.answers, on)
