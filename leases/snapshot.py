"""What a lease pins: every word of its text that is not the template's, as it will be printed.

Personal numbers are sealed here, bound to the lease; `opened` unseals them for the printer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from applications.models import Application, Person
from applications.sealing import seal, unseal
from housing.models import Dwelling, Site
from leases import words
from leases.landlord import TO_FILL_IN, landlord
from leases.models import Resident
from leases.proof import address_of
from leases.selectors import approved_on
from leases.term import is_short
from rent.formula import Factor, Statement, plain
from rent.models import TariffRow

ACT_DAY = date(2025, 7, 7)  # Resolution 814
SEALED = ("identity_number", "taxpayer_number", "phone")
BLANK_ROWS = 8  # of an inventory that is not known yet
REFUSED = "не прийнято через релігійні переконання, про що є відмітка в паспорті"
UNITS = {"UAH/m²": "грн/м²", "m²": "м²", "": ""}
ARREARS = {True: "понад два рази", False: "за шість місяців"}  # docs/decisions/0023
IDENTITY = {
    "id_card": "паспорт громадянина України (картка)",
    "passport_booklet": "паспорт громадянина України (книжечка)",
    "birth_certificate": "свідоцтво про народження",
    "residence_permit": "посвідка на проживання",
    "other": "документ",
}
RELATIONSHIPS = {
    "applicant": "наймач",
    "spouse": "чоловік або дружина",
    "child": "дитина",
    "parent": "батько або мати",
    "sibling": "брат або сестра",
    "grandchild": "онук або онука",
    "grandparent": "дід або баба",
    "ward": "підопічна особа",
    "foster_child": "прийомна дитина",
    "other": "інша особа",
}


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is agreed on: who, where, for how long, for how much. People begin with the tenant.

    The tenant is a person of the application; others may have joined by an amendment since.
    """

    number: str
    application: Application
    people: Sequence[Person | Resident]
    dwelling: Dwelling
    tariff: TariffRow
    statement: Statement
    starts_on: date
    ends_on: date
    months: int


def snapshot(agreed: Agreed) -> dict[str, Any]:
    """Return the data of the text: strings as printed, in the nominative, in Ukrainian.

    Raises LandlordIncomplete.
    """
    site = agreed.dwelling.building.site
    return {
        "number": agreed.number,
        "place": site.address,
        "landlord": landlord(site),
        "tenant": tenant(applicant(agreed.people), agreed.number),
        "basis": basis(agreed.application),
        "dwelling": described(agreed.dwelling, site),
        "residents": [resident(place, one) for place, one in enumerate(agreed.people, start=1)],
        "rent": rent(agreed.statement, agreed.tariff.name),
        "term": term(agreed),
        "verification": address_of(agreed.number),
    }


def opened(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data with its personal numbers readable. Raises CannotUnseal."""
    about = data["number"]
    readable = {field: unseal(data["tenant"][field], about=bound(about, field)) for field in SEALED}
    return {**data, "tenant": {**data["tenant"], **readable}}


def bound(number: str, field: str) -> str:
    return f"lease:{number}:{field}"


def applicant(people: Sequence[Person | Resident]) -> Person:
    """Return the first of them, who signs and is always one of the application."""
    return cast("Person", people[0])


def tenant(person: Person, number: str) -> dict[str, str]:
    numbers = {
        "identity_number": person.identity_number,
        "taxpayer_number": REFUSED if person.taxpayer_number_refused else person.taxpayer_number,
        "phone": person.phone,
    }
    sealed = {
        field: seal(value or TO_FILL_IN, about=bound(number, field))
        for field, value in numbers.items()
    }
    return {
        "name": person.name,
        "birth_date": words.day(person.birth_date),
        "identity_type": IDENTITY[person.identity_type],
        "email": person.email or TO_FILL_IN,
        **sealed,
    }


def basis(application: Application) -> dict[str, str]:
    return {
        "act_day": words.day(ACT_DAY),
        "application": application.number,
        "received_on": words.day(application.received_on),
        "decided_on": words.day(approved_on(application)),
    }


def described(dwelling: Dwelling, site: Site) -> dict[str, Any]:
    things = [line.strip() for line in dwelling.inventory.splitlines() if line.strip()]
    return {
        "address": f"{site.address}, {dwelling.building.address}, кв. {dwelling.number}",
        "katottg": site.katottg,
        "number": dwelling.number,
        "floor": str(dwelling.floor),
        "rooms": str(dwelling.rooms),
        "total_area": figure(dwelling.total_area),
        "living_area": figure(dwelling.living_area),
        "accessibility": "так" if dwelling.is_accessible else "ні",
        "inventory": things or [""] * BLANK_ROWS,
    }


def resident(position: int, person: Person | Resident) -> dict[str, str]:
    return {
        "position": str(position),
        "name": person.name,
        "birth_date": words.day(person.birth_date),
        "relationship": RELATIONSHIPS[person.relationship],
    }


def rent(statement: Statement, tariff: str) -> dict[str, Any]:
    factors = [written(factor) for factor in statement.factors]
    return {
        "factors": factors,
        "product": f"{words.BLANK}× ".join(factor["value"] for factor in factors),
        "exact": figure(statement.exact),
        "figures": words.in_figures(statement.total),
        "words": words.in_words(statement.total),
        "tariff": tariff,
    }


def written(factor: Factor) -> dict[str, str]:
    return {
        "symbol": factor.symbol,
        "name": factor.name_uk,
        "name_en": factor.name_en,
        "value": figure(factor.value),
        "unit": UNITS[factor.unit],
        "citation": factor.citation,
    }


def figure(amount: Decimal) -> str:
    """Write every digit of an amount, in groups of three before the comma."""
    whole, point, fraction = plain(amount).partition(".")
    return f"{int(whole):,}".replace(",", words.BLANK) + point.replace(".", ",") + fraction


def term(agreed: Agreed) -> dict[str, Any]:
    short = is_short(agreed.months)
    return {
        "starts_on": words.day(agreed.starts_on),
        "ends_on": words.day(agreed.ends_on),
        "months": words.months(agreed.months),
        "is_short": short,
        "arrears": ARREARS[short],
    }
