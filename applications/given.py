"""What an application package says so far, read off its JSON values (contract/package.md).

Only `received_at` and refs must be there: a draft has whatever was answered yet.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from deadlines.working_days import day_in_kyiv
from eligibility.case import anniversary
from eligibility.terms import terms_on

Given = Mapping[str, Any]


def bases(document: Given) -> frozenset[str]:
    return frozenset((document.get("former_residence") or {}).get("bases") or ())


def has_registered_basis(document: Given) -> bool:
    return bool(bases(document) & {"registered", "declared"})


def is_large_family(document: Given) -> bool:
    """Order 814, list 1: three or more children, students under 23 among them."""
    day = day_of(document)
    children = sum(is_child(person, day) for person in document["people"])
    return children >= terms_on(day).large_family_children


def is_child(person: Given, day: date) -> bool:
    if person.get("relationship") != "child":
        return False
    return is_under(terms_on(day).child_age, person, day) is not False or is_student(person, day)


def is_student(person: Given, day: date) -> bool:
    """Tell whether a child counts as one only while studying full-time."""
    terms = terms_on(day)
    return (
        person.get("relationship") == "child"
        and person.get("full_time_student") is True
        and is_under(terms.child_age, person, day) is False
        and is_under(terms.student_age, person, day) is True
    )


def is_under(years: int, person: Given, day: date) -> bool | None:
    """Tell whether somebody has not reached an age; None while the birth date is not said."""
    born = person.get("birth_date")
    return day < anniversary(date.fromisoformat(born), years) if born else None


def day_of(document: Given) -> date:
    """Return the day of receipt in Kyiv."""
    return day_in_kyiv(datetime.fromisoformat(document["received_at"]))
