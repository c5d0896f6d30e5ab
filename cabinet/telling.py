"""What each status means for the applicant: what happens now, who must act, what comes next."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.status import Status


class Until(models.TextChoices):
    """Which last day counts in a status."""

    DUE = "due", _("The decision is due by")
    HEARING = "hearing", _("You can speak until")
    APPEAL = "appeal", _("You can appeal until")
    NONE = "none", ""


@dataclass(frozen=True, slots=True)
class Telling:
    """The sentences of one status. `is_yours`: the applicant is the one to act."""

    now: "str | Promise"
    who: "str | Promise"
    then: "str | Promise"
    until: Until
    is_yours: bool = False


NOTHING_TO_DO = _("The Military Administration. You do not have to do anything now.")

TELLINGS: dict[Status, Telling] = {
    Status.REGISTERED: Telling(
        now=_("Your application is registered. A caseworker will take it for review."),
        who=NOTHING_TO_DO,
        then=_(
            "The caseworker looks at your answers and papers. If anything is missing, we write to"
            " you."
        ),
        until=Until.DUE,
    ),
    Status.UNDER_REVIEW: Telling(
        now=_("A caseworker is looking at your answers and papers."),
        who=NOTHING_TO_DO,
        then=_(
            "The caseworker proposes a decision, and another person makes it. Nobody is refused"
            " without having been heard."
        ),
        until=Until.DUE,
    ),
    Status.CORRECTION_REQUESTED: Telling(
        now=_("We asked you to correct or add something. Only that; the rest stays as it is."),
        who=_("You. Answer here, by post, by e-mail or in person, as soon as you can."),
        then=_(
            "When your answer is here, the review goes on. The day of the decision does not move"
            " meanwhile."
        ),
        until=Until.DUE,
        is_yours=True,
    ),
    Status.PROPOSED_REFUSAL: Telling(
        now=_("It is proposed to refuse your application. Nothing is decided yet."),
        who=_(
            "You, if you want to say something: explain, object, or add papers. It is your right"
            " to be heard before the decision."
        ),
        then=_("What you say and bring is weighed first. Then another person decides."),
        until=Until.HEARING,
        is_yours=True,
    ),
    Status.APPROVED: Telling(
        now=_("Your application is approved."),
        who=_(
            "The Military Administration. Please tell us when your address, phone or e-mail"
            " changes."
        ),
        then=_(
            "When there is a dwelling that fits your household, we invite you to conclude a lease,"
            " in the way you chose."
        ),
        until=Until.NONE,
    ),
    Status.REFUSED: Telling(
        now=_("Your application is refused. The reasons stand below."),
        who=_("You do not need to do anything, but you can appeal against the decision."),
        then=_("How, where and until when to appeal stands below."),
        until=Until.APPEAL,
    ),
    Status.LEASED: Telling(
        now=_("A lease is concluded with you. This application has reached its goal."),
        who=_("You do not need to do anything about the application."),
        then=_("What concerns the dwelling and the rent is in your lease."),
        until=Until.NONE,
    ),
    Status.WITHDRAWN: Telling(
        now=_("The application is withdrawn and closed without a decision."),
        who=_("You do not need to do anything."),
        then=_(
            "You can make a new application at any time. If you did not ask for this, write to us"
            " and give the number."
        ),
        until=Until.NONE,
    ),
    Status.DUPLICATE: Telling(
        now=_(
            "The application is closed without a decision, because another application names the"
            " same person. That other one stands."
        ),
        who=_("You do not need to do anything."),
        then=_("If you think that this is a mistake, write to us and give the number."),
        until=Until.NONE,
    ),
}

# What the history says of a move; where it says nothing of the status it came from, of where to.
MOVED: "dict[tuple[str, Status], str | Promise]" = {
    ("", Status.REGISTERED): _("Application registered"),
    ("", Status.UNDER_REVIEW): _("Review began"),
    (Status.CORRECTION_REQUESTED, Status.UNDER_REVIEW): _("The review went on"),
    (Status.PROPOSED_REFUSAL, Status.UNDER_REVIEW): _(
        "The proposal to refuse was taken back, and the review went on"
    ),
    (Status.REFUSED, Status.UNDER_REVIEW): _("Your appeal came, and the review began anew"),
    ("", Status.CORRECTION_REQUESTED): _("We asked you to correct or add something"),
    ("", Status.PROPOSED_REFUSAL): _("A refusal was proposed; you could be heard"),
    ("", Status.APPROVED): _("Application approved"),
    ("", Status.REFUSED): _("Application refused"),
    ("", Status.LEASED): _("Lease concluded"),
    ("", Status.WITHDRAWN): _("Application withdrawn"),
    ("", Status.DUPLICATE): _("Application closed as a repeated one"),
}


def moved(from_status: str, to_status: str) -> "str | Promise":
    """Return what the history says of a move."""
    to = Status(to_status)
    return MOVED.get((from_status, to)) or MOVED["", to]
