"""How and in which language the applicant is written to, changed after submission."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from applications.changing import with_answers
from applications.models import Application, Why
from applications.revisions import amend
from applications.rows import package_of
from applications.status import Status
from cabinet import letters
from cabinet.acts import INVITED
from review.lock import locked, require_version


class TooLate(Exception):
    """The invitation was answered by a lease, or will not come; `status` is where it stands."""

    def __init__(self, status: Status) -> None:
        super().__init__(f"nobody is invited while {status}")
        self.status = status


@transaction.atomic
def change_invitation(
    application: int,
    given: Mapping[str, Any],
    *,
    email: str | None,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Application:
    """Change how the applicant is written to, in the contract's keys, and their e-mail address.

    What was submitted is kept as a version of its own, and an address that is left is told so. The
    same once more changes nothing. Raises TooLate, VersionConflict and Refused where one does not
    fit the other.
    """
    row = locked(application, version=None)
    present = package_of(row)
    contact = ("person", present.applicant.ref, {"email": email})
    package = with_answers(present, [contact, ("invitation", "invitation", given)])
    if package == present:
        return row
    if row.status not in INVITED:
        raise TooLate(Status(row.status))
    require_version(row, version)
    kept = amend(row, package, why=Why.INVITATION, by=by, at=at)
    letters.queue_address_changed(row, present.applicant.email, kept)
    return row
