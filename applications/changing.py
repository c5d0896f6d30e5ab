"""A package with some answers given anew, everything else as it was."""

from collections.abc import Iterable, Mapping
from typing import Any

from applications.package import Package
from applications.package_reader import read_value
from applications.package_writer import as_json

LISTED = {"person": "people", "home": "homes"}
SINGLE = {
    "residence": "former_residence",
    "declarations": "declarations",
    "housing": "declarations",
    "invitation": "invitation",
}


class NoSuchPart(Exception):
    """The application has no such person or home."""


def with_answers(
    package: Package, answers: Iterable[tuple[str, str, Mapping[str, Any]]]
) -> Package:
    """Return the package with these answers, each (kind of part, its ref, the contract's keys).

    Raises Refused where they do not fit the rest, and NoSuchPart.
    """
    document = as_json(package)
    for kind, ref, given in answers:
        said = {key: answer for key, answer in given.items() if not key.startswith("_")}
        if kind == "invitation" and "language" in said:
            document["language"] = said.pop("language")
        part_of(document, kind, ref).update(said)
    return read_value(document)


def part_of(document: dict[str, Any], kind: str, ref: str) -> dict[str, Any]:
    """Return the part of a document that answers go into, made where it was not said."""
    if kind in LISTED:
        listed: list[dict[str, Any]] = document[LISTED[kind]]
        found = next((each for each in listed if each["ref"] == ref), None)
        if found is None:
            raise NoSuchPart(kind)
        return found
    if kind == "residence":
        document["former_residence"] = document["former_residence"] or {"bases": []}
    part: dict[str, Any] = document[SINGLE[kind]]
    return part
