"""The application as it was submitted, kept beside each later version; what differs between two."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from applications.models import Application, Revision, Why
from applications.package import Package
from applications.package_reader import read_value
from applications.package_writer import as_json
from applications.rewriting import rewrite
from applications.rows import package_of
from applications.sealing import seal, unseal
from audit.services import record

LISTED = {"people": "person", "homes": "home"}  # parts of which there are many, each with its ref


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that changed. `kind` and `ref` name the part it belongs to; JSON values."""

    kind: str
    ref: str
    field: str
    before: Any
    after: Any


def keep(
    application: Application,
    package: Package,
    *,
    why: Why = Why.SUBMITTED,
    by: User | None,
    at: datetime,
) -> Revision:
    """Keep a version of an application, in the caller's transaction under the row's lock."""
    number = application.revisions.count() + 1
    text = canonical(package)
    return application.revisions.create(
        number=number,
        why=why,
        sealed=seal(text, about=about(application.pk, number)),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        by_id=by.pk if by else None,
        at=at,
    )


def amend(
    application: Application, package: Package, *, why: Why, by: User, at: datetime
) -> Revision:
    """Change the answers of a locked application and keep the version they now make.

    Papers and the word on each stay as they are. Raises OtherHousehold; then nothing changed.
    """
    if not application.revisions.exists():  # submitted before versions were kept
        keep(application, package_of(application), by=None, at=application.received_at)
    rewrite(application, package)
    revision = keep(application, package, why=why, by=by, at=at)
    application.version += 1
    application.save(update_fields=["version"])
    record(
        "application.amended",
        subject=f"application:{application.pk}",
        by=by,
        at=at,
        facts={"revision": revision.number, "why": str(why), "sha256": revision.sha256},
    )
    return revision


def package_in(revision: Revision) -> Package:
    """Return a version as it was kept."""
    text = unseal(revision.sealed, about=about(revision.application_id, revision.number))
    return read_value(json.loads(text or "null"))


def canonical(package: Package) -> str:
    """Return the package as JSON: keys sorted, no spaces."""
    return json.dumps(as_json(package), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def about(application: int, number: int) -> str:
    return f"revision:{application}:{number}"


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


NOWHERE: dict[str, Any] = {"bases": [], "katottg": None, "address": None}
