"""The decisions on an application: a chain, whose last one is in force (decision 0087)."""

from datetime import date

from accounts.models import User
from applications.models import Application
from applications.status import Status
from deadlines.working_days import day_in_kyiv
from review.models import Decision, Nature, Proposal

DECIDED = frozenset({Status.APPROVED, Status.REFUSED, Status.LEASED})


class DecidedBefore(Exception):
    """Whoever took part in the decision that was appealed does not take part in the next."""


def in_force(application: Application) -> Decision | None:
    """Return the decision that holds, if anything is decided; it may be reopened by an appeal."""
    last = Decision.objects.filter(application=application, superseded_by__isnull=True)
    return last.select_related("by", "proposed_by", "determination", "proposal").first()


def decided_first(decision: Decision) -> Decision:
    """Return the decision that a chain of corrections puts right."""
    while decision.nature == Nature.CORRECTION and decision.supersedes is not None:
        decision = decision.supersedes
    return decision


def day_decided(decision: Decision) -> date:
    """Return the day it was decided, which an obvious error put right later does not move."""
    return day_in_kyiv(decided_first(decision).at)


def has_not_decided(application: Application, user: User) -> bool:
    return not Decision.objects.filter(application=application, by=user.pk).exists()


def require_new_to_it(application: Application, by: User) -> None:
    """Raise DecidedBefore for whoever made a decision on the application."""
    if not has_not_decided(application, by):
        raise DecidedBefore


def is_new_to_decide(application: Application, user: User) -> bool:
    """Tell whether a user neither made a decision on the application nor proposed one."""
    proposed = Proposal.objects.filter(decisions__application=application, by=user.pk)
    return has_not_decided(application, user) and not proposed.exists()


def require_new_to_decide(application: Application, by: User) -> None:
    """Raise DecidedBefore also for whoever proposed what was decided."""
    if not is_new_to_decide(application, by):
        raise DecidedBefore
