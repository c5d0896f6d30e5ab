"""The acts of review: each locks the application, checks, writes, and is refused by name."""

from applications.services import MoveRefused
from copies.services import CopyAltered, CopyMissing, NotClean
from printing.files import FileAltered
from review.absences import (
    AlreadyAway,
    AlreadyEnded,
    DaysRefused,
    PlanChanged,
    end_absence,
    enter_absence,
    hand_over,
)
from review.appealing import (
    AppealDayRefused,
    BasisMissing,
    LateWithoutReason,
    NotTheirsToLeave,
    receive_appeal,
)
from review.assigning import AlreadyTaken, NotACaseworker, NotYours, assign, take
from review.awaiting import NoOpenProposal
from review.closing import (
    AnswerAwaited,
    ClosingOpen,
    NobodyShared,
    NoOpenClosing,
    NotAnotherApplication,
    OtherClosed,
    PaperNotChecked,
    RecordedByYou,
    confirm_closing,
)
from review.closing_asked import (
    RequestDayRefused,
    keep_open,
    record_duplicate,
    record_withdrawal,
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
from review.decisions import ConsiderationMissing, FactsChanged, SamePerson, decide, send_back
from review.erring import NotDecided, correct_error
from review.evidence import (
    AlreadyDecided,
    NotUnderReview,
    PapersWaiting,
    ReasonMissing,
    add_paper,
    judge,
)
from review.extending import (
    ClockNotRunning,
    ExtendedAlready,
    ExtensionTooLong,
    TermOver,
    extend,
)
from review.facts_named import FactsMissing, NotAFactOfIt
from review.hearings import AlreadyHeard, HearingDayRefused, NotHeard, NoticeNotSent, record_hearing
from review.impartiality import ConflictUnnamed, HasConflict, state_conflict
from review.in_force import DecidedBefore
from review.lock import VersionConflict
from review.notes import NotANote, NoteEmpty, add_note
from review.print_run import print_waiting
from review.printed import TemplateAltered
from review.proposals import (
    AgainstDetermination,
    GroundsNotEnough,
    NoGrounds,
    NotAGround,
    NotDetermined,
    ProposalOpen,
    propose,
)
from review.protocols import (
    AlreadyVoted,
    NotOfACommission,
    NotVoted,
    NumberMissing,
    OtherMembers,
    SittingDayRefused,
    VotedDown,
    VotesDoNotAdd,
    record_vote,
)
from review.readings import read_application, read_letter
from review.reminders import remind
from review.sharing import NobodyPresent, assign_by_load

__all__ = [
    "AgainstDetermination",
    "AlreadyAway",
    "AlreadyDecided",
    "AlreadyEnded",
    "AlreadyHeard",
    "AlreadyTaken",
    "AlreadyVoted",
    "AnswerAwaited",
    "AppealDayRefused",
    "BasisMissing",
    "ClockNotRunning",
    "ClosingOpen",
    "ConflictUnnamed",
    "ConsiderationMissing",
    "CopyAltered",
    "CopyMissing",
    "DaysRefused",
    "DecidedBefore",
    "ExtendedAlready",
    "ExtensionTooLong",
    "FactsChanged",
    "FactsMissing",
    "FileAltered",
    "GroundsNotEnough",
    "HasConflict",
    "HearingDayRefused",
    "ItemsUnanswered",
    "LateWithoutReason",
    "MoveRefused",
    "NoGrounds",
    "NoOpenClosing",
    "NoOpenCorrection",
    "NoOpenProposal",
    "NobodyPresent",
    "NobodyShared",
    "NotACaseworker",
    "NotAFactOfIt",
    "NotAGround",
    "NotANote",
    "NotAnotherApplication",
    "NotAskable",
    "NotClean",
    "NotDecided",
    "NotDetermined",
    "NotHeard",
    "NotOfACommission",
    "NotTheirsToLeave",
    "NotUnderReview",
    "NotVoted",
    "NotYours",
    "NoteEmpty",
    "NothingAsked",
    "NoticeNotSent",
    "NumberMissing",
    "OtherClosed",
    "OtherMembers",
    "PaperNotChecked",
    "PapersWaiting",
    "PlanChanged",
    "ProposalOpen",
    "ReasonMissing",
    "RecordedByYou",
    "RequestDayRefused",
    "SamePerson",
    "SittingDayRefused",
    "TemplateAltered",
    "TermOver",
    "VersionConflict",
    "VotedDown",
    "VotesDoNotAdd",
    "add_note",
    "add_paper",
    "answer_correction",
    "assign",
    "assign_by_load",
    "confirm_closing",
    "correct_error",
    "decide",
    "end_absence",
    "enter_absence",
    "extend",
    "hand_over",
    "judge",
    "keep_open",
    "look",
    "print_waiting",
    "propose",
    "read",
    "read_application",
    "read_letter",
    "receive_appeal",
    "record_duplicate",
    "record_hearing",
    "record_vote",
    "record_withdrawal",
    "remind",
    "request_correction",
    "save_answer",
    "send_back",
    "state_conflict",
    "take",
    "take_back_correction",
]
