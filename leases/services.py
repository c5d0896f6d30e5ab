"""The acts of leasing: each locks, checks, writes, records, and is refused by name."""

from leases.assigning import NotCommissioned, assign
from leases.files import PdfAltered
from leases.holding import DwellingTaken, HouseholdHasLease, ResidentHasLease
from leases.issuing import NotIssued, TemplateChanged, issue, read
from leases.moves import DayRefused, MoveRefused, NotApproved
from leases.printing import FetchRefused, NoTemplate, NotPrinted
from leases.signing import cancel, end, sign
from leases.term import StartRefused, TermTooLong, TermTooShort
from rent.formula import NoCoefficient
from rent.tariffs import NoTariff

__all__ = [
    "DayRefused",
    "DwellingTaken",
    "FetchRefused",
    "HouseholdHasLease",
    "MoveRefused",
    "NoCoefficient",
    "NoTariff",
    "NoTemplate",
    "NotApproved",
    "NotCommissioned",
    "NotIssued",
    "NotPrinted",
    "PdfAltered",
    "ResidentHasLease",
    "StartRefused",
    "TemplateChanged",
    "TermTooLong",
    "TermTooShort",
    "assign",
    "cancel",
    "end",
    "issue",
    "read",
    "sign",
]
