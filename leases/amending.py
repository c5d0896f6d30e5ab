"""An amendment: who joins and who leaves, by whose consent, from which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.models import User
from applications.sealing import blind_index
from deadlines.working_days import day_in_kyiv
from leases.amended import ProofNeeded
from leases.grounds import JOINING, LEAVING, PRINTED, Ground
from leases.holding import ResidentHasLease, held_resident, named
from leases.models import Lease, Paper, PaperKind, Resident, Scan, Scanned
from leases.moves import MoveRefused
from leases.papers import Drawn, keep, number_of_next, of_every_paper
from leases.selectors import present_residents, proving_scans, same_home
from leases.snapshot import RELATIONSHIPS
from leases.status import IN_LIFE, Status
from leases.term import months_after
from leases.words import day

TITLE = "Додаткова угода № {number}"
GROWN_UP = 18 * 12  # months
CHILDREN = frozenset({"child", "grandchild", "ward", "foster_child"})


class NobodyChanges(Exception):
    """Nobody joins and nobody leaves."""


class TenantStays(Exception):
    """The tenant does not leave by an amendment: another tenant is another lease."""


class NotAChild(Exception):
    """`name` is grown up on the day: consent is needed."""

    def __init__(self, name: str) -> None:
        super().__init__("not a child")
        self.name = name


class NoChildOfTheirs(Exception):
    """`name` does not join as a child, grandchild, ward or foster child: consent is needed."""

    def __init__(self, name: str) -> None:
        super().__init__("no child of theirs")
        self.name = name


class ConsentNeeded(Exception):
    """Somebody joins by what lets people leave alone: name the consent."""


class NoGroundToLeave(Exception):
    """Somebody leaves by what lets people join alone."""


class LivesHere(Exception):
    """Who is to join lives there already."""


class PaperAhead(Exception):
    """The paper a change rests on is of a day to come."""


class BeforeConsent(Exception):
    """Who leaves by consent does so from its day, `earliest`, at the earliest."""

    def __init__(self, earliest: date) -> None:
        super().__init__(f"from {earliest} on")
        self.earliest = earliest


class OutsideTheTerm(Exception):
    """An amendment holds from a day of the lease, between `earliest` and `latest`."""

    def __init__(self, earliest: date, latest: date) -> None:
        super().__init__(f"between {earliest} and {latest}")
        self.earliest, self.latest = earliest, latest


@dataclass(frozen=True, slots=True)
class Joiner:
    """Somebody who joins. The numbers are not kept: only their blind indexes are."""

    name: str
    birth_date: date
    relationship: str
    identity_type: str
    identity_number: str
    taxpayer_number: str = ""

    def row(self) -> dict[str, str]:
        return {
            "name": self.name,
            "birth_date": self.birth_date.isoformat(),
            "relationship": self.relationship,
            "identity_index": blind_index(self.identity_type, self.identity_number),
            "taxpayer_index": blind_index("taxpayer_number", self.taxpayer_number),
            "unzr_index": "",
        }


@dataclass(frozen=True, slots=True)
class Change:
    """Who joins and who leaves, by what, and on which paper of which day.

    `proof` is that paper as it is attached to the lease; nobody leaves without.
    """

    joins: Sequence[Joiner]
    leaves: Sequence[Resident]
    ground: Ground
    paper: str
    paper_on: date
    proof: Scan | None = None


def draw_amendment(lease: Lease, *, on: date, change: Change, by: User, at: datetime) -> Paper:
    """Print and keep a numbered amendment; it takes effect once it is signed.

    Raises MoveRefused, OutsideTheTerm, NobodyChanges, TenantStays, NotAChild, NoChildOfTheirs,
    ConsentNeeded, NoGroundToLeave, ProofNeeded, PaperAhead, BeforeConsent, LivesHere,
    ResidentHasLease, PaperStands, FetchRefused and NotPrinted.
    """
    if lease.status not in IN_LIFE:
        raise MoveRefused(Status(lease.status), Status(lease.status))
    if not lease.starts_on <= on <= lease.ends_on:
        raise OutsideTheTerm(lease.starts_on, lease.ends_on)
    refuse_unfounded(change, on)
    refuse_unproven(lease, change)
    refuse_out_of_time(on, change, day_in_kyiv(at))
    joining = [joiner.row() for joiner in change.joins]
    refuse_held(lease, joining)
    drawn = Drawn(
        PaperKind.AMENDMENT,
        on,
        said(lease, on, change),
        {
            "joins": joining,
            "leaves": [each.pk for each in change.leaves],
            "ground": change.ground,
            "proof": change.proof.pk if change.proof else None,
        },
    )
    return keep(lease, drawn, by=by, at=at)


def refuse_unfounded(change: Change, on: date) -> None:
    if not change.joins and not change.leaves:
        raise NobodyChanges
    if any(each.relationship == "applicant" for each in change.leaves):
        raise TenantStays
    if change.joins and change.ground not in JOINING:
        raise ConsentNeeded
    if change.ground is Ground.CHILD:
        for joiner in change.joins:
            if months_after(joiner.birth_date, GROWN_UP) <= on:
                raise NotAChild(joiner.name)
            if joiner.relationship not in CHILDREN:
                raise NoChildOfTheirs(joiner.name)


def refuse_unproven(lease: Lease, change: Change) -> None:
    """Nobody is struck out on another's word."""
    if not change.leaves:
        return
    if change.ground not in LEAVING:
        raise NoGroundToLeave
    proof = change.proof
    if proof is None or not proving_scans(lease, *Scanned).filter(pk=proof.pk).exists():
        raise ProofNeeded


def refuse_out_of_time(on: date, change: Change, today: date) -> None:
    """Refuse a paper of a day to come, and a consent that strikes somebody out of days before it.

    A death, a decision or a move may lie before the paper that shows it.
    """
    if change.paper_on > today:
        raise PaperAhead
    by_consent = change.ground in {Ground.OWN, Ground.CONSENT}
    if change.leaves and by_consent and on < change.paper_on:
        raise BeforeConsent(change.paper_on)


def refuse_held(lease: Lease, joining: Sequence[dict[str, str]]) -> None:
    people = named([unsaved(row) for row in joining])
    if lease.residents.present().filter(people).exists():
        raise LivesHere
    if other := held_resident(people, same_home(lease)):
        raise ResidentHasLease(other.lease)


def unsaved(row: dict[str, str]) -> Resident:
    return Resident(**row)


def said(lease: Lease, on: date, change: Change) -> dict[str, Any]:
    """Return what the text of an amendment says, in ready strings."""
    number = number_of_next(lease, PaperKind.AMENDMENT)
    present = present_residents(lease)
    stay: list[Joiner | Resident] = [each for each in present if each not in change.leaves]
    return {
        **of_every_paper(lease),
        "title": TITLE.format(number=number),
        "head": f"до договору найму житла № {lease.number}",
        "on": day(on),
        "joins": [written(each) for each in change.joins],
        "leaves": [written(each) for each in change.leaves],
        "ground": PRINTED[change.ground],
        "is_death": change.ground is Ground.DEATH,
        "paper": change.paper,
        "paper_on": day(change.paper_on),
        "residents": [written(each) for each in [*stay, *change.joins]],
    }


def written(person: Joiner | Resident) -> dict[str, str]:
    return {
        "name": person.name,
        "birth_date": day(person.birth_date),
        "relationship": RELATIONSHIPS[person.relationship],
    }
