"""The acts of review: each locks the application, checks, writes, and is refused by name."""

from applications.services import MoveRefused
from review.assigning import AlreadyTaken, NotACaseworker, NotYours, assign, take
from review.decisions import (
    FactsChanged,
    NotAnotherApplication,
    NotHeard,
    SamePerson,
    decide,
    mark_duplicate,
    send_back,
    withdraw,
)
from review.evidence import (
    AlreadyDecided,
    NotUnderReview,
    ReasonMissing,
    add_paper,
    judge,
    read,
)
from review.lock import VersionConflict
from review.proposals import (
    AgainstDetermination,
    AlreadyHeard,
    GroundsNotEnough,
    HearingDayRefused,
    NoGrounds,
    NoOpenProposal,
    NotAGround,
    NotDetermined,
    ProposalOpen,
    propose,
    record_hearing,
)
from review.reminders import remind

__all__ = [
    "AgainstDetermination",
    "AlreadyDecided",
    "AlreadyHeard",
    "AlreadyTaken",
    "FactsChanged",
    "GroundsNotEnough",
    "HearingDayRefused",
    "MoveRefused",
    "NoGrounds",
    "NoOpenProposal",
    "NotACaseworker",
    "NotAGround",
    "NotAnotherApplication",
    "NotDetermined",
    "NotHeard",
    "NotUnderReview",
    "NotYours",
    "ProposalOpen",
    "ReasonMissing",
    "SamePerson",
    "VersionConflict",
    "add_paper",
    "assign",
    "decide",
    "judge",
    "mark_duplicate",
    "propose",
    "read",
    "record_hearing",
    "remind",
    "send_back",
    "take",
    "withdraw",
]
