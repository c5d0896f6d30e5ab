"""The applicant withdraws an application that is not decided yet."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from applications.models import Application
from applications.services import MoveRefused
from applications.status import UNDECIDED, Status
from audit.commitments import Committed, Facts
from audit.services import record
from review.closing import set_aside
from review.lock import locked, require_version, subject_of

WITHDRAWN_HERE = "Заявник відкликав заяву на сторінці заяви."


@transaction.atomic
def withdraw(
    application: int, *, reason: str, by: User, at: datetime, version: int | None = None
) -> Application:
    """Close an application because its applicant says so, and write to them that it is.

    A reason is not needed. Withdrawn a second time, nothing happens. Raises MoveRefused once it is
    decided, and VersionConflict; then nothing has changed.
    """
    row = locked(application, version=None)
    if row.status == Status.WITHDRAWN:
        return row
    if row.status not in UNDECIDED:
        raise MoveRefused(Status(row.status), Status.WITHDRAWN)
    require_version(row, version)
    set_aside(row, Status.WITHDRAWN, f"{WITHDRAWN_HERE} {reason.strip()}".strip(), by=by, at=at)
    facts: Facts = {"by_applicant": True, "reason": Committed(reason.strip())}
    record("application.withdrawn", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return row
