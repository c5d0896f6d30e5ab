"""The states of an application and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where an application stands. The values never change; the labels may."""

    REGISTERED = "registered", _("Registered")
    UNDER_REVIEW = "under_review", _("Under review")
    CORRECTION_REQUESTED = "correction_requested", _("Correction requested")
    PROPOSED_REFUSAL = "proposed_refusal", _("Refusal proposed, hearing")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    LEASED = "leased", _("Leased")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DUPLICATE = "duplicate", _("Duplicate")


ASIDE = frozenset({Status.WITHDRAWN, Status.DUPLICATE})  # from any live status, with a reason

MOVES: dict[Status, frozenset[Status]] = {
    Status.REGISTERED: frozenset({Status.UNDER_REVIEW}) | ASIDE,
    Status.UNDER_REVIEW: frozenset(
        {Status.CORRECTION_REQUESTED, Status.APPROVED, Status.PROPOSED_REFUSAL}
    )
    | ASIDE,
    Status.CORRECTION_REQUESTED: frozenset({Status.UNDER_REVIEW}) | ASIDE,
    # No refusal without a hearing: law 2073-IX, art. 17.
    Status.PROPOSED_REFUSAL: frozenset({Status.REFUSED, Status.UNDER_REVIEW}) | ASIDE,
    Status.APPROVED: frozenset({Status.LEASED}) | ASIDE,
    # An appeal that is examined reopens it (decision 0089).
    Status.REFUSED: frozenset({Status.UNDER_REVIEW}),
    Status.LEASED: frozenset(),
    Status.WITHDRAWN: frozenset(),
    Status.DUPLICATE: frozenset(),
}

# While an application waits for a decision, its statutory clock runs; for a correction it does not
# stop (docs/decisions/0052).
UNDECIDED = frozenset(
    {
        Status.REGISTERED,
        Status.UNDER_REVIEW,
        Status.CORRECTION_REQUESTED,
        Status.PROPOSED_REFUSAL,
    }
)

DECIDED = frozenset(Status) - UNDECIDED  # or closed without a decision

# An application that may still come to a lease, or has; nobody needs a second one beside it.
LIVE = UNDECIDED | {Status.APPROVED, Status.LEASED}
