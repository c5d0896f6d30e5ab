"""Submitting: once, and the same number however often the button is pressed."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acting import actor_of
from deadlines.terms import NoTermsInForce
from deadlines.working_days import BeyondCalendar
from drafts import services
from drafts.handing import ChangedMeanwhile
from drafts.models import Draft


def submit(request: HttpRequest, draft: Draft, *, at: datetime) -> HttpResponse:
    """Submit a draft with nothing left open at this instant. Raises Refused and ConsentMissing."""
    try:
        application = services.submit(draft.pk, by=actor_of(request), at=at)
    except services.AlreadyApplied:
        return redirect("apply")
    except ChangedMeanwhile:  # another tab goes on changing answers: look at them first
        return redirect("check_answers", draft.pk)
    except (BeyondCalendar, NoTermsInForce):
        return render(request, "drafts/not_now.html", {"draft": draft}, status=503)
    return redirect("receipt", application.number)
