"""Common reasons why a paper is rejected, worded for its applicant; others are written out."""

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: "dict[str, str | Promise]" = {
    "unreadable": _("The copy cannot be read: send a sharper one, in good light."),
    "incomplete": _("Pages or sides are missing: send the whole paper."),
    "expired": _("The paper is no longer valid: send one that is."),
    "other_person": _("The paper is about another person."),
    "differs": _("What the paper says differs from the application."),
    "other_paper": _("This is another paper than the one named."),
    "unsigned": _("A signature or a seal is missing."),
    "untranslated": _("The paper is in another language: send it with a certified translation."),
}


def reason_in(language: str, code: str, more: str) -> str:
    """Return a common reason and what was written beside it, in the language of the letters."""
    with translation.override(language):
        common = str(REASONS[code]) if code in REASONS else ""
    return " ".join(filter(None, (common, more.strip())))
