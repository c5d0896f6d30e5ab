"""Where a letter stands, and where it may go from there."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    RECEIPT = "receipt", _("Receipt")
    REMINDER = "reminder", _("Reminder")
    DIGEST = "digest", _("Morning summary")
    NUDGE = "nudge", _("Reminder to the applicant")
    CORRECTION = "correction", _("Request for a correction")
    HEARING_NOTICE = "hearing_notice", _("Notice of hearing")
    DECISION = "decision", _("Decision")
    INVITATION = "invitation", _("Invitation")
    ADDRESS_CHANGED = "address_changed", _("Address for letters changed")
    PAPER_REFUSED = "paper_refused", _("File of a paper not taken")
    TERM_CHANGED = "term_changed", _("Changed term of the decision")
    RENT_NOTICE = "rent_notice", _("Notice of a new rent")
    ARREARS = "arrears", _("Reminder of overdue rent")
    DRAFT_WARNING = "draft_warning", _("Warning of an abandoned draft")
    LEASE = "lease", _("Letter on a lease")
    ROLES = "roles", _("Roles of staff changed")


# SMTP cannot tell whether a letter left before the connection broke. These are then not sent
# again, since a second reminder misleads; all others are, under the same Message-ID.
AT_MOST_ONCE = frozenset({Kind.REMINDER, Kind.DIGEST, Kind.NUDGE, Kind.ARREARS, Kind.DRAFT_WARNING})


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
    PRINTED = "printed", _("Printed, to be posted")
    POSTED = "posted", _("Posted")
    SET_ASIDE = "set_aside", _("Dealt with otherwise")


# Nobody but a person moves a letter on from here.
DEAD = (State.FAILED, State.UNCERTAIN)
ON_PAPER = (State.TO_PRINT, State.PRINTED)

MOVES: dict[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.SENDING, State.SET_ASIDE}),  # the latter by an act of ours alone
    State.SENDING: frozenset({State.SENT, State.QUEUED, State.UNCERTAIN, State.FAILED}),
    State.SENT: frozenset(),
    State.UNCERTAIN: frozenset({State.QUEUED, State.SET_ASIDE}),
    State.FAILED: frozenset({State.QUEUED, State.SET_ASIDE}),
    State.TO_PRINT: frozenset({State.PRINTED, State.SET_ASIDE}),
    State.PRINTED: frozenset({State.POSTED, State.SET_ASIDE}),
    State.POSTED: frozenset({State.PRINTED}),  # marked in error: another person takes it back
    State.SET_ASIDE: frozenset(),
}


class Trouble(models.TextChoices):
    """Why the last attempt came to nothing: a class, never what the server said."""

    MAILBOX = "mailbox", _("The mail server does not take letters for this address")
    REFUSED = "refused", _("The mail server refused the letter")
    NO_ANSWER = "no_answer", _("The connection broke before the mail server answered")
    UNSENDABLE = "unsendable", _("The letter cannot be sent as it is written")
    SENDER_DIED = "sender_died", _("The worker ended while it was sending")


# After these nobody knows whether the letter left.
UNKNOWN = frozenset({Trouble.NO_ANSWER, Trouble.SENDER_DIED})
