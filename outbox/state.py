"""Where a letter stands, and where it may go from there."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    RECEIPT = "receipt", _("Receipt")
    REMINDER = "reminder", _("Reminder")
    CORRECTION = "correction", _("Request for a correction")
    HEARING_NOTICE = "hearing_notice", _("Notice of hearing")
    DECISION = "decision", _("Decision")
    INVITATION = "invitation", _("Invitation")
    ADDRESS_CHANGED = "address_changed", _("Address for letters changed")
    PAPER_REFUSED = "paper_refused", _("File of a paper not taken")
    TERM_CHANGED = "term_changed", _("Changed term of the decision")
    DRAFT_WARNING = "draft_warning", _("Warning of an abandoned draft")


# SMTP cannot tell whether a letter left before the connection broke. These are then not sent
# again, since a second reminder misleads; all others are, under the same Message-ID.
AT_MOST_ONCE = frozenset({Kind.REMINDER, Kind.DRAFT_WARNING})


class Delivery(models.TextChoices):
    EMAIL = "email", _("By e-mail")
    POST = "post", _("By post")


class State(models.TextChoices):
    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    UNCERTAIN = "uncertain", _("Perhaps sent")
    FAILED = "failed", _("Not sent")
    TO_PRINT = "to_print", _("To be printed")
    PRINTED = "printed", _("Printed")


MOVES: dict[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.SENDING}),
    State.SENDING: frozenset({State.SENT, State.QUEUED, State.UNCERTAIN, State.FAILED}),
    State.SENT: frozenset(),
    State.UNCERTAIN: frozenset(),
    State.FAILED: frozenset(),
    State.TO_PRINT: frozenset({State.PRINTED}),
    State.PRINTED: frozenset(),
}
