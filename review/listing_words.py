"""What each tab of the list is, and what to do where it is empty."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from review.turns import Turn

if TYPE_CHECKING:
    from django.utils.functional import Promise

LEADS: "dict[Turn, str | Promise]" = {
    Turn.WAITING: _("Every application that waits for a decision, the most urgent first."),
    Turn.MINE: _("The applications you answer for, the most urgent first."),
    Turn.UNASSIGNED: _("Nobody answers for these yet. Take them from the top."),
    Turn.SOON: _("Five working days or fewer are left."),
    Turn.OVERDUE: _("The last day has passed without a decision. Decide these first."),
    Turn.ASKED: _("The applicant was asked to correct something. The term runs on meanwhile."),
    Turn.PROPOSED: _(
        "A decision is proposed, or that an application is to be closed. Another person decides;"
        " before a refusal the applicant is heard."
    ),
    Turn.DECIDED: _("Approved, refused, withdrawn and the rest, latest due date first."),
}
EMPTY: "dict[Turn, str | Promise]" = {
    Turn.WAITING: _("No application waits for a decision."),
    Turn.MINE: _("You answer for no application now. Open “Unassigned” and take the uppermost."),
    Turn.UNASSIGNED: _("Every application has its caseworker."),
    Turn.SOON: _("Nothing is due within five working days. “Mine” shows what comes after."),
    Turn.OVERDUE: _("Nothing is overdue."),
    Turn.ASKED: _("No applicant has been asked for a correction that is still open."),
    Turn.PROPOSED: _("No proposal awaits a decision."),
    Turn.DECIDED: _("Nothing has been decided yet."),
}
FOUND_NOTHING = _(
    "Nothing was found. Try fewer letters: the beginning of a surname is enough, or three digits of"
    " the number in a row. A taxpayer number is found only in full."
)
NONE_OF_THESE = _(
    "None here fits what is chosen under “Narrow the list”. Choose less there, or show all."
)
