"""Whose turn it is: the tabs of the list, each a question that one index answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import Application
from applications.status import DECIDED, UNDECIDED, Status
from deadlines.working_days import Calendar
from review.clock import last_of_soon
from review.in_hearing import still_heard
from review.models import Closing, ClosingState, Proposal, State

Applications = QuerySet[Application]


class Turn(models.TextChoices):
    """A tab of the list; its value stands in addresses."""

    WAITING = "waiting", _("All that wait")
    MINE = "mine", _("Mine")
    UNASSIGNED = "unassigned", _("Unassigned")
    SOON = "soon", _("Due soon")
    OVERDUE = "overdue", _("Overdue")
    ASKED = "asked", _("Waiting for the applicant")
    PROPOSED = "proposed", _("Proposals to decide")
    DECIDED = "decided", _("Decided and closed")


NEWEST_FIRST: Final = frozenset({Turn.DECIDED})
NOT_COUNTED: Final = frozenset({Turn.DECIDED})


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks at the list, and on which day of which calendar."""

    user: User
    on: date
    calendar: Calendar

    @property
    def soon_until(self) -> date:
        return last_of_soon(self.on, self.calendar)


def of_turn(turn: Turn, look: Look) -> Applications:
    """Return the applications of a tab, in no order yet."""
    return TURNS[turn](Application.objects.all(), look)


def undecided(applications: Applications) -> Applications:
    return applications.filter(status__in=sorted(UNDECIDED))


def running(applications: Applications) -> Applications:
    return undecided(applications).filter(paused_on=None)


def awaiting_another() -> QuerySet[Any]:
    """Return the keys of what one person proposed or recorded, and another is to decide."""
    proposals = Proposal.objects.filter(state=State.OPEN).values("application")
    closings = Closing.objects.filter(state=ClosingState.OPEN).values("application")
    return proposals.union(closings, all=True)


def ready_for_another(on: date, calendar: Calendar) -> QuerySet[Any]:
    """Return those of them that can be decided now: an applicant still heard may go on speaking."""
    heard = still_heard(on, calendar).values("proposal")
    proposals = Proposal.objects.filter(state=State.OPEN).exclude(pk__in=heard)
    closings = Closing.objects.filter(state=ClosingState.OPEN).values("application")
    return proposals.values("application").union(closings, all=True)


def counted_of_turn(turn: Turn, look: Look) -> Applications:
    """Return the applications that the tab counts: those with which something can be done."""
    if turn == Turn.PROPOSED:
        return Application.objects.filter(pk__in=ready_for_another(look.on, look.calendar))
    return of_turn(turn, look)


TURNS: dict[Turn, Callable[[Applications, Look], Applications]] = {
    Turn.WAITING: lambda all_of_them, _: undecided(all_of_them),
    Turn.MINE: lambda all_of_them, look: undecided(all_of_them).filter(caseworker=look.user.pk),
    Turn.UNASSIGNED: lambda all_of_them, _: undecided(all_of_them).filter(caseworker__isnull=True),
    Turn.SOON: lambda all_of_them, look: running(all_of_them).filter(
        due_on__range=(look.on, look.soon_until)
    ),
    Turn.OVERDUE: lambda all_of_them, look: running(all_of_them).filter(due_on__lt=look.on),
    Turn.ASKED: lambda all_of_them, _: all_of_them.filter(status=Status.CORRECTION_REQUESTED),
    Turn.PROPOSED: lambda all_of_them, _: all_of_them.filter(pk__in=awaiting_another()),
    Turn.DECIDED: lambda all_of_them, _: all_of_them.filter(status__in=sorted(DECIDED)),
}
