"""What differs between two versions of an application, answer by answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from applications.package import Package
from applications.package_writer import as_json

LISTED = {"people": "person", "homes": "home"}  # parts of which there are many, each with its ref
NOWHERE: dict[str, Any] = {"bases": [], "katottg": None, "address": None}


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that changed. `kind` and `ref` name the part it belongs to; JSON values."""

    kind: str
    ref: str
    field: str
    before: Any
    after: Any


def differences(old: Package, new: Package) -> list[Difference]:
    """Return what was answered otherwise, part by part, in the order of the document."""
    before, after = dict(parts_of(old)), dict(parts_of(new))
    return [
        Difference(kind, ref, field, before.get((kind, ref), {}).get(field), answer)
        for (kind, ref), answers in after.items()
        for field, answer in answers.items()
        if before.get((kind, ref), {}).get(field) != answer
    ]


def parts_of(package: Package) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    """Yield each part of an application: its kind and ref, and what it says."""
    document = as_json(package)
    for listed, kind in LISTED.items():
        for entry in document[listed]:
            yield (kind, entry["ref"]), entry
    yield ("residence", "residence"), document["former_residence"] or NOWHERE
    yield ("declarations", "declarations"), document["declarations"]
    invitation = {**document["invitation"], "language": document["language"]}
    yield ("invitation", "invitation"), invitation
