"""Why a lease of a batch was not printed: by name in its row, as a sentence on the pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leases import services
from leases.explained import PLAIN
from leases.models import Lease
from leases.status import LIVE
from sealing.texts import CannotUnseal


class NoLongerLive(Exception):
    """The lease is cancelled or has ended."""


class MayNoLonger(Exception):
    """Whoever asked for the batch may not issue leases any more."""


def check_lives(lease: Lease) -> None:
    """Raise NoLongerLive and NotApproved for a lease that nobody is to sign any more."""
    if lease.status not in LIVE:
        raise NoLongerLive
    if lease.is_forsaken:
        raise services.NotApproved


FAILED = "Failed"  # for a reason that only the log knows

SENTENCES: "dict[str, str | Promise]" = {
    **{refusal.__name__: sentence for refusal, (_field, sentence) in PLAIN.items()},
    NoLongerLive.__name__: gettext_lazy("The lease is cancelled or has ended."),
    MayNoLonger.__name__: gettext_lazy(
        "Whoever asked for this may not issue leases any more. Somebody else asks for a new batch."
    ),
    CannotUnseal.__name__: gettext_lazy(
        "The personal numbers of the tenant cannot be read. Tell the administrator."
    ),
    services.MoveRefused.__name__: gettext_lazy("Its status does not allow it to be issued."),
    FAILED: gettext_lazy(
        "Printing failed several times. Issue it on its own page; if that fails too, tell the "
        "administrator its number."
    ),
}


def sentence(reason: str) -> str:
    """Return the sentence for the name of a refusal."""
    return str(
        SENTENCES.get(reason) or _("It was refused. Issue it on its own page to see the reason.")
    )
