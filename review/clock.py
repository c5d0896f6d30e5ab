"""How much of a term is left, in words and as a level of urgency."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deadlines.working_days import Calendar, working_days_left

SOON = 5  # working days left from which an application is due soon


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a term as seen on a day; `left` in working days, below 0 when overdue."""

    due_on: date
    on: date
    left: int

    @property
    def level(self) -> str:
        """How urgent: calm, soon, today or overdue. Never shown without the words."""
        if self.on > self.due_on:
            return "overdue"
        if self.left == 0:
            return "today"
        return "soon" if self.left <= SOON else "calm"

    @property
    def words(self) -> str:
        if self.left > 0:
            left = ngettext("%(days)d working day left", "%(days)d working days left", self.left)
            return left % {"days": self.left}
        if self.left < 0:
            over = ngettext(
                "overdue by %(days)d working day", "overdue by %(days)d working days", -self.left
            )
            return over % {"days": -self.left}
        return _("last day today") if self.on <= self.due_on else _("the last day has passed")


def due(due_on: date, *, on: date, calendar: Calendar) -> Due:
    return Due(due_on, on, working_days_left(on, due_on=due_on, calendar=calendar))
