"""What one person recorded to close an application, as its page shows it to the other."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from applications.status import Status
from copies.models import State
from review.closing import day_to_answer
from review.copy_rows import CopyRow, row_of
from review.decision_rows import is_hidden
from review.dossier import Dossier
from review.models import Closing


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """`copies` hold the applicant's paper, if it rests on one; `title`, `about` name it.

    `answer_by` is the last day of the applicant to say that it repeats no other.
    """

    closing: Closing
    is_withdrawal: bool
    copies: list[CopyRow]
    is_hidden: bool
    title: str
    about: str
    is_refused: bool
    answer_by: date | None


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
        is_refused=copy is not None and copy.state == State.REFUSED,
        answer_by=None if copy else day_to_answer(closing),
    )
