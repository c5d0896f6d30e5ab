"""The reading copy of a lease: its text and its data in English, to be read and never signed.

A lease pins its data in Ukrainian; names, addresses and inventory stay as they are.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from accounts.models import User
from audit.services import record
from leases.models import Lease
from leases.moves import about
from leases.printing import FILED, NoTemplate, worded
from leases.snapshot import ARREARS, IDENTITY, REFUSED, RELATIONSHIPS, UNITS, opened
from leases.words import MONTHS
from printing import renderer
from rent.formula import FORMULA
from wording import rendering
from wording.checks import read

LANGUAGE: Final = "en"
DAY: Final = re.compile(r"«(\d{1,2})»\s(\w+)\s(\d{4})\sр\.")
IN_ENGLISH: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FORMULA_IN_ENGLISH: Final = "Order under Resolution 814: the rent is AR × S × RC × SC"
ARREARS_IN_ENGLISH: Final = {ARREARS[True]: "more than twice", ARREARS[False]: "for six months"}
UNITS_IN_ENGLISH: Final = {told: unit for unit, told in UNITS.items()}
IDENTITY_IN_ENGLISH: Final = {
    IDENTITY["id_card"]: "passport of a citizen of Ukraine (card)",
    IDENTITY["passport_booklet"]: "passport of a citizen of Ukraine (booklet)",
    IDENTITY["birth_certificate"]: "certificate of birth",
    IDENTITY["residence_permit"]: "residence permit",
    IDENTITY["other"]: "document",
}
RELATED_IN_ENGLISH: Final = {
    RELATIONSHIPS["applicant"]: "tenant",
    RELATIONSHIPS["spouse"]: "husband or wife",
    RELATIONSHIPS["child"]: "child",
    RELATIONSHIPS["parent"]: "father or mother",
    RELATIONSHIPS["sibling"]: "brother or sister",
    RELATIONSHIPS["grandchild"]: "grandchild",
    RELATIONSHIPS["grandparent"]: "grandparent",
    RELATIONSHIPS["ward"]: "ward",
    RELATIONSHIPS["foster_child"]: "foster child",
    RELATIONSHIPS["other"]: "another person",
}
PARTS: Final = ("tenant", "dwelling", "rent", "term")
YES: Final = {"так": "yes", "ні": "no"}


def has_reading_copy(lease: Lease) -> bool:
    """Leases of the first release have none: their text was never written in English."""
    return lease.template not in FILED


def read_copy(lease: Lease, *, by: User, at: datetime) -> bytes:
    """Print the reading copy and record who took it.

    Raises NoTemplate, FetchRefused, NotPrinted and CannotUnseal.
    """
    pdf = reading_pdf(lease.template, opened(lease.data))
    facts = {"template_sha256": lease.template_sha256}
    with transaction.atomic():
        record("lease.reading_copy_read", subject=about(lease), by=by, at=at, facts=facts)
    return pdf


def reading_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Print the reading copy. Raises NoTemplate, FetchRefused and NotPrinted."""
    if template in FILED:
        raise NoTemplate(template)
    folder = rendering.LAYOUTS / worded(template).layout
    return renderer.pdf(
        reading_html(template, data), base=folder / "base.css", sheet=folder / "lease.css"
    )


def reading_html(template: str, data: Mapping[str, Any]) -> str:
    pinned = worded(template)
    return rendering.lease_html(
        read(pinned.reading),
        in_english(data),
        layout=pinned.layout,
        language=LANGUAGE,
        note="reading_copy",
    )


def in_english(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a lease with its days, figures and our own words in English."""
    told: dict[str, Any] = days_in_english(dict(data))
    tenant, dwelling, rent, term = (dict(told[part]) for part in PARTS)
    tenant["identity_type"] = IDENTITY_IN_ENGLISH[tenant["identity_type"]]
    if tenant["taxpayer_number"] == REFUSED:
        tenant["taxpayer_number"] = "refused for religious reasons, as the passport notes"
    dwelling["accessibility"] = YES[dwelling["accessibility"]]
    for area in ("total_area", "living_area"):
        dwelling[area] = number(dwelling[area])
    rent["factors"] = [factor(each) for each in rent["factors"]]
    rent["product"] = number(rent["product"])
    rent["exact"], rent["figures"] = number(rent["exact"]), number(rent["figures"])
    term["months"] = re.sub(r"\D+$", "\u00a0months", term["months"])
    term["arrears"] = ARREARS_IN_ENGLISH[term["arrears"]]
    residents = [
        {**each, "relationship": RELATED_IN_ENGLISH[each["relationship"]]}
        for each in told["residents"]
    ]
    changed = {"tenant": tenant, "dwelling": dwelling, "rent": rent, "term": term}
    return {**told, **changed, "residents": residents}


def days_in_english(told: Any) -> Any:
    """Return the data with every day in them as “7 July 2025”."""
    if isinstance(told, dict):
        return {name: days_in_english(each) for name, each in told.items()}
    if isinstance(told, list):
        return [days_in_english(each) for each in told]
    if isinstance(told, str) and (found := DAY.fullmatch(told)) and found[2] in MONTHS:
        return f"{found[1]} {IN_ENGLISH[MONTHS.index(found[2])]} {found[3]}"
    return told


def factor(line: Mapping[str, str]) -> dict[str, str]:
    is_formula = line["citation"] == FORMULA
    return {
        **line,
        "name": line["name_en"],
        "value": number(line["value"]),
        "unit": UNITS_IN_ENGLISH[line["unit"]],
        "citation": FORMULA_IN_ENGLISH if is_formula else line["citation"],
    }


def number(written: str) -> str:
    """Return figures with the point and the commas of English: 7,193.16 for 7 193,16."""
    marks = {",": ".", "\u00a0": ","}
    return re.sub(r"(?<=\d)[,\u00a0](?=\d)", lambda found: marks[found[0]], written)
