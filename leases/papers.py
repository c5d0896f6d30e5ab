"""Acts and amendments: printed and kept once, signed or set aside, handed out as printed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from audit.commitments import Committed, Facts
from audit.services import record
from deadlines.working_days import day_in_kyiv
from leases import paper_printing
from leases.amended import take_effect
from leases.handing_over import refuse_act, refuse_signing
from leases.models import ACTS, Lease, Paper, PaperKind, Scan
from leases.moves import DayRefused, about, locked
from leases.words import day
from printing import files

FOLDER = "leases"


class PaperStands(Exception):
    """There is one of this kind already that is neither signed nor set aside, or is an act."""


class PaperClosed(Exception):
    """It is signed or set aside, and stays as it is."""


class SignedByYou(Exception):
    """An act that was signed is set aside by somebody else than who recorded the signing."""


class PaperAltered(Exception):
    """The stored file is not the one that was printed, or is gone."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper before it is printed: what its text says, the day it is about, and what it changes.

    `data` holds ready strings in Ukrainian; `change` who joins and who leaves.
    """

    kind: PaperKind
    on: date
    data: dict[str, Any]
    change: dict[str, Any] = field(default_factory=dict)


def number_of_next(lease: Lease, kind: PaperKind) -> int:
    return lease.papers.filter(kind=kind).count() + 1


def of_every_paper(lease: Lease) -> dict[str, Any]:
    """Return what the head and the signatures of every paper say."""
    pinned = lease.data
    return {
        "number": lease.number,
        "place": pinned["place"],
        "signed_on": day(lease.signed_on) if lease.signed_on else "",
        "landlord": pinned["landlord"],
        "tenant": pinned["tenant"]["name"],
        "dwelling": {key: pinned["dwelling"][key] for key in ("address", "rooms", "total_area")},
    }


def keep(lease: Lease, drawn: Drawn, *, by: User, at: datetime) -> Paper:
    """Print a paper and keep it. Raises PaperStands, FetchRefused, NotPrinted, and of an act what
    `refuse_act` raises.

    Printed before anything is locked; whoever kept another meanwhile was first.
    """
    pdf = paper_printing.paper_pdf(drawn.kind, drawn.data)
    name, sha256 = files.store(FOLDER, pdf)
    try:
        return kept(lease, drawn, (name, sha256), by, at)
    except IntegrityError as refusal:
        files.discard(name)
        raise PaperStands from refusal
    except BaseException:
        files.discard(name)
        raise


@transaction.atomic
def kept(lease: Lease, drawn: Drawn, file: tuple[str, str], by: User, at: datetime) -> Paper:
    lease = locked(lease.pk)
    if drawn.kind in ACTS:
        refuse_act(lease, drawn.kind)
    name, sha256 = file
    paper = lease.papers.create(
        kind=drawn.kind,
        number=number_of_next(lease, drawn.kind),
        on=drawn.on,
        data=drawn.data,
        change=drawn.change,
        template=paper_printing.TEMPLATE,
        template_sha256=paper_printing.template_sha256(),
        pdf_name=name,
        pdf_sha256=sha256,
        made_by=by,
        made_at=at,
    )
    facts: Facts = {"paper": paper.pk, "kind": paper.kind, "pdf_sha256": sha256}
    record("lease.paper_drawn_up", subject=about(lease), by=by, at=at, facts=facts)
    return paper


def locked_paper(number: int) -> Paper:
    """Lock the lease, then its paper: in the order in which everybody does."""
    lease_id = Paper.objects.values_list("lease_id", flat=True).get(pk=number)
    lease = locked(lease_id)
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=number)
    paper.lease = lease
    return paper


@transaction.atomic
def sign_paper(
    paper: Paper, *, signed_on: date, proof: Scan | None = None, by: User, at: datetime
) -> Paper:
    """Record that both signed. An act counts from then on; who joins and leaves does so.

    `proof` is the signed act as it is attached to the lease. Raises PaperClosed, DayRefused (an
    amendment before it was printed, an act before its day, or after today in Kyiv), of an act what
    `refuse_signing` raises, and ResidentHasLease for somebody who lives by another lease meanwhile.
    """
    paper = locked_paper(paper.pk)
    if not paper.is_open:
        raise PaperClosed
    earliest = paper.on if paper.kind in ACTS else day_in_kyiv(paper.made_at)
    if not earliest <= signed_on <= day_in_kyiv(at):
        raise DayRefused
    if paper.kind == PaperKind.AMENDMENT:
        take_effect(paper)
    else:
        refuse_signing(paper, proof, by.pk, day_in_kyiv(at))
        paper.proof = proof
    paper.signed_on, paper.signed_by = signed_on, by
    paper.save(update_fields=["signed_on", "signed_by", "proof"])
    facts: Facts = {"paper": paper.pk, "kind": paper.kind, "signed_on": signed_on.isoformat()}
    if paper.proof:
        facts = {**facts, "scan": paper.proof.pk, "sha256": paper.proof.sha256}
    record("lease.paper_signed", subject=about(paper.lease), by=by, at=at, facts=facts)
    return paper


@transaction.atomic
def set_aside_paper(paper: Paper, *, reason: str, by: User, at: datetime) -> Paper:
    """Set aside what was drawn up in error; an act even when it is signed, but by another person.

    Raises PaperClosed and SignedByYou (docs/decisions/0163).
    """
    paper = locked_paper(paper.pk)
    if paper.set_aside_at or (paper.signed_on and paper.kind not in ACTS):
        raise PaperClosed
    if paper.signed_on and by.pk in {paper.signed_by_id, paper.made_by_id}:
        raise SignedByYou
    paper.set_aside_at, paper.set_aside_reason, paper.set_aside_by = at, reason, by
    paper.save(update_fields=["set_aside_at", "set_aside_reason", "set_aside_by"])
    facts: Facts = {"paper": paper.pk, "kind": paper.kind, "reason": Committed(reason)}
    record("lease.paper_set_aside", subject=about(paper.lease), by=by, at=at, facts=facts)
    return paper


@transaction.atomic
def read_paper(paper: Paper, *, by: User, at: datetime) -> bytes:
    """Return the PDF as it was printed, and record who took it. Raises PaperAltered."""
    pdf = as_printed(paper)
    facts: Facts = {"paper": paper.pk, "pdf_sha256": paper.pdf_sha256}
    record("lease.paper_read", subject=about(paper.lease), by=by, at=at, facts=facts)
    return pdf


def as_printed(paper: Paper) -> bytes:
    """Return the PDF as it was printed; who takes it is for the caller. Raises PaperAltered."""
    try:
        return files.read(paper.pdf_name, paper.pdf_sha256)
    except files.FileAltered:
        raise PaperAltered from None
