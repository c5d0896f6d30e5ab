"""The acts of review: each locks the application, checks, writes, and is refused by name."""

from applications.services import MoveRefused
from copies.services import CopyAltered, CopyMissing, NotClean
from review.assigning import AlreadyTaken, NotACaseworker, NotYours, assign, take
from review.awaiting import NoOpenProposal
from review.closing import (
    NobodyShared,
    NotAnotherApplication,
    OtherClosed,
    mark_duplicate,
    withdraw,
)
from review.copies import look, read
from review.corrections import (
    ItemsUnanswered,
    NoOpenCorrection,
    NotAskable,
    NothingAsked,
    answer_correction,
    request_correction,
    save_answer,
    take_back_correction,
)
from review.decisions import FactsChanged, SamePerson, decide, send_back
from review.evidence import (
    AlreadyDecided,
    NotUnderReview,
    PapersWaiting,
    ReasonMissing,
    add_paper,
    judge,
)
from review.hearings import AlreadyHeard, HearingDayRefused, NotHeard, NoticeNotSent, record_hearing
from review.lock import VersionConflict
from review.posting import mark_printed
from review.proposals import (
    AgainstDetermination,
    GroundsNotEnough,
    NoGrounds,
    NotAGround,
    NotDetermined,
    ProposalOpen,
    propose,
)
from review.readings import read_application, read_letter
from review.reminders import remind

__all__ = [
    "AgainstDetermination",
    "AlreadyDecided",
    "AlreadyHeard",
    "AlreadyTaken",
    "CopyAltered",
    "CopyMissing",
    "FactsChanged",
    "GroundsNotEnough",
    "HearingDayRefused",
    "ItemsUnanswered",
    "MoveRefused",
    "NoGrounds",
    "NoOpenCorrection",
    "NoOpenProposal",
    "NobodyShared",
    "NotACaseworker",
    "NotAGround",
    "NotAnotherApplication",
    "NotAskable",
    "NotClean",
    "NotDetermined",
    "NotHeard",
    "NotUnderReview",
    "NotYours",
    "NothingAsked",
    "NoticeNotSent",
    "OtherClosed",
    "PapersWaiting",
    "ProposalOpen",
    "ReasonMissing",
    "SamePerson",
    "VersionConflict",
    "add_paper",
    "answer_correction",
    "assign",
    "decide",
    "judge",
    "look",
    "mark_duplicate",
    "mark_printed",
    "propose",
    "read",
    "read_application",
    "read_letter",
    "record_hearing",
    "remind",
    "request_correction",
    "save_answer",
    "send_back",
    "take",
    "take_back_correction",
    "withdraw",
]
