"""What can be done with a sheet before it is submitted: start, save, add and remove scans, drop."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict

from accounts.models import User
from applications.models import Application
from copies import holding
from copies import services as copies
from copies.models import Copy
from deadlines.working_days import day_in_kyiv
from desk import typed as typing
from desk.models import Scan, Sheet
from sealing.texts import seal, unseal


class AlreadySubmitted(Exception):
    """The sheet became `application`."""

    def __init__(self, application: Application) -> None:
        super().__init__("the sheet was submitted")
        self.application = application


class Behind(Exception):
    """The sheet or its scans were changed from another window since the page was shown."""


class TooLong(Exception):
    """More was typed than typing.MOST_BYTES."""


def start(registrar: User, *, at: datetime) -> Sheet:
    """Begin an empty sheet."""
    sheet = Sheet(registrar=registrar, started_at=at, saved_at=at)
    write(sheet, typing.first(day_in_kyiv(at)))
    sheet.save(force_insert=True)
    return sheet


def read(sheet: Sheet) -> QueryDict:
    """Return what was typed so far."""
    return QueryDict(unseal(sheet.sealed, about=about(sheet)) or "", mutable=True)


def write(sheet: Sheet, typed: QueryDict) -> None:
    sheet.sealed = seal(typed.urlencode(), about=about(sheet))


def about(sheet: Sheet) -> str:
    return f"sheet:{sheet.pk}"


@transaction.atomic
def save(sheet: UUID, typed: QueryDict, *, version: int, at: datetime) -> Sheet:
    """Save the whole page as typed. Raises AlreadySubmitted, Behind and TooLong."""
    row = locked(sheet)
    if row.version != version:
        raise Behind
    if len(typed.urlencode()) > typing.MOST_BYTES:
        raise TooLong
    if typed != read(row):
        write(row, typed)
        row.version += 1
    row.saved_at = at
    row.save(update_fields=["sealed", "version", "saved_at"])
    return row


@transaction.atomic
def drop(sheet: UUID, *, at: datetime) -> None:
    """Delete a sheet with its scans. Raises AlreadySubmitted."""
    row = locked(sheet)
    held = list(row.scans.values_list("copy_id", flat=True))
    row.scans.all().delete()
    for copy in held:
        copies.discard(copy, at=at)
    row.delete()


def remove_scan(sheet: Sheet, copy: str, *, by: User, at: datetime) -> None:
    """Let a scan go, named by its hexadecimal id; one that is not there is gone already."""
    holder = ScanHolder(sheet)
    for row in holder.copies():
        if row.pk.hex == copy:
            holding.remove(holder, row.pk, by=by, at=at)


def locked(sheet: UUID) -> Sheet:
    """Return an open sheet, locked until the transaction ends. Raises AlreadySubmitted."""
    row = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet)
    if row.application is not None:
        raise AlreadySubmitted(row.application)
    return row


@dataclass(frozen=True, slots=True)
class ScanHolder:
    """A sheet as files are put into it (`copies.holder.Holder`)."""

    sheet: Sheet

    def lock(self) -> None:
        locked(self.sheet.pk)

    def copies(self) -> QuerySet[Copy]:
        return Copy.objects.filter(pk__in=self.sheet.scans.values("copy"))

    def beside(self) -> QuerySet[Copy]:
        return self.copies()

    def put(self, copy: Copy) -> None:
        last = self.sheet.scans.order_by("-position").first()
        self.sheet.scans.create(copy=copy, position=last.position + 1 if last else 0)

    def drop(self, copy: Copy) -> None:
        Scan.objects.filter(sheet=self.sheet, copy=copy).delete()


def stamped_on(sheet: Sheet) -> date | None:
    """Return the day of receipt as typed so far; None where it is no day."""
    said = read(sheet)
    parts = (said.get(f"arrival-received_on_{part}", "") for part in ("year", "month", "day"))
    try:
        return date(*map(int, parts))
    except (ValueError, OverflowError):
        return None


def applicant_of(sheet: Sheet) -> str:
    """Return the applicant's name as typed so far."""
    said = read(sheet)
    ref = next(iter(typing.refs(said, typing.PEOPLE)), "")
    names = (said.get(f"{ref}-{part}", "").strip() for part in ("surname", "given_name"))
    return " ".join(filter(None, names))
