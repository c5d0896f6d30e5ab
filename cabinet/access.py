"""The one way to a submitted application from an applicant's page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.acting import View, actor_of, applicant_of, applicants_only
from applications.models import Application
from applications.numbers import grouped
from review.readings import read_application

ZEROS = str.maketrans("OoОо", "0000")  # the letter, Latin or Cyrillic, typed for the digit


def application_of(request: HttpRequest, number: str) -> Application:
    """Return the applicant's own application by its number, however that is typed.

    Raises Http404 for anybody else's, at the cost in queries of one that does not exist.
    """
    own = Application.objects.filter(owner=applicant_of(request))
    found = own.filter(number=written(number)).first()
    if found is None:
        raise Http404
    return found


def written(number: str) -> str:
    """Return a number as it is stored: blanks and hyphens put right, letters read as zeros."""
    digits = filter(str.isdecimal, number.translate(ZEROS))
    return grouped("".join(digits))


def own_application(view: Callable[..., HttpResponseBase]) -> View:
    """Give the view the applicant's own application; its pages are kept in no cache.

    An operator who helps is recorded as its reader.
    """

    @wraps(view)
    @never_cache
    @applicants_only
    def guarded(request: HttpRequest, number: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        application, actor = application_of(request, number), actor_of(request)
        if actor.is_staff:
            read_application(application, by=actor, at=timezone.now())
        return view(request, application, *args, **kwargs)

    return guarded
