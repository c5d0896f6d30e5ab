"""Entering a tariff and approving it: two people, and never a change after approval.

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
    by: AbstractBaseUser,
    at: datetime,
) -> TariffRow:
    """Enter a tariff that counts only once a second person has approved it.

    `end` is its last day; `by_rooms` begins with one room. Raises ValidationError rather than
    round a figure to what the database holds: hryvnias to 0.01, coefficients to 0.0001.
    """
    row = TariffRow(
        name=name,
        start=start,
        end=end,
        per_square_metre=per_square_metre,
        social=social,
        source=source,
        entered_by_id=by.pk,
        entered_at=at,
    )
    row.full_clean()
    row.save(force_insert=True)
    for rooms, value in enumerate(by_rooms, start=1):
        coefficient = RoomCoefficient(tariff=row, rooms=rooms, value=value)
        coefficient.full_clean()
        coefficient.save(force_insert=True)
    return row


@transaction.atomic
def approve_tariff(number: int, *, by: AbstractBaseUser, at: datetime) -> TariffRow:
    """Approve a tariff another person entered; from then on it counts and stays as it is.

    All tariffs are locked, in order, so two that overlap cannot be approved at once. Raises
    TariffRow.DoesNotExist, AlreadyApproved, NotTheSamePerson and TariffsOverlap.
    """
    rows = {row.pk: row for row in TariffRow.objects.select_for_update(of=("self",)).order_by("pk")}
    row = rows.get(number)
    if row is None:
        raise TariffRow.DoesNotExist(f"no tariff {number}")
    if row.entered_by_id is None or row.approved_by_id is not None:
        raise AlreadyApproved(f"tariff {number} is approved and stays as it is")
    if row.entered_by_id == by.pk:
        raise NotTheSamePerson(f"tariff {number} must be approved by another person")
    if TariffRow.objects.approved().in_force_between(row.start, row.end).exists():
        raise TariffsOverlap(f"tariff {number} shares days with an approved tariff")
    row.approved_by_id, row.approved_at = by.pk, at
    row.save(update_fields=["approved_by", "approved_at"])
    return row
