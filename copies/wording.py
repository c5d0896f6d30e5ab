"""Why a file is refused and what was noticed in it, said to whoever gave or reads it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Code → what is wrong and the way out. The first five are said at once, the others after the check.
REFUSALS: "dict[str, str | Promise]" = {
    "empty": _("The file is empty. Choose another one."),
    "too_large": _(
        "The file is larger than 20 MB. Make the photo smaller, or split the file into parts."
    ),
    "wrong_kind": _(
        "This is neither a PDF, a JPEG, PNG or HEIC picture nor a signed container. Take a photo of"
        " the paper, or save it as PDF, and choose it again."
    ),
    "no_space": _(
        "Files cannot be taken just now, and that is not your fault. What you have added is kept."
        " Try again in an hour; you can submit the application without this file and add it later."
    ),
    "cut": _("The file did not arrive whole. Choose it again; the rest is kept."),
    "damaged": _("The file is damaged. Take the photo again, or save the file again."),
    "password": _("The file is locked with a password. Remove the password and add it again."),
    "too_many_pages": _("The file has more than 60 pages. Split it into parts of up to 60 pages."),
    "too_many_pixels": _(
        "The picture is too large (more than 40 megapixels). Take the photo at a lower resolution."
    ),
    "infected": _(
        "The file did not pass the check for harmful programs. Take a photo of the paper and add"
        " that instead."
    ),
    "cannot_be_read": _(
        "The file cannot be opened. Take a photo of the paper, or save it as PDF again, and add"
        " that instead."
    ),
}

# Code → what somebody who reads the paper should know. None of these refuses a file.
FLAGS: "dict[str, str | Promise]" = {
    "javascript": _("The PDF contains a program. Read the pictures of its pages."),
    "launch": _("The PDF tries to open, send or play something. Read the pictures of its pages."),
    "attachments": _("The PDF carries other files inside it. The pictures do not show them."),
    "dynamic_form": _(
        "The PDF is a form that only some programs show. Its pictures may lack what was filled in."
    ),
    "signature_unverified": _("The file carries a digital signature, which has not been verified."),
    "maybe_unreadable": _("The page looks black, empty or blurred. Check that it can be read."),
}


def refusal_said(code: str) -> str:
    return str(REFUSALS[code])


def flag_said(code: str) -> str:
    return str(FLAGS[code])
