"""Households for Hypothesis, as packages: what the check can be told of."""

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite

from applications.vocabulary import CONDITIONS, EVIDENCE_TYPES, STATUS_CODES

PLACES = ("UA14140050010029262", "UA14140050020046281", "UA12020010010037010", None)
CERTIFICATE = {"number": "1401-5001234567", "issued_on": "2022-05-02"}
BORN = st.dates(date(1930, 1, 1), date(2025, 12, 31))


@composite
def households(draw: DrawFn) -> dict[str, Any]:
    homes = draw(st.lists(home(), max_size=2))
    people = [person("1", "applicant", date(1980, 1, 1))]
    for number in range(draw(st.integers(0, 4))):
        relationship = draw(st.sampled_from(["child", "spouse", "other"]))
        people.append(person(str(number + 2), relationship, draw(BORN)))
    people[0]["idp_certificate"] = draw(st.sampled_from([CERTIFICATE, None]))
    for each in people:
        each["statuses"] = draw(st.lists(claim(), max_size=1))
        each["unsure_of_statuses"] = draw(st.integers(0, 5)) == 0
        each["full_time_student"] = draw(st.booleans())
    return {
        "format": "housing-application/1",
        "programme": "resolution-814",
        "channel": "online",
        "received_at": "2026-01-05T10:15:00+02:00",
        "language": "uk",
        "invitation": {"method": "post", "postal_address": "-"},
        "declarations": {
            "no_monetary_assistance": draw(st.sampled_from([True, False, None])),
            "owns_no_housing": None if homes else draw(st.sampled_from([True, None])),
        },
        "former_residence": draw(residence()),
        "people": people,
        "homes": [{**each, "ref": str(n), "owner": "1"} for n, each in enumerate(homes)],
    }


def person(ref: str, relationship: str, born: date) -> dict[str, Any]:
    return {
        "ref": ref,
        "relationship": relationship,
        "surname": "Коваленко",
        "given_name": "Олена",
        "birth_date": born.isoformat(),
        "identity_document": {"type": "other", "number": "-"},
    }


def claim() -> st.SearchStrategy[dict[str, str]]:
    return st.builds(
        lambda code: {"code": code, "as": "family_member"}, st.sampled_from(STATUS_CODES)
    )


@composite
def residence(draw: DrawFn) -> dict[str, Any] | None:
    bases = draw(st.lists(st.sampled_from(["registered", "declared", "actual"]), unique=True))
    if not bases:
        return None
    return {"bases": bases, "katottg": draw(st.sampled_from(PLACES))}


@composite
def home(draw: DrawFn) -> dict[str, Any]:
    condition = draw(st.sampled_from(CONDITIONS))
    proof = draw(st.sampled_from([None, *EVIDENCE_TYPES])) if condition != "habitable" else None
    hundredths = draw(st.sampled_from([1365, 1366, 2730, 2731, 5460, 10, 100000]))
    return {
        "total_area_m2": f"{hundredths // 100}.{hundredths % 100:02}",
        "share": draw(st.sampled_from(["1", "1/2", "1/3"])),
        "katottg": draw(st.sampled_from(PLACES)),
        "condition": condition,
        "evidence": {"type": proof, "reference": "-"} if proof else None,
    }
