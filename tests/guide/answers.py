"""What somebody of a household would answer in the check, given the household as a package."""

from datetime import date, datetime
from typing import Any

from deadlines.working_days import day_in_kyiv
from eligibility.case import anniversary
from territories.gazetteer import current

Given = dict[str, Any]
MARIUPOL = "UA14140050010029262"


def answers_of(package: Given) -> Given:
    """Return the answers under the names that the pages of the check give them."""
    today = day_in_kyiv(datetime.fromisoformat(package["received_at"]))
    people = package["people"]
    declared = package["declarations"]
    homes = package.get("homes") or []
    return {
        "certificate": "yes" if applicant_of(people).get("idp_certificate") else "no",
        "assistance": {True: "no", False: "yes", None: "unsure"}[
            declared["no_monetary_assistance"]
        ],
        **residence(package.get("former_residence")),
        "people": str(len(people)),
        "children": str(sum(is_child(person, today) for person in people)),
        "young": "yes" if any(is_under(3, person, today) for person in people) else "no",
        "statuses": statuses(people),
        "owns": "yes" if homes else {True: "no", None: "unsure"}[declared["owns_no_housing"]],
        **{
            f"home{number}-{name}": value
            for number, each in enumerate(homes, start=1)
            for name, value in home(each, is_last=number == len(homes)).items()
        },
    }


def applicant_of(people: list[Given]) -> Given:
    return next(person for person in people if person["relationship"] == "applicant")


def residence(given: Given | None) -> Given:
    if not given or not given["bases"]:
        return {"bases": ["unsure"], "where": "unsure"}
    bases = ["registered" if basis == "declared" else basis for basis in given["bases"]]
    return {"bases": sorted(set(bases)), **place(given["katottg"])}


def place(code: str | None) -> Given:
    if code is None:
        return {"where": "unsure"}
    if code == MARIUPOL:
        return {"where": "mariupol"}
    name = current().name(code)
    return {"where": "elsewhere", "place": name, "place_code": code, "place_for": name}


def statuses(people: list[Given]) -> list[str]:
    codes = {claim["code"] for person in people for claim in person.get("statuses", ())}
    if any(person.get("unsure_of_statuses") for person in people):
        codes.add("unsure")
    return sorted(codes) or ["none"]


def home(given: Given, *, is_last: bool) -> Given:
    return {
        **place(given.get("katottg")),
        "area": given["total_area_m2"].replace(".", ","),
        "share": given["share"],
        "condition": given["condition"],
        "evidence": (given.get("evidence") or {}).get("type", "none"),
        "more": "no" if is_last else "yes",
    }


def is_child(person: Given, today: date) -> bool:
    is_student = bool(person.get("full_time_student")) and is_under(23, person, today)
    return person["relationship"] == "child" and (is_under(18, person, today) or is_student)


def is_under(years: int, person: Given, today: date) -> bool:
    return today < anniversary(date.fromisoformat(person["birth_date"]), years)
