"""One application at a time: the row is locked, and a page older than the row is refused."""

from datetime import datetime

from accounts.models import User
from applications.models import Application
from audit.models import Entry

READ = "application.read"


class VersionConflict(Exception):
    """Somebody changed the application after the page was opened: `by` (None: the system), `at`."""

    def __init__(self, by: User | None, at: datetime | None) -> None:
        super().__init__("the application was changed meanwhile")
        self.by, self.at = by, at


def locked(application: int, *, version: int | None) -> Application:
    """Return the application, locked until the transaction ends.

    `version` is the one on the page the act comes from; None where there is no page.
    Raises Application.DoesNotExist and VersionConflict.
    """
    row = Application.objects.select_for_update(of=("self",)).get(pk=application)
    require_version(row, version)
    return row


def require_version(row: Application, version: int | None) -> None:
    """Raise VersionConflict unless the page was of the row as it is."""
    if version is not None and row.version != version:
        last = Entry.objects.select_related("by").filter(subject=subject_of(row.pk))
        entry = last.exclude(act=READ).order_by("-seq").first()
        raise VersionConflict(entry.by if entry else None, entry.at if entry else None)


def locked_both(application: int, other: int, *, version: int | None) -> list[Application]:
    """Return two applications, locked in the order of their keys, so that two acts cannot cross.

    The version is of the first. Raises as `locked` does.
    """
    versions = {application: version, other: None}
    rows = {pk: locked(pk, version=versions[pk]) for pk in sorted(versions)}
    return [rows[application], rows[other]]


def touch(application: Application) -> None:
    """Count a change that moves no status, so that pages opened before it are refused."""
    application.version += 1
    application.save(update_fields=["version"])


def subject_of(application: int) -> str:
    """Name an application in the audit chain and the outbox."""
    return f"application:{application}"
