"""Why a file was not taken, said so that one knows which file, what is wrong, and the way out."""

from collections.abc import Callable
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from copies import services
from copies.holder import MOST_FILES, AlreadyAdded, TooManyBytes, TooManyFiles
from copies.names import cleaned

Sayings = dict[type[Exception], Callable[[Any], str]]

SAYINGS: Sayings = {
    services.FileEmpty: lambda _refused: services.refusal_said("empty"),
    services.FileTooLarge: lambda _refused: services.refusal_said("too_large"),
    services.WrongKind: lambda _refused: services.refusal_said("wrong_kind"),
    services.NoSpace: lambda _refused: services.refusal_said("no_space"),
    AlreadyAdded: lambda _refused: _("This file is added already. It is kept once."),
    TooManyFiles: lambda _refused: (
        _(
            "There are %(most)s files already, and no more can be added. Remove files that are not "
            "needed, or mark this paper “I will bring it later”."
        )
        % {"most": MOST_FILES}
    ),
    TooManyBytes: lambda refused: (
        _(
            "All files together can be 200 MB, and %(left)s are left. Take smaller photographs, "
            "or mark this paper “I will bring it later”."
        )
        % {"left": filesizeformat(refused.left)}
    ),
}
FAULTS = tuple(SAYINGS)


def said(refused: Exception, name: str) -> str:
    """Return the sentence about a file that was refused with one of FAULTS."""
    return _("“%(name)s”: %(why)s") % {
        "name": cleaned(name),
        "why": SAYINGS[type(refused)](refused),
    }
