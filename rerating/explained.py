"""Refused acts in one sentence each, with the way out."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rent.tariffs import NoTariff
from rerating import services

PLAIN: "dict[type[Exception], str | Promise]" = {
    services.NothingToChange: gettext_lazy(
        "No lease would get a new rent from that day. Below stands why."
    ),
    services.NotWaiting: gettext_lazy("This re-rating was approved or set aside already."),
    services.NotOpen: gettext_lazy(
        "This re-rating was set aside, or leases have the new rent already. It stays as it is."
    ),
    services.NotApproved: gettext_lazy("No notice went out yet, so there is nothing to object to."),
    services.SamePreparer: gettext_lazy(
        "You prepared this re-rating. Another person has to approve it."
    ),
    services.Settled: gettext_lazy("This lease has its new rent already, or was left out."),
    services.DayRefused: gettext_lazy(
        "An objection is made between the day of the approval and today."
    ),
    services.AnsweredAlready: gettext_lazy("Somebody has answered this objection already."),
    services.TextMissing: gettext_lazy("Write it down: without words it cannot be weighed."),
}
REFUSALS: tuple[type[Exception], ...] = (
    *PLAIN,
    NoTariff,
    services.TooSoon,
    services.OpenAlready,
)


def explained(refused: Exception) -> str:
    """Return the sentence for one of REFUSALS."""
    match refused:
        case NoTariff(day=day):
            said = _(
                "No approved tariff is in force on %(day)s. Enter it and have it approved first."
            )
            return said % {"day": f"{day:%d.%m.%Y}"}
        case services.TooSoon(earliest=earliest):
            said = _(
                "The households are told in good time, so the new rent can begin on %(day)s at the"
                " earliest."
            )
            return said % {"day": f"{earliest:%d.%m.%Y}"}
        case services.OpenAlready(number=number):
            said = _(
                "Re-rating %(number)s to this tariff is prepared and not applied yet. Finish it or"
                " set it aside first."
            )
            return said % {"number": number}
        case other:
            return str(PLAIN[type(other)])
