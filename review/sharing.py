"""Who is given an application by rule: whoever of those present answers for the fewest."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count

from accounts.models import User
from applications.models import Application
from deadlines.working_days import day_in_kyiv
from review.assigning import assign
from review.lock import locked
from review.models import Absence, Assignment, ConflictStatement


class NobodyPresent(Exception):
    """No caseworker is there to be given an application."""


@dataclass(frozen=True, slots=True)
class Load:
    """How many undecided applications a caseworker answers for; the last day away, if away."""

    caseworker: User
    open: int
    away_until: date | None


def loads(on: date) -> list[Load]:
    """Return the load of every active caseworker, by name. Three queries."""
    able = User.objects.with_perm("review.take_application", include_superusers=False)
    people = list(able.order_by("last_name", "first_name", "username"))
    undecided = Application.objects.undecided().filter(caseworker__in=people)
    counted = undecided.order_by().values("caseworker").annotate(open=Count("pk"))
    open_of = dict(counted.values_list("caseworker", "open"))
    absent = away(on)
    return [Load(each, open_of.get(each.pk, 0), absent.get(each.pk)) for each in people]


def away(on: date) -> dict[int, date]:
    """Return by caseworker the last day of the absence that a day lies in."""
    absences = Absence.objects.filter(ended_at=None, first_day__lte=on, last_day__gte=on)
    return dict(absences.order_by("last_day").values_list("caseworker", "last_day"))


def present(on: date) -> set[int]:
    """Return who may take applications and is not away on a day. Two queries."""
    able = User.objects.with_perm("review.take_application", include_superusers=False)
    return set(able.values_list("pk", flat=True)) - away(on).keys()


def spread(applications: Iterable[Application], among: Iterable[Load]) -> list[User]:
    """Return to whom applications go, one after the other; equals in order of their accounts.

    None goes to who has it or stated a conflict of interest in it. Raises NobodyPresent.
    """
    rows = list(applications)
    partial = ConflictStatement.objects.filter(application__in=rows, has_conflict=True)
    barred = set(partial.values_list("application", "by"))
    barred |= {(row.pk, row.caseworker_id) for row in rows if row.caseworker_id}
    present = {each.caseworker.pk: each for each in among if each.away_until is None}
    given = []
    for row in rows:
        able = [each for pk, each in present.items() if (row.pk, pk) not in barred]
        if not able:
            raise NobodyPresent
        fewest = min(able, key=lambda each: (each.open, each.caseworker.pk))
        present[fewest.caseworker.pk] = replace(fewest, open=fewest.open + 1)
        given.append(fewest.caseworker)
    return given


@transaction.atomic
def assign_by_load(
    application: int, *, by: User, at: datetime, version: int | None = None
) -> Assignment:
    """Give an undecided application to whoever of those present answers for the fewest.

    Raises NobodyPresent, and as `assign` does.
    """
    row = locked(application, version=version)
    on = day_in_kyiv(at)
    lock_sharing(loads(on))
    [least] = spread([row], loads(on))
    return assign(application, to=least, by=by, at=at)


def lock_sharing(among: Iterable[Load]) -> None:
    """Let nobody else share out until this transaction ends: two would give to the same person."""
    people = User.objects.filter(pk__in=[each.caseworker.pk for each in among])
    list(people.select_for_update(no_key=True).order_by("pk").values_list("pk"))
