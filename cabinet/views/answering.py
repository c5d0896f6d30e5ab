"""What the acts of the cabinet's pages have in common: a form, an act, a refusal in words."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import keeping
from applications.clock import CalendarLost
from applications.models import Application
from applications.services import MoveRefused
from applications.status import Status
from cabinet.adding import NoSuchPaper, NothingToSend
from cabinet.inviting import TooLate
from deadlines.working_days import BeyondCalendar
from refusals.refused import Refused
from review import services
from review.findings import language

Typed = TypeVar("Typed", bound=forms.Form)


def version_conflict(refused: services.VersionConflict) -> str:
    at = date_format(localtime(refused.at), "d.m.Y H:i") if refused.at else ""
    return _(
        "Your application has changed since you opened this page (%(at)s). Nothing was done, and"
        " what you wrote is kept. Look at the page as it is now, then send again."
    ) % {"at": at}


def too_late(status: Status) -> str:
    return _("Nothing was done: the application now stands at “%(status)s”.") % {
        "status": status.label
    }


def refused_values(refused: Refused) -> str:
    return " ".join(each.uk if language() == "uk" else each.en for each in refused.refusals)


def uncounted() -> str:
    return _(
        "We cannot take this today, and nothing was sent: the last day for the decision cannot be"
        " counted until the office has put its calendar of working days in order. What you wrote is"
        " kept. Try again tomorrow, or send it to us by post or e-mail."
    )


EXPLANATIONS: dict[type[Exception], Callable[[Any], str]] = {
    services.VersionConflict: version_conflict,
    MoveRefused: lambda refused: too_late(refused.present),
    TooLate: lambda refused: too_late(refused.status),
    services.AlreadyDecided: lambda refused: too_late(refused.status),
    services.NoOpenCorrection: lambda _refused: _(
        "We no longer wait for this answer. You see below where the application stands."
    ),
    services.ItemsUnanswered: lambda _refused: _(
        "Something is not answered yet. Answer each point, then send."
    ),
    NoSuchPaper: lambda _refused: _("This paper was sent already, or is no longer being added."),
    NothingToSend: lambda _refused: _("Add at least one file, then send the paper."),
    BeyondCalendar: lambda _refused: uncounted(),
    CalendarLost: lambda _refused: uncounted(),
    Refused: refused_values,
}
REFUSALS = tuple(EXPLANATIONS)


def explained(refused: Exception) -> str:
    """Return the sentence for one of REFUSALS."""
    return EXPLANATIONS[type(refused)](refused)


def kept(request: HttpRequest, application: Application, form: type[Typed]) -> Typed | None:
    """Return a form as it was typed when the session ended; None where nothing was kept."""
    typed = keeping.take(request)
    if typed is None:
        return None
    again = form(on_present(typed, application))
    again.errors.clear()
    return again


def with_version(form: forms.Form, request: HttpRequest, application: Application) -> forms.Form:
    """Return a form that was sent in vain as it was typed, on the application as it is now."""
    application.refresh_from_db()
    form.data = on_present(request.POST, application)
    return form


def on_present(typed: QueryDict, application: Application) -> QueryDict:
    """Return what was typed as if it was on the page of the application as it is now."""
    sent: QueryDict = typed.copy()
    sent["version"] = str(application.version)
    return sent
