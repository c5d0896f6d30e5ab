"""The page of one application: where it stands, what happened, what can be done."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.models import Application
from cabinet.access import own_application
from cabinet.acts import can, possible
from cabinet.history import history
from cabinet.own_leases import own_leases, told
from cabinet.papers import brought, documents_of, wanted
from cabinet.standing import letters_to_applicant, standing
from review.askable import household_of


@require_safe
@own_application
def status(request: HttpRequest, application: Application) -> HttpResponse:
    return render(request, "cabinet/status.html", shown(application))


def shown(application: Application) -> dict[str, Any]:
    documents = documents_of(application)
    papers = brought(documents)
    asks_for_papers = can("my_papers", application)
    household = household_of(application)
    return {
        "application": application,
        "standing": standing(application, at=timezone.now()),
        "leases": [told(each, at=timezone.now()) for each in own_leases(application)],
        "acts": possible(application),
        "papers": papers,
        "missing": wanted(application, household, papers) if asks_for_papers else [],
        "letters": letters_to_applicant(application),
        "events": history(application, documents),
    }
