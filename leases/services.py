"""The acts of leasing: each locks, checks, writes, records, and is refused by name."""

from leases.assigning import NotCommissioned, assign
from leases.ending import (
    EndRefused,
    LivesWithOthers,
    NoEndRecorded,
    NoticeTooLate,
    PaperMissing,
    RenewalStands,
    carry_on,
    end,
)
from leases.files import PdfAltered
from leases.holding import DwellingTaken, HouseholdHasLease, LetUntil, ResidentHasLease
from leases.issuing import NotIssued, TemplateChanged, issue, read
from leases.moves import DayRefused, MoveRefused, NotApproved
from leases.printing import FetchRefused, NoTemplate, NotPrinted
from leases.renewing import AlreadyRenewed, EndRecorded, NotInForce, renew
from leases.signing import cancel, sign
from leases.term import StartRefused, TermTooLong, TermTooShort
from rent.formula import NoCoefficient
from rent.tariffs import NoTariff

__all__ = [
    "AlreadyRenewed",
    "DayRefused",
    "DwellingTaken",
    "EndRecorded",
    "EndRefused",
    "FetchRefused",
    "HouseholdHasLease",
    "LetUntil",
    "LivesWithOthers",
    "MoveRefused",
    "NoCoefficient",
    "NoEndRecorded",
    "NoTariff",
    "NoTemplate",
    "NotApproved",
    "NotCommissioned",
    "NotInForce",
    "NotIssued",
    "NotPrinted",
    "NoticeTooLate",
    "PaperMissing",
    "PdfAltered",
    "RenewalStands",
    "ResidentHasLease",
    "StartRefused",
    "TemplateChanged",
    "TermTooLong",
    "TermTooShort",
    "assign",
    "cancel",
    "carry_on",
    "end",
    "issue",
    "read",
    "renew",
    "sign",
]
