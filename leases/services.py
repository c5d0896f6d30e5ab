"""The acts of leasing: each locks, checks, writes, records, and is refused by name."""

from leases.acts import ActIncomplete, Forgotten, ReadingFell, draw_act
from leases.amended import HasLeft, ProofNeeded
from leases.amending import (
    BeforeConsent,
    ConsentNeeded,
    LivesHere,
    NobodyChanges,
    NoChildOfTheirs,
    NoGroundToLeave,
    NotAChild,
    OutsideTheTerm,
    PaperAhead,
    TenantStays,
    draw_amendment,
)
from leases.assigning import NotCommissioned, assign
from leases.ending import (
    EndRefused,
    EndUnproven,
    LivesWithOthers,
    NoEndRecorded,
    NoticeTooLate,
    PaperMissing,
    RenewalStands,
    ReturnSigned,
    carry_on,
    end,
)
from leases.files import PdfAltered
from leases.handing_over import (
    ActUnproven,
    EndFirst,
    HandedOverUnder,
    OutOfOrder,
    ReturnedUnder,
    SignedByAnother,
    refuse_act,
)
from leases.holding import DwellingTaken, HouseholdHasLease, LetUntil, ResidentHasLease
from leases.issuing import NotIssued, TemplateChanged, issue, read
from leases.landlord import LandlordIncomplete
from leases.moves import DayRefused, MoveRefused, NotApproved
from leases.papers import (
    PaperAltered,
    PaperClosed,
    PaperStands,
    SignedByYou,
    read_paper,
    set_aside_paper,
    sign_paper,
)
from leases.printing import FetchRefused, NoTemplate, NotPrinted
from leases.prolonged import RentSince
from leases.rechecking import FactsChanged, ResidentsDiffer
from leases.renewing import AlreadyRenewed, EndRecorded, NotInForce, TooEarly, renew
from leases.scans import ScanAttached, attach, look_at_scan, open_scan
from leases.signing import cancel, sign
from leases.term import StartRefused, TermTooLong, TermTooShort
from rent.formula import NoCoefficient
from rent.tariffs import NoTariff
from review.closing import ClosingOpen

__all__ = [
    "ActIncomplete",
    "ActUnproven",
    "AlreadyRenewed",
    "BeforeConsent",
    "ClosingOpen",
    "ConsentNeeded",
    "DayRefused",
    "DwellingTaken",
    "EndFirst",
    "EndRecorded",
    "EndRefused",
    "EndUnproven",
    "FactsChanged",
    "FetchRefused",
    "Forgotten",
    "HandedOverUnder",
    "HasLeft",
    "HouseholdHasLease",
    "LandlordIncomplete",
    "LetUntil",
    "LivesHere",
    "LivesWithOthers",
    "MoveRefused",
    "NoChildOfTheirs",
    "NoCoefficient",
    "NoEndRecorded",
    "NoGroundToLeave",
    "NoTariff",
    "NoTemplate",
    "NobodyChanges",
    "NotAChild",
    "NotApproved",
    "NotCommissioned",
    "NotInForce",
    "NotIssued",
    "NotPrinted",
    "NoticeTooLate",
    "OutOfOrder",
    "OutsideTheTerm",
    "PaperAhead",
    "PaperAltered",
    "PaperClosed",
    "PaperMissing",
    "PaperStands",
    "PdfAltered",
    "ProofNeeded",
    "ReadingFell",
    "RenewalStands",
    "RentSince",
    "ResidentHasLease",
    "ResidentsDiffer",
    "ReturnSigned",
    "ReturnedUnder",
    "ScanAttached",
    "SignedByAnother",
    "SignedByYou",
    "StartRefused",
    "TemplateChanged",
    "TenantStays",
    "TermTooLong",
    "TermTooShort",
    "TooEarly",
    "assign",
    "attach",
    "cancel",
    "carry_on",
    "draw_act",
    "draw_amendment",
    "end",
    "issue",
    "look_at_scan",
    "open_scan",
    "read",
    "read_paper",
    "refuse_act",
    "renew",
    "set_aside_paper",
    "sign",
    "sign_paper",
]
