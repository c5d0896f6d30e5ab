"""Tariffs as the staff enter them: figures, source document, a second person; every act recorded.

The rows are of the room `rent`, which stands below the chain and the files.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from audit.commitments import Committed, Facts
from audit.services import record
from copies import services as copies
from copies.kinds import START, kind_of
from copies.models import Copy, State
from rent import services as rent
from rent.models import TariffRow
from rerating.models import TariffConfirmation, TariffSource


class NotPdf(Exception):
    """The source document is kept byte for byte, so it is a PDF."""


class NoSource(Exception):
    """Nobody has attached the document that the figures are taken from."""


class SourceNotChecked(Exception):
    """A document is still being checked; its pages cannot be looked at yet."""


@transaction.atomic
def enter(
    *,
    name: str,
    start: date,
    end: date,
    apartment_rent: Decimal,
    published: Decimal | None,
    per_square_metre: Decimal,
    difference_reason: str,
    by_rooms: list[Decimal],
    social: Decimal,
    source: str,
    by: User,
    at: datetime,
) -> TariffRow:
    """Enter a tariff that waits for its document and for a second person.

    Raises ValidationError, FigureOfNobody and DifferenceUnexplained; then nothing has changed.
    """
    row = rent.enter_tariff(
        name=name,
        start=start,
        end=end,
        apartment_rent=apartment_rent,
        published=published,
        per_square_metre=per_square_metre,
        difference_reason=difference_reason,
        by_rooms=by_rooms,
        social=social,
        source=source,
        by=by,
        at=at,
    )
    record("tariff.entered", subject=subject_of(row.pk), by=by, at=at, facts=facts_of(row))
    return row


def attach(
    number: int, document: "BinaryIO | File[Any]", *, name: str, by: User, at: datetime
) -> TariffSource:
    """Keep the document a tariff was entered from, byte for byte, and have it checked.

    Raises TariffRow.DoesNotExist, AlreadyApproved, SetAside, NotPdf, and what
    `copies.services.receive` raises; then nothing is kept.
    """
    start = document.read(START)
    document.seek(0)
    if kind_of(start) != "pdf":
        raise NotPdf
    received: list[Copy] = []
    try:
        with transaction.atomic():
            row = takes_documents(number)
            received.append(copies.receive(document, name=name, by=by, at=at))
            return kept(row, received[0], by, at)
    except BaseException:
        copies.remove_files(*received)
        raise


def kept(row: TariffRow, copy: Copy, by: User, at: datetime) -> TariffSource:
    facts: Facts = {"copy": str(copy.pk), "sha256": copy.sha256}
    record("tariff.source_attached", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return TariffSource.objects.create(tariff=row, copy=copy, by_id=by.pk, at=at)


@transaction.atomic
def approve(number: int, *, by: User, at: datetime) -> TariffRow:
    """Approve a tariff another person entered, its document at hand; it counts from now on.

    Raises NoSource, SourceNotChecked, and what `rent.services.approve_tariff` raises.
    """
    row = rent.approve_tariff(number, by=by, at=at)
    sources = checked_sources(row)
    facts = facts_of(row) | {"sources": ", ".join(each.copy.sha256 for each in sources)}
    record("tariff.approved", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return row


def checked_sources(row: TariffRow) -> list[TariffSource]:
    """Return the documents of a tariff. Raises NoSource and SourceNotChecked."""
    rows = row.sources.select_related("copy").order_by("at", "pk")
    sources = [each for each in rows if each.copy.state != State.REFUSED]
    if not sources:
        raise NoSource
    if any(each.copy.inspected_at is None for each in sources):
        raise SourceNotChecked
    return sources


@transaction.atomic
def confirm(
    number: int, *, apartment_rent: Decimal | None, by: User, at: datetime
) -> TariffConfirmation:
    """Say that a tariff of the release is what its document says; another person attached that.

    It counted before and counts on (docs/decisions/0137). Raises TariffRow.DoesNotExist,
    AlreadyApproved, NoSource, SourceNotChecked and NotTheSamePerson.
    """
    row = locked_shipped(number)
    sources = checked_sources(row)
    if all(each.by_id == by.pk for each in sources):
        raise rent.NotTheSamePerson(f"tariff {number} must be confirmed by another person")
    made = TariffConfirmation.objects.create(
        tariff=row, apartment_rent=apartment_rent, by_id=by.pk, at=at
    )
    facts = facts_of(row) | {
        "apartment_rent": figure(apartment_rent),
        "sources": ", ".join(each.copy.sha256 for each in sources),
    }
    record("tariff.confirmed", subject=subject_of(row.pk), by=by, at=at, facts=facts)
    return made


def takes_documents(number: int) -> TariffRow:
    """Return a tariff that waits for its second person, locked, entered here or shipped.

    Raises TariffRow.DoesNotExist, AlreadyApproved and SetAside.
    """
    if TariffRow.objects.filter(pk=number, entered_by__isnull=True).exists():
        return locked_shipped(number)
    return rent.locked_waiting(number)


def locked_shipped(number: int) -> TariffRow:
    """Return a tariff of the release that nobody confirmed. Raises AlreadyApproved."""
    row = TariffRow.objects.select_for_update(of=("self",)).get(pk=number)
    if not waits_for_confirmation(row):
        raise rent.AlreadyApproved(f"tariff {number} is confirmed and stays as it is")
    return row


def shipped_to_confirm() -> QuerySet[TariffRow]:
    """Return the tariffs of the release that nobody compared with their documents here."""
    shipped = TariffRow.objects.filter(entered_by__isnull=True, set_aside_by__isnull=True)
    return shipped.filter(confirmation__isnull=True)


def waits_for_confirmation(row: TariffRow) -> bool:
    return row.is_shipped and not TariffConfirmation.objects.filter(tariff=row).exists()


@transaction.atomic
def set_aside(number: int, *, by: User, at: datetime) -> TariffRow:
    """Take a tariff off the list of what waits.

    Raises TariffRow.DoesNotExist, AlreadyApproved and SetAside.
    """
    row = rent.set_aside_tariff(number, by=by, at=at)
    record("tariff.set_aside", subject=subject_of(row.pk), by=by, at=at)
    return row


def subject_of(tariff: int) -> str:
    return f"tariff:{tariff}"


def facts_of(row: TariffRow) -> Facts:
    """Return the figures of a tariff; why one of two counts is committed to."""
    by_rooms = row.by_rooms.order_by("rooms")
    facts: Facts = {
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "per_square_metre": str(row.per_square_metre),
        "apartment_rent": figure(row.apartment_rent),
        "published": figure(row.published),
        "social": str(row.social),
        "by_rooms": ", ".join(f"{each.rooms}: {each.value}" for each in by_rooms),
    }
    if row.difference_reason:
        facts["difference_reason"] = Committed(row.difference_reason)
    return facts


def figure(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
