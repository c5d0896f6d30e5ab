"""What a request for a correction does to the clock: what the rule of its day says."""

from datetime import date, datetime

from django.db.models import F, Q

from accounts.models import User
from applications import clock
from applications.models import Application, ClockEntry
from deadlines.models import CorrectionPolicy
from deadlines.terms import review_days
from deadlines.working_days import day_in_kyiv
from review import clock_letters
from review.models import CorrectionRequest

Effect = CorrectionPolicy.Effect
RUNS_ON = CorrectionPolicy(effect=Effect.RUNS_ON)  # before the first rule: nothing stops a term


def policy_on(day: date, *, at: datetime) -> CorrectionPolicy:
    """Return the rule for a day as it was approved by an instant.

    Of two that start on the same day, the one approved last holds. The rule that came with the
    release, that the clock runs on, holds for every day before another.
    """
    known = Q(approved_at__isnull=True) | Q(approved_at__lte=at)
    rows = CorrectionPolicy.objects.approved().filter(known, start__lte=day)
    return rows.order_by("start", F("approved_at").asc(nulls_first=True), "pk").last() or RUNS_ON


def stop(row: Application, request: CorrectionRequest, *, by: User, at: datetime) -> None:
    """Stop the clock of an application whose applicant is asked, where a rule says so."""
    policy = policy_on(day_in_kyiv(at), at=at)
    if policy.effect != Effect.RUNS_ON and day_in_kyiv(at) <= row.due_on:
        clock.add(
            row,
            "paused",
            on=day_in_kyiv(at),
            legal_basis=policy.legal_basis,
            decision=named(request),
            by=by,
            at=at,
        )


def go_on(
    row: Application, request: CorrectionRequest, *, answered: bool, by: User, at: datetime
) -> None:
    """Let a stopped clock go on; answered, it begins anew where the rule it stopped by says so.

    Whoever answered is told by letter where the last day is another one now.
    """
    if row.paused_on is None:
        return
    stopped = row.clock.filter(kind=ClockEntry.Kind.PAUSED).latest("pk")
    policy = policy_on(stopped.on, at=stopped.at)
    anew, before = answered and policy.effect == Effect.RESTARTS, row.due_on
    entry = clock.add(
        row,
        "restarted" if anew else "resumed",
        on=day_in_kyiv(at),
        working_days=review_days(row.received_on) if anew else 0,
        legal_basis=stopped.legal_basis,
        decision=named(request),
        by=by,
        at=at,
    )
    if answered and row.due_on != before:
        clock_letters.queue_moved(row, entry, before=before, at=at)


def named(request: CorrectionRequest) -> str:
    return f"correction:{request.pk}"
