"""The acts of re-rating: each locks, checks, writes, records, and is refused by name."""

from rerating.answering import answer_objection
from rerating.applying import apply_due
from rerating.approving import approve, leave_out, set_aside
from rerating.moves import (
    AnsweredAlready,
    DayRefused,
    NotApproved,
    NothingToChange,
    NotOpen,
    NotWaiting,
    OpenAlready,
    SamePreparer,
    Settled,
    TextMissing,
    TooSoon,
)
from rerating.objecting import record_objection
from rerating.preparing import prepare

__all__ = [
    "AnsweredAlready",
    "DayRefused",
    "NotApproved",
    "NotOpen",
    "NotWaiting",
    "NothingToChange",
    "OpenAlready",
    "SamePreparer",
    "Settled",
    "TextMissing",
    "TooSoon",
    "answer_objection",
    "apply_due",
    "approve",
    "leave_out",
    "prepare",
    "record_objection",
    "set_aside",
]
