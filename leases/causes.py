"""Why a lease ends, and the paper each cause rests on (docs/decisions/0108)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cause(models.TextChoices):
    """Why a lease ends. The values never change; the labels may."""

    TERM = "term", _("Its term is over")
    NOTICE = "notice", _("Notice given by the tenant")
    MUTUAL = "mutual", _("Agreement of both parties")
    COURT = "court", _("Decision of a court")
    UNFIT = "unfit", _("The dwelling became unfit to live in")
    DEATH = "death", _("Death of a tenant who lived alone")
    CARRIES_ON = "carries_on", _("It goes on: the recorded end is taken back")


# What may end a lease; taking an end back is an act of its own.
ENDING = tuple(cause for cause in Cause if cause is not Cause.CARRIES_ON)
# What one party, both or a court say in writing: the scan is attached (docs/decisions/0165).
PROVEN = (Cause.NOTICE, Cause.MUTUAL, Cause.COURT)
WITHOUT_PAPER = (Cause.TERM, Cause.CARRIES_ON)

CITATIONS: dict[Cause, str] = {
    Cause.TERM: "ЦКУ, ст. 821; ст. 822, ч. 1",
    Cause.NOTICE: "ЦКУ, ст. 825, ч. 1",
    Cause.MUTUAL: "ЦКУ, ст. 651, ч. 1",
    Cause.COURT: "ЦКУ, ст. 825, ч. 2",
    Cause.UNFIT: "ЦКУ, ст. 825, ч. 1",
    Cause.DEATH: "ЦКУ, ст. 824, ч. 2; ст. 608",
}
