"""The household of a check, as the application package that the rules read.

It has nobody's name and no number: who is meant is said in words, and what the rules do not read
is filled in so that the package is one.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from applications.package import Package
from applications.package_reader import read_value
from applications.vocabulary import FORMAT
from deadlines.working_days import day_in_kyiv
from eligibility.case import anniversary
from guide.forms.check import NO, NONE, UNSURE, YES

Given = Mapping[str, Any]

ADULT, CHILD, INFANT = 40, 10, 1  # years; the rules ask whether somebody is under 18 or three
FLAGS = {YES: True, NO: False, UNSURE: None}


def package_of(given: Given, homes: Sequence[Given], *, at: datetime) -> Package:
    """Return the package of a household; `given` are the answers of all pages but the homes'."""
    return read_value(document(given, homes, at=at))


def document(given: Given, homes: Sequence[Given], *, at: datetime) -> dict[str, Any]:
    today = day_in_kyiv(at)
    people = list(people_of(given, today))
    received_nothing = FLAGS[given["assistance"]]
    return {
        "format": FORMAT,
        "programme": "resolution-814",
        "channel": "online",
        "received_at": at.isoformat(),
        "language": "uk",
        "invitation": {"method": "post", "postal_address": "-"},
        "declarations": {
            "no_monetary_assistance": None if received_nothing is None else not received_nothing,
            "owns_no_housing": True if given["owns"] == NO else None,
        },
        "former_residence": residence_of(given),
        "people": people,
        "homes": [home_of(home, number, people) for number, home in enumerate(homes, start=1)],
    }


def residence_of(given: Given) -> dict[str, Any] | None:
    if given["bases"] == [UNSURE]:
        return None
    return {"bases": given["bases"], "katottg": given["katottg"]}


def people_of(given: Given, today: date) -> Iterator[dict[str, Any]]:
    """Yield the applicant, the children and the others, with the statuses on one of them.

    Whose a status is makes no difference to the rules.
    """
    applicant = {
        **person(1, "applicant", _("You, the applicant"), ADULT, today),
        "idp_certificate": certificate(today) if given["certificate"] == YES else None,
    }
    others = list(others_of(given, today))
    holder = others[-1] if others else applicant
    chosen = set(given["statuses"]) - {UNSURE, NONE}
    if others and (chosen or given["owns"] == YES or UNSURE in given["statuses"]):
        holder |= named(_("Somebody of the household"))
    holder["statuses"] = [{"code": code, "as": "family_member"} for code in sorted(chosen)]
    holder["unsure_of_statuses"] = UNSURE in given["statuses"]
    yield applicant
    yield from others


def others_of(given: Given, today: date) -> Iterator[dict[str, Any]]:
    """Yield who lives with the applicant, children first, the youngest ahead of them."""
    is_young = given["young"] == YES
    for number in range(2, given["people"] + 1):
        is_child = number < given["children"] + 2
        name, years = _("Child %(number)s") % {"number": number - 1}, CHILD
        if number == 2 and is_young:  # noqa: PLR2004  # the first beside the applicant
            name, years = _("The youngest child"), INFANT
        elif not is_child:
            name, years = _("Another person"), ADULT
        yield person(number, "child" if is_child else "other", name, years, today)


def person(number: int, relationship: str, name: str, years: int, today: date) -> dict[str, Any]:
    return {
        "ref": str(number),
        "relationship": relationship,
        **named(name),
        "birth_date": years_before(today, years).isoformat(),
        "identity_document": {"type": "other", "number": "-"},
    }


def named(name: str) -> dict[str, str]:
    """Put words where a package has a name."""
    first, _space, rest = name.partition(" ")
    return {"surname": first, "given_name": rest}


def years_before(today: date, years: int) -> date:
    """Return a birth date that makes somebody so many years old, and not a day less."""
    born = date(today.year - years, today.month, 1) - timedelta(days=1)
    assert anniversary(born, years) <= today
    return born


def certificate(today: date) -> dict[str, str]:
    return {"number": "-", "issued_on": today.isoformat()}


def home_of(home: Given, number: int, people: Sequence[Given]) -> dict[str, Any]:
    proof = home["evidence"]
    is_gone = home["condition"] != "habitable"
    return {
        "ref": str(number),
        "owner": people[-1]["ref"],
        "total_area_m2": f"{home['area']:f}",
        "share": str(home["share"]),
        "katottg": home["katottg"],
        "condition": home["condition"],
        "evidence": {"type": proof, "reference": "-"}
        if is_gone and proof not in ("", NONE)
        else None,
    }
