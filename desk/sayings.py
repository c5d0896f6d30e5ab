"""Why a sheet was not saved or registered, said so that one knows the way out."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from applications.refusal import refusal
from deadlines.terms import NoTermsInForce
from deadlines.working_days import BeyondCalendar
from desk import sheets, typed
from desk.faults import said

UNCOUNTED = (BeyondCalendar, NoTermsInForce)


def uncounted(beyond: Exception) -> str:
    if isinstance(beyond, BeyondCalendar):
        return said(refusal("received_at", "beyond_calendar", year=str(beyond.year)))
    return said(refusal("received_at", "before_order"))


def too_many() -> str:
    return _("A form takes 30 people and 50 homes. Register these, and add the others to the case.")


def behind() -> str:
    return _(
        "This form was saved in another window after you had opened this page. What you typed is "
        "on this page and not saved. Open the saved form in a new window and compare; “Save” here "
        "puts this page in its place."
    )


def too_long() -> str:
    return _("The page holds more text than a form can have. Shorten the longest texts.")


def not_weighed() -> str:
    return _(
        "The same people are named in another application. Look at it, then mark that you register "
        "this one all the same."
    )


SAYINGS: dict[type[Exception], Callable[[], str]] = {
    typed.TooMany: too_many,
    sheets.Behind: behind,
    sheets.TooLong: too_long,
}
REFUSED = tuple(SAYINGS)
