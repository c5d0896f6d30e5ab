"""The acts of charging: each locks, checks, writes, records, and is refused by name."""

from charges.answering import (
    AlreadyAnswered,
    SameProposer,
    approve_correction,
    decline_correction,
)
from charges.bank_file import Fault, StatementRefused
from charges.charging import charge_rent
from charges.correcting import AmountRefused, OtherPosted, correct
from charges.importing import take_in
from charges.matching import (
    AlreadyMatched,
    AlreadySetAside,
    NotMatched,
    match,
    set_aside,
    take_back,
)
from charges.pack import NOT_GIVEN_OUT, NotIssued, pack
from charges.reminding import remind_of_arrears

__all__ = [
    "NOT_GIVEN_OUT",
    "AlreadyAnswered",
    "AlreadyMatched",
    "AlreadySetAside",
    "AmountRefused",
    "Fault",
    "NotIssued",
    "NotMatched",
    "OtherPosted",
    "SameProposer",
    "StatementRefused",
    "approve_correction",
    "charge_rent",
    "correct",
    "decline_correction",
    "match",
    "pack",
    "remind_of_arrears",
    "set_aside",
    "take_back",
    "take_in",
]
