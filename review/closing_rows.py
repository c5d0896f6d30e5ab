"""What one person recorded to close an application, as its page shows it to the other."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from applications.status import Status
from review.copy_rows import CopyRow, row_of
from review.decision_rows import is_hidden
from review.dossier import Dossier
from review.models import Closing


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """`copies` hold the applicant's paper, if it rests on one; `title`, `about` name it."""

    closing: Closing
    is_withdrawal: bool
    copies: list[CopyRow]
    is_hidden: bool
    title: str
    about: str


def closing_row(closing: Closing, dossier: Dossier) -> ClosingRow:
    address = [closing.application_id, closing.pk]
    copy = closing.copy
    hidden = is_hidden(dossier, closing.by_id) and not dossier.user.has_perm("review.decide")
    return ClosingRow(
        closing=closing,
        is_withdrawal=closing.to == Status.WITHDRAWN,
        copies=[row_of(copy, 1, "review_closing_page", "review_closing", address)] if copy else [],
        is_hidden=hidden,
        title=_("Request to withdraw"),
        about=dossier.applicant.name,
    )
