"""What is held of the review: history, clock, corrections, what the rules said, the decision."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from applications.models import Application, Arrival
from applications.status import Status
from cabinet.accesses import accesses, entries_about
from cabinet.held_papers import ending, file
from copies.models import Copy
from deadlines.working_days import day_in_kyiv
from review.appeal_term import last_day_to_appeal
from review.corrections import answer_of
from review.models import Appeal, CorrectionRequest, Decision, Hearing
from review.notes import notes as written_notes

# What was written into these moves went to the applicant too, in a letter.
TOLD = frozenset({Status.PROPOSED_REFUSAL, Status.APPROVED, Status.REFUSED})
Written = tuple[str, dict[str, Any], date]  # name of the file, its content, its day in Kyiv


def standing(application: Application, at: datetime) -> dict[str, Any]:
    return {
        "number": application.number,
        "status": application.status,
        "received_at": application.received_at.isoformat(),
        "received_on": application.received_on.isoformat(),
        "due_on": application.due_on.isoformat(),
        "written_at": at.isoformat(),
        "history": [
            {
                "at": change.at.isoformat(),
                "from": change.from_status,
                "to": change.to_status,
                "reasons": change.reason if change.to_status in TOLD else "",
            }
            for change in application.status_changes.order_by("at", "pk")
        ],
    }


def corrections(application: Application) -> list[dict[str, Any]]:
    requests = application.corrections.prefetch_related("items").order_by("at", "pk")
    return [correction(request) for request in requests]


def correction(request: CorrectionRequest) -> dict[str, Any]:
    items = sorted(request.items.all(), key=lambda item: item.position)
    return {
        "asked_at": request.at.isoformat(),
        "message": request.text,
        "state": request.state,
        "closed_at": request.closed_at.isoformat() if request.closed_at else None,
        "items": [
            {
                "what": item.path,
                "note": item.note,
                "answer": answer_of(item) or None,
                "reply": item.reply,
            }
            for item in items
        ],
    }


def accesses_of(application: Application) -> list[dict[str, Any]]:
    entries = entries_about(application).order_by("seq")
    return [
        {
            "at": each.at.isoformat(),
            "roles": each.roles,
            "act": each.code,
            "in_words": str(each.act),
            "stage": each.status,
        }
        for each in accesses(application, entries)
    ]


def clock(application: Application) -> list[dict[str, Any]]:
    return [
        {
            "what": entry.kind,
            "on": entry.on.isoformat(),
            "working_days": entry.working_days,
            "due_on": entry.due_on.isoformat(),
            "calendar": entry.calendar_version,
            "legal_basis": entry.legal_basis,
            "at": entry.at.isoformat(),
        }
        for entry in application.clock.order_by("at", "pk")
    ]


def notes(application: Application) -> list[dict[str, Any]]:
    """Return what the staff noted, without who did (docs/decisions/0092)."""
    return [
        {
            "note": str(row.note.pk),
            "written_at": row.note.at.isoformat(),
            "text": row.text,
            "puts_right": str(row.note.corrects_id) if row.note.corrects_id else None,
        }
        for row in reversed(written_notes(application))
    ]


def determinations(application: Application) -> Iterator[Written]:
    rows = application.determinations.order_by("at", "pk")
    for place, row in enumerate(rows, start=1):
        content = {
            "at": row.at.isoformat(),
            "basis": row.basis,
            "as_of": row.as_of.isoformat(),
            "ruleset": row.ruleset,
            "territories": row.territories_edition,
            "calendar": row.calendar_version,
            "sha256": row.sha256,
            "facts": row.case,
            "document": row.document,
        }
        yield f"determinations/{place:02d}-{row.basis}.json", content, day_in_kyiv(row.at)


def hearings(application: Application) -> Iterator[Written]:
    found = Hearing.objects.select_related("proposal").filter(proposal__application=application)
    for place, hearing in enumerate(found.order_by("notice_at", "pk"), start=1):
        content = {
            "proposed_at": hearing.proposal.at.isoformat(),
            "grounds": hearing.proposal.grounds,
            "reasons": hearing.proposal.text,
            "notice_at": hearing.notice_at.isoformat(),
            "hear_by": hearing.hear_by.isoformat(),
            "heard_on": hearing.heard_on.isoformat() if hearing.heard_on else None,
            "statement": hearing.statement,
        }
        yield f"hearings/{place:02d}.json", content, day_in_kyiv(hearing.notice_at)


def decisions(application: Application) -> Iterator[Written]:
    """Yield the decisions, the first one first."""
    found = Decision.objects.filter(application=application).select_related("determination")
    for place, decision in enumerate(found.order_by("pk"), start=1):
        until, last = decision.appeal_until, last_day_to_appeal(decision)
        content = {
            "nature": decision.nature,
            "kind": decision.kind,
            "grounds": decision.grounds,
            "reasons": decision.text,
            "weighed": decision.considered,
            "wrong": decision.wrong,
            "right": decision.right,
            "at": decision.at.isoformat(),
            "appeal_until": until.isoformat() if until else None,
            "appeal_until_as_received": last.isoformat() if last else None,
            "determination_sha256": decision.determination.sha256,
        }
        yield f"decisions/{place:02d}.json", content, day_in_kyiv(decision.at)


def appeals(application: Application) -> Iterator[Written]:
    """Yield the appeals, the first one first."""
    for place, appeal in enumerate(application.appeals.order_by("pk"), start=1):
        content = {
            "received_on": appeal.received_on.isoformat(),
            "channel": appeal.channel,
            "from_whom": appeal.from_whom,
            "text": appeal.text,
            "scans": [file(copy, name) for name, copy in scans(place, appeal)],
            "is_late": appeal.is_late,
            "late_reason": appeal.late_reason,
            "reopened": appeal.reopened,
            "keeps_place": appeal.keeps_place,
            "basis": appeal.basis,
            "at": appeal.at.isoformat(),
        }
        yield f"appeals/{place:02d}.json", content, day_in_kyiv(appeal.at)


def scans(place: int, appeal: Appeal) -> Iterator[tuple[str, Copy]]:
    """Yield the files of an appeal under their names: "appeals/01-2.pdf" is the second of it."""
    for number, copy in enumerate(appeal.copies, start=1):
        yield f"appeals/{place:02d}-{number}{ending(copy)}", copy


def closings(application: Application) -> Iterator[Written]:
    """Yield what was recorded to close the application without a decision, the first one first."""
    for place, closing in enumerate(application.closings.order_by("pk"), start=1):
        content = {
            "to": closing.to,
            "received_on": closing.received_on.isoformat() if closing.received_on else None,
            "scan": file(closing.copy, f"closings/{place:02d}{ending(closing.copy)}")
            if closing.copy
            else None,
            "state": closing.state,
            "at": closing.at.isoformat(),
            "ended_at": closing.ended_at.isoformat() if closing.ended_at else None,
        }
        yield f"closings/{place:02d}.json", content, day_in_kyiv(closing.at)


def arrival(application: Application) -> dict[str, str] | None:
    """Return who brought an application to the desk; None for one that came online."""
    found = Arrival.objects.filter(application=application).first()
    return {"brought_by": found.brought_by, "name": found.name} if found else None
