"""Caseworkers who are away: no application is given them by rule, and theirs can be handed over."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from applications.models import Application, ApplicationQuerySet
from audit.services import record
from deadlines.working_days import day_in_kyiv
from review.assigning import NotACaseworker, assign
from review.models import Absence
from review.sharing import loads, lock_sharing, spread


class DaysRefused(Exception):
    """An absence ends before it begins, or is over already."""


class AlreadyAway(Exception):
    """Another absence of the caseworker, `absence`, has some of these days."""

    def __init__(self, absence: Absence) -> None:
        super().__init__("the caseworker is away on some of these days already")
        self.absence = absence


class AlreadyEnded(Exception):
    """The absence was ended before, or its last day has passed."""


class PlanChanged(Exception):
    """The applications or the loads are others than those the plan was made of."""


@dataclass(frozen=True, slots=True)
class Handing:
    """An application of somebody who is away, and who is to answer for it."""

    application: Application
    to: User


@transaction.atomic
def enter_absence(
    caseworker: User, *, first_day: date, last_day: date, by: User, at: datetime
) -> Absence:
    """Enter the days a caseworker is away, both of them included.

    Raises NotACaseworker, DaysRefused and AlreadyAway; then nothing has changed.
    """
    User.objects.select_for_update(no_key=True).get(pk=caseworker.pk)
    if not (caseworker.is_active and caseworker.has_perm("review.take_application")):
        raise NotACaseworker
    if last_day < max(first_day, day_in_kyiv(at)):
        raise DaysRefused
    others = Absence.objects.filter(caseworker=caseworker, ended_at=None)
    if (
        other := others.filter(first_day__lte=last_day, last_day__gte=first_day).first()
    ) is not None:
        raise AlreadyAway(other)
    absence = Absence.objects.create(
        caseworker=caseworker, first_day=first_day, last_day=last_day, by_id=by.pk, at=at
    )
    recorded("absence.entered", absence, by=by, at=at)
    return absence


@transaction.atomic
def end_absence(absence: int, *, by: User, at: datetime) -> Absence:
    """Let an absence count no more: the caseworker is back, or will be there after all.

    Raises AlreadyEnded and Absence.DoesNotExist.
    """
    row = Absence.objects.select_for_update(of=("self",)).get(pk=absence)
    if row.ended_at is not None:
        raise AlreadyEnded
    row.ended_by_id, row.ended_at = by.pk, at
    row.save(update_fields=["ended_by", "ended_at"])
    recorded("absence.ended", row, by=by, at=at)
    return row


def recorded(act: str, absence: Absence, *, by: User, at: datetime) -> None:
    whose = f"user:{absence.caseworker_id}"
    record(act, subject=whose, by=by, at=at, facts={"absence": absence.pk})


def plan(absence: Absence, on: date) -> list[Handing]:
    """Return who would be given each open application of the one who is away, by due date.

    Raises AlreadyEnded and NobodyPresent.
    """
    require_not_over(absence, on)
    theirs = list(open_of(absence).by_due_date())
    given = spread(theirs, loads(on))
    return [Handing(row, to) for row, to in zip(theirs, given, strict=True)]


def require_not_over(absence: Absence, on: date) -> None:
    if absence.ended_at is not None or absence.last_day < on:
        raise AlreadyEnded


def open_of(absence: Absence) -> ApplicationQuerySet:
    return Application.objects.undecided().filter(caseworker=absence.caseworker_id)


def digest(handings: list[Handing]) -> str:
    """Return what tells one plan from another: rows, their versions, and to whom they go."""
    said = ",".join(f"{it.application.pk}:{it.application.version}:{it.to.pk}" for it in handings)
    return hashlib.sha256(said.encode()).hexdigest()


@transaction.atomic
def hand_over(absence: int, *, expected: str, by: User, at: datetime) -> list[Handing]:
    """Give the open applications of somebody away to those present, exactly as was planned.

    Each is an assignment of its own in the journal; all of them, or none. Raises PlanChanged,
    NobodyPresent, AlreadyEnded, HasConflict and Absence.DoesNotExist.
    """
    row, on = Absence.objects.select_for_update(of=("self",)).get(pk=absence), day_in_kyiv(at)
    require_not_over(row, on)
    theirs = open_of(row).select_for_update(of=("self",)).order_by("pk")
    list(theirs.values_list("pk"))
    lock_sharing(loads(on))
    handings = plan(row, on)
    if digest(handings) != expected:
        raise PlanChanged
    for each in handings:
        assign(each.application.pk, to=each.to, by=by, at=at)
    return handings
