"""What is held of the leases drawn up for an application; who acts for the landlord is left out."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from applications.models import Application
from cabinet.own_leases import HIDDEN
from cabinet.own_papers import own_papers, own_scans
from charges.accounts import in_order
from charges.models import Posting
from deadlines.working_days import day_in_kyiv
from leases.models import Ending, Lease, Recheck, RentPeriod, Resident, Scan
from leases.models import Paper as LeasePaper
from leases.serving import ending_of
from leases.snapshot import opened
from leases.status import Status
from rerating.models import RentChange
from rerating.objecting import objections


def leases(application: Application) -> list[dict[str, Any]]:
    return [lease(each) for each in application.leases.order_by("made_at", "pk")]


def lease(row: Lease) -> dict[str, Any]:
    """Return a lease as it stands. Raises CannotUnseal."""
    pinned = {key: said for key, said in opened(row.data).items() if key != "landlord"}
    return {
        "number": row.number,
        "status": row.status,
        "made_at": row.made_at.isoformat(),
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "months": row.term_months,
        "monthly_rent": str(row.monthly_rent),
        "exact_rent": row.exact_rent,
        "rents": [rent(period) for period in row.rents.order_by("starts_on")],
        "account": [posting(each) for each in in_order(row.postings.all())],
        "new_rents": [new_rent(each) for each in told(row)],
        "signed_on": row.signed_on.isoformat() if row.signed_on else None,
        "ended_on": row.ended_on.isoformat() if row.ended_on else None,
        "residents": [resident(each) for each in row.residents.order_by("position")],
        "acts_and_amendments": papers(row),
        "signed_papers": scans(row),
        "asked_again": [asked(each) for each in row.rechecks.order_by("pk")],
        "ends": [ending(each) for each in row.endings.order_by("pk")],
        "what_it_says": pinned,
        "pdf_sha256": row.pdf_sha256 or None,
        "in_this_archive": f"leases/{row.pk}.pdf" if row.pdf_name else None,
        "history": [
            {"at": change.at.isoformat(), "from": change.from_status, "to": change.to_status}
            for change in row.changes.order_by("at", "pk")
        ],
    }


def rent(period: RentPeriod) -> dict[str, str]:
    return {
        "from": period.starts_on.isoformat(),
        "monthly_rent": str(period.monthly_rent),
        "exact_rent": period.exact_rent,
    }


def posting(row: Posting) -> dict[str, Any]:
    """Return a posting; who paid may be somebody else, and is left out."""
    return {
        "kind": row.kind,
        "on": row.on.isoformat(),
        "due_on": row.due_on.isoformat(),
        "month": row.month.isoformat() if row.month else None,
        "amount": str(row.amount),
        "days": row.lines,
        "reason": row.reason or None,
    }


def resident(row: Resident) -> dict[str, Any]:
    return {
        "name": row.name,
        "birth_date": row.birth_date.isoformat(),
        "relationship": row.relationship,
        "from": row.from_on.isoformat() if row.from_on else None,
        "until": row.until_on.isoformat() if row.until_on else None,
        "left_by": row.left_ground or None,
    }


def papers(row: Lease) -> list[dict[str, Any]]:
    shown = set(shown_papers(row))
    return [
        {**paper(each), "in_this_archive": name_of(each) if each in shown else None}
        for each in row.papers.order_by("pk")
    ]


def scans(row: Lease) -> list[dict[str, Any]]:
    shown = set(shown_scans(row))
    return [
        {**scan(each), "in_this_archive": name_of_scan(each) if each in shown else None}
        for each in row.scans.select_related("copy").order_by("pk")
    ]


def shown_papers(row: Lease) -> list[LeasePaper]:
    """Return the acts and amendments that the applicant is shown."""
    return [] if row.status in HIDDEN else list(own_papers(row))


def shown_scans(row: Lease) -> list[Scan]:
    """Return the signed copies that the applicant is shown."""
    return [] if row.status in HIDDEN else list(own_scans(row))


def name_of(row: LeasePaper) -> str:
    return f"leases/{row.lease_id}-{row.kind}-{row.number}.pdf"


def name_of_scan(row: Scan) -> str:
    """Name a signed copy by what it shows; nothing that somebody wrote is in it."""
    return f"leases/{row.lease_id}-signed-{row.shows}-{row.pk}{ending_of(row)}"


def paper(row: LeasePaper) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "number": row.number,
        "day": row.on.isoformat(),
        "made_at": row.made_at.isoformat(),
        "signed_on": row.signed_on.isoformat() if row.signed_on else None,
        "set_aside_at": row.set_aside_at.isoformat() if row.set_aside_at else None,
        "what_it_says": {key: said for key, said in row.data.items() if key != "landlord"},
        "pdf_sha256": row.pdf_sha256,
    }


def scan(row: Scan) -> dict[str, Any]:
    return {
        "shows": row.shows,
        "name": row.copy.name,
        "sha256": row.sha256,
        "attached_at": row.at.isoformat(),
    }


def ending(row: Ending) -> dict[str, Any]:
    return {
        "cause": row.cause,
        "last_day": row.last_day.isoformat() if row.last_day else None,
        "paper": row.paper,
        "paper_on": row.paper_on.isoformat() if row.paper_on else None,
        "reason": row.reason,
        "recorded_at": row.at.isoformat(),
    }


def asked(row: Recheck) -> dict[str, Any]:
    return {"at": row.at.isoformat(), "outcome": row.outcome, "clauses": row.clauses}


def told(row: Lease) -> QuerySet[RentChange]:
    """Return the new rents the household was told of, the earliest first."""
    approved = row.rent_changes.filter(rerating__approved_at__isnull=False)
    return approved.select_related("rerating").order_by("rerating__approved_at", "pk")


def new_rent(change: RentChange) -> dict[str, Any]:
    """Return a new rent with what was said against it. Raises CannotUnseal."""
    return {
        "from": change.rerating.effective_on.isoformat(),
        "new_rent": str(change.new_rent) if change.new_rent else None,
        "applied": change.after_id is not None,
        "left_out": change.left_out or None,
        "objections": [
            {
                "made_on": said.objection.made_on.isoformat(),
                "who": said.who,
                "text": said.text,
                "upheld": said.answer.is_upheld if said.answer else None,
                "answer": said.answer.reasons if said.answer else None,
            }
            for said in objections(change)
        ],
    }


def issued(application: Application) -> Iterator[tuple[Lease, date]]:
    """Yield the leases that have their PDF, each with the day in Kyiv it was issued on."""
    for row in application.leases.exclude(pdf_name="").order_by("made_at", "pk"):
        yield row, day_in_kyiv(row.changes.filter(to_status=Status.ISSUED).latest("pk").at)
