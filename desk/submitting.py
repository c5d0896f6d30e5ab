"""A sheet becomes an application, once: the same submission as online, by the registrar."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts import printed_codes
from accounts.applicants import open_account
from accounts.models import User
from applications.documents import create_document
from applications.models import Application, Arrival
from applications.package import Package
from applications.services import KeyUsed
from applications.services import submit as register
from copies.models import Copy
from desk.models import Sheet
from desk.sheets import AlreadySubmitted, Behind, locked


@dataclass(frozen=True, slots=True)
class Brought:
    """Who brought a form, and its papers: scanned (code, ref, file) and not (code, ref)."""

    by: str
    name: str
    scanned: Sequence[tuple[str, str, Copy]]
    not_scanned: Sequence[tuple[str, str]]
    wants_code: bool = False


KeepCode = Callable[[User, str], object]


def submit(
    sheet: Sheet,
    package: Package,
    brought: Brought,
    *,
    said: dict[str, Any],
    by: User,
    at: datetime,
    keep_code: KeepCode = lambda _user, _code: None,
) -> Application:
    """Register the application a sheet amounts to, with its papers; `said` is its package as JSON.

    A second submission of the same sheet returns the same application. Raises Behind where the
    sheet was saved meanwhile or its scans are others, and what `applications.services.submit`
    raises; then the sheet stays. `keep_code` is given the account of an applicant who wants to
    look online, and its code.
    """
    codes: list[tuple[User, str]] = []
    try:
        made = register(
            package,
            key=sheet.key,
            content_sha256=sha256_of(said, brought),
            by=by,
            at=at,
            then=lambda made: codes.extend(hand_over(sheet, made, brought, by=by, at=at)),
        )
    except AlreadySubmitted as done:
        return done.application
    except KeyUsed:
        return Application.objects.get(submission__key=sheet.key)
    for user, code in codes:
        keep_code(user, code)
    return made


def sha256_of(said: dict[str, Any], brought: Brought) -> str:
    """Return the hash of what a sheet says, the instant it is sent aside."""
    papers = [[code, ref, copy.sha256] for code, ref, copy in brought.scanned]
    content = {**said, "received_at": said["received_at"][:10], "documents": papers}
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def hand_over(
    sheet: Sheet, made: Application, brought: Brought, *, by: User, at: datetime
) -> list[tuple[User, str]]:
    """Close a sheet with its application and give that the papers, in the caller's transaction.

    Return the account opened for an applicant who wants to look online, with its code.
    """
    row = locked(sheet.pk)
    held = set(row.scans.values_list("copy_id", flat=True))
    if row.version != sheet.version or held != {copy.pk for *_, copy in brought.scanned}:
        raise Behind
    Arrival.objects.create(application=made, brought_by=brought.by, name=brought.name, typed_by=by)
    people = {person.ref: person for person in made.people.all()}
    row.scans.all().delete()
    for (code, ref), copies in by_paper(brought).items():
        create_document(made, code, people[ref], copies, at)
    row.application, row.sealed = made, ""
    row.save(update_fields=["application", "sealed"])
    return [with_account(made, by=by, at=at)] if brought.wants_code else []


def with_account(made: Application, *, by: User, at: datetime) -> tuple[User, str]:
    """Open an account for the applicant that a printed code opens, and show the application there.

    The code goes on the slip at once, so it counts as on paper.
    """
    made.owner = open_account(way="printed_code", by=by, at=at)
    made.save(update_fields=["owner"])
    code = printed_codes.make(made.owner, by=by, at=at)
    printed_codes.keep(made.owner, at=at)
    return made.owner, code


def by_paper(brought: Brought) -> dict[tuple[str, str], list[Copy]]:
    """Return the files of each paper in their order; none of one that was not scanned."""
    papers: dict[tuple[str, str], list[Copy]] = {}
    for code, ref, copy in brought.scanned:
        papers.setdefault((code, ref), []).append(copy)
    return papers | {each: [] for each in brought.not_scanned}
