"""A draft becomes an application, once."""

from datetime import datetime
from uuid import UUID

from accounts.models import User
from applications.models import Application
from applications.package import Package
from applications.package_reader import read_value
from applications.services import KeyUsed
from applications.services import submit as register
from applications.status import LIVE
from drafts import answers
from drafts.handing import ChangedMeanwhile, hand_over
from drafts.models import Draft

TRIES = 5  # what another tab saves or submits at the same moment is read again


class AlreadyApplied(Exception):
    """The applicant has a live application already, `application`."""

    def __init__(self, application: Application) -> None:
        super().__init__("the applicant has a live application")
        self.application = application


class ConsentMissing(Exception):
    """The personal data notice was not accepted."""


def submit(draft: UUID, *, by: User, at: datetime) -> Application:
    """Register the application a draft amounts to, once, with its papers.

    A second submission, from another tab or after a cut connection, returns the same application.
    What another tab saves meanwhile is in it, or was refused with AlreadySubmitted. Raises
    AlreadyApplied, ConsentMissing, Refused for answers that are missing or wrong, and what
    `applications.services.submit` raises; then the draft stays as it was.
    """
    for _ in range(TRIES):
        try:
            return submit_as_read(draft, by=by, at=at)
        except (ChangedMeanwhile, KeyUsed):
            continue
    raise ChangedMeanwhile


def submit_as_read(draft: UUID, *, by: User, at: datetime) -> Application:
    """Submit what the draft says now. Raises ChangedMeanwhile or KeyUsed if another was faster."""
    row = Draft.objects.select_related("application", "owner").get(pk=draft)
    if row.application is not None:
        return row.application
    require_no_live_application(row.owner)
    package, sha256 = packaged(row, at)
    return register(
        package,
        key=row.key,
        content_sha256=sha256,
        owner=row.owner,
        by=by,
        at=at,
        then=lambda application: hand_over(draft, application, sha256=sha256, at=at),
    )


def packaged(draft: Draft, at: datetime) -> tuple[Package, str]:
    """Return the package of a draft and the SHA-256 of what was answered, its instant aside."""
    document = answers.document(answers.read(draft, at=at), received_at=at)
    if not document["declarations"].get("personal_data_notice"):
        raise ConsentMissing
    return read_value(document), answers.sha256_of(document)


def require_no_live_application(owner: User) -> None:
    live = Application.objects.filter(owner=owner, status__in=LIVE).order_by("-pk").first()
    if live is not None:
        raise AlreadyApplied(live)
