"""The application as it was submitted, kept beside each later version."""

import hashlib
import json
from datetime import datetime

from accounts.models import User
from applications.models import Application, Revision, Why
from applications.package import Package
from applications.package_reader import read_value
from applications.package_writer import as_json
from applications.reweighing import reweigh
from applications.rewriting import rewrite
from applications.rows import package_of
from applications.sealing import seal, unseal
from audit.commitments import Committed
from audit.services import record


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

    Papers stay; the word on one holds while the answer it shows stays the same. Raises
    OtherHousehold; then nothing changed.
    """
    present = package_of(application)
    if not application.revisions.exists():  # submitted before versions were kept
        keep(application, present, by=None, at=application.received_at)
    rewrite(application, package)
    reweigh(application, present, package, by=by, at=at)
    revision = keep(application, package, why=why, by=by, at=at)
    application.version += 1
    application.save(update_fields=["version"])
    record(
        "application.amended",
        subject=f"application:{application.pk}",
        by=by,
        at=at,
        facts={
            "revision": revision.number,
            "why": str(why),
            "sha256": Committed(revision.sha256),
        },
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
