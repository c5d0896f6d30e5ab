"""Entering a tariff, approving it or setting it aside: two people, and never a change.

The caller records both acts in the audit chain, which stands above this room.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from rent.models import RoomCoefficient, TariffRow


class NotTheSamePerson(Exception):
    """Whoever entered a tariff may not approve it."""


class AlreadyApproved(Exception):
    """The tariff is in force or was; it is never changed."""


class SetAside(Exception):
    """The tariff was taken off the list of what waits; it counts no more."""


class FigureOfNobody(Exception):
    """What is to count per square metre is neither `derived` nor published."""

    def __init__(self, derived: Decimal) -> None:
        super().__init__(f"neither {derived} nor published")
        self.derived = derived


class DifferenceUnexplained(Exception):
    """What follows from the mean rent, `derived`, is not what was published, and nobody said why
    the one that is to count is the right one.
    """

    def __init__(self, derived: Decimal) -> None:
        super().__init__(f"{derived} follows from the mean rent")
        self.derived = derived


class TariffsOverlap(Exception):
    """Another approved tariff is in force on some of the same days."""


@transaction.atomic
def enter_tariff(
    *,
    name: str,
    start: date,
    end: date,
    per_square_metre: Decimal,
    by_rooms: Sequence[Decimal],
    social: Decimal,
    source: str,
    apartment_rent: Decimal | None = None,
    published: Decimal | None = None,
    difference_reason: str = "",
    by: AbstractBaseUser,
    at: datetime,
) -> TariffRow:
    """Enter a tariff that counts only once a second person has approved it.

    `end` is its last day; `by_rooms` begins with one room. Raises ValidationError rather than
    round a figure to what the database holds: hryvnias to 0.01, coefficients to 0.0001. Where
    `apartment_rent` is given, raises FigureOfNobody and DifferenceUnexplained.
    """
    row = TariffRow(
        name=name,
        start=start,
        end=end,
        per_square_metre=per_square_metre,
        social=social,
        source=source,
        apartment_rent=apartment_rent,
        published=published,
        difference_reason=difference_reason.strip(),
        entered_by_id=by.pk,
        entered_at=at,
    )
    row.clean_fields()
    require_explained(row)
    row.full_clean()
    row.save(force_insert=True)
    for rooms, value in enumerate(by_rooms, start=1):
        coefficient = RoomCoefficient(tariff=row, rooms=rooms, value=value)
        coefficient.full_clean()
        coefficient.save(force_insert=True)
    return row


def require_explained(row: TariffRow) -> None:
    """Let a person choose between what was derived and what was published, and say why."""
    if row.derived is None:
        return
    figures = {row.derived, row.published} - {None}
    if row.per_square_metre not in figures:
        raise FigureOfNobody(row.derived)
    if len(figures) > 1 and not row.difference_reason:
        raise DifferenceUnexplained(row.derived)


@transaction.atomic
def approve_tariff(number: int, *, by: AbstractBaseUser, at: datetime) -> TariffRow:
    """Approve a tariff another person entered; from then on it counts and stays as it is.

    All tariffs are locked, in order, so two that overlap cannot be approved at once. Raises
    TariffRow.DoesNotExist, AlreadyApproved, SetAside, NotTheSamePerson and TariffsOverlap.
    """
    row = locked_waiting(number)
    if row.entered_by_id == by.pk:
        raise NotTheSamePerson(f"tariff {number} must be approved by another person")
    if TariffRow.objects.approved().in_force_between(row.start, row.end).exists():
        raise TariffsOverlap(f"tariff {number} shares days with an approved tariff")
    row.approved_by_id, row.approved_at = by.pk, at
    row.save(update_fields=["approved_by", "approved_at"])
    return row


@transaction.atomic
def set_aside_tariff(number: int, *, by: AbstractBaseUser, at: datetime) -> TariffRow:
    """Take a tariff that nobody has approved off the list of what waits; its row stays.

    Raises TariffRow.DoesNotExist, AlreadyApproved and SetAside.
    """
    row = locked_waiting(number)
    row.set_aside_by_id, row.set_aside_at = by.pk, at
    row.save(update_fields=["set_aside_by", "set_aside_at"])
    return row


def locked_waiting(number: int) -> TariffRow:
    """Return a tariff that waits; every tariff is locked until the transaction ends."""
    rows = {row.pk: row for row in TariffRow.objects.select_for_update(of=("self",)).order_by("pk")}
    row = rows.get(number)
    if row is None:
        raise TariffRow.DoesNotExist(f"no tariff {number}")
    if row.is_approved:
        raise AlreadyApproved(f"tariff {number} is approved and stays as it is")
    if row.set_aside_by_id is not None:
        raise SetAside(f"tariff {number} was set aside")
    return row
