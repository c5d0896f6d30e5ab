"""What an applicant can do with an application now; the services ask once more."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from applications.status import UNDECIDED, Status

INVITED = UNDECIDED | {Status.APPROVED}  # until a lease is concluded the invitation is to come


@dataclass(frozen=True, slots=True)
class Act:
    """A link to a page of the application, by the name of its address."""

    name: str
    label: "str | Promise"
    statuses: frozenset[Status] | None = None  # None: in every status

    def is_possible(self, application: Application) -> bool:
        return self.statuses is None or application.status in self.statuses


ACTS = (
    Act("correction", _("Answer the request"), frozenset({Status.CORRECTION_REQUESTED})),
    Act("my_papers", _("Add a paper"), frozenset(UNDECIDED)),
    Act("invitation", _("Change how we write to you"), frozenset(INVITED)),
    Act("answers", _("What you answered")),
    Act("receipt", _("Receipt to print")),
    Act("accesses", _("Staff who opened your application")),
    Act("my_data", _("Download everything held about me")),
    Act("withdraw", _("Withdraw the application"), frozenset(UNDECIDED)),
)


def can(name: str, application: Application) -> bool:
    """Tell whether the page of this name does anything now."""
    return next(act for act in ACTS if act.name == name).is_possible(application)


def possible(application: Application) -> list[tuple[str, "str | Promise"]]:
    """Return the links of what can be done now, each an address and its label."""
    return [
        (reverse(act.name, args=[application.number]), act.label)
        for act in ACTS
        if act.is_possible(application)
    ]
