"""The one way to a draft from a page."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acting import View, applicant_of, applicants_only
from applications.models import Application
from copies.uploading import answer
from drafts.models import Draft
from drafts.services import AlreadySubmitted, NoSuchPart

Instead = Callable[[HttpRequest, Application], HttpResponseBase]


def draft_of(request: HttpRequest, draft: UUID) -> Draft:
    """Return the applicant's own draft, submitted or not. Raises Http404 for anybody else's.

    Anybody else's is not even found: it costs the same queries as one that does not exist.
    """
    try:
        return Draft.objects.get(pk=draft, owner=applicant_of(request))
    except Draft.DoesNotExist:
        raise Http404 from None


def open_draft(view: Callable[..., HttpResponseBase]) -> View:
    """Give the view the applicant's draft; once it is submitted, show its application instead."""
    return while_open(view, to_status)


def open_to_scripts(view: Callable[..., HttpResponseBase]) -> View:
    """Give the view the applicant's draft; once it is submitted, answer 409 and say why."""
    return while_open(view, too_late)


def while_open(view: Callable[..., HttpResponseBase], submitted: Instead) -> View:
    @wraps(view)
    @applicants_only
    def guarded(request: HttpRequest, draft: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        row = draft_of(request, draft)
        if row.application is not None:
            return submitted(request, row.application)
        try:
            return view(request, row, *args, **kwargs)
        except AlreadySubmitted as done:
            return submitted(request, done.application)
        except NoSuchPart as gone:
            raise Http404 from gone

    return guarded


def too_late(_request: HttpRequest, application: Application) -> JsonResponse:
    """Say that a file came after submission, and where it can be added now."""
    said = _("The application is submitted already, and this file is not with it. Add it there:")
    to = {"url": reverse("my_papers", args=[application.number]), "text": _("Papers")}
    return answer({"error": said, "to": to}, status=409)


def to_status(request: HttpRequest, application: Application) -> HttpResponseRedirect:
    said = _("This application is submitted. You change it by adding to it on this page.")
    messages.info(request, said)
    return redirect("status", application.number)
