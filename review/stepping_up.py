"""What was typed survives the second factor being asked for: it waits, sealed, in the session."""

import json
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict

from accounts.second_factor import step_up
from sealing.texts import CannotUnseal, seal, unseal

KEY = "typed"
NOT_KEPT = ("csrfmiddlewaretoken",)


@dataclass(frozen=True, slots=True)
class Written:
    """A form as it was sent."""

    step: str
    data: QueryDict


def lead(request: HttpRequest, page: str, step: str) -> HttpResponse:
    """Keep the form that was sent, ask for the factor, and come back to the page of this path."""
    data = request.POST.copy()
    for name in NOT_KEPT:
        data.pop(name, None)
    told = json.dumps({"page": page, "step": step, "data": data.urlencode()})
    request.session[KEY] = seal(told, about=about(request))
    return step_up(request, page)


def taken(request: HttpRequest, page: str) -> Written | None:
    """Return the form that waits for this page, once."""
    if KEY not in request.session:
        return None
    try:
        told = json.loads(unseal(request.session[KEY], about=about(request)) or "{}")
    except CannotUnseal:
        told = {}
    if told.get("page", page) != page:
        return None
    del request.session[KEY]
    return Written(told["step"], QueryDict(told["data"])) if told else None


def about(request: HttpRequest) -> str:
    return f"typed:{request.user.pk}"
