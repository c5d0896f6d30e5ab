"""The page of one letter: what it says, where it stands, what a person can do about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from outbox.delivered import delivered_on
from outbox.models import Letter
from outbox.moves import MoveRefused
from outbox.paper import DayRefused, PostedByYou
from outbox.settling import NoteMissing
from outbox.state import AT_MOST_ONCE
from review import posting
from review.access import user_of
from review.closed_letters import require_open
from review.enclosed import enclosures_of
from review.letter_forms import FORMS, StepForm, steps_from
from review.letter_list import numbers_of
from review.readings import read_letter
from review.statement_pages import stated_first

PAGE = "admin:outbox_letter_change"
SEE, RESEND = "outbox.view_letter", "outbox.resend_letter"
UNPROCESSABLE = 422
ACTS: dict[str, Callable[..., None]] = {
    "send_again": posting.send_again,
    "set_aside": posting.set_aside,
    "take_posting_back": posting.take_posting_back,
}
DONE = {
    "send_again": gettext_lazy("The letter is queued once more."),
    "set_aside": gettext_lazy("The letter is closed."),
    "take_posting_back": gettext_lazy("The mark is taken back: the letter waits to be posted."),
}


def access_letter(user: User, pk: int, *permissions: str) -> Letter:
    """Return a letter the user may see, or act on.

    Raises PermissionDenied and Http404, and ClosedByConflict where the user stated a conflict of
    interest in the application it is about.
    """
    if not user.has_perms((SEE, *permissions)):
        raise PermissionDenied
    letter = Letter.objects.select_related("printed_by", "posted_by").filter(pk=pk).first()
    if letter is None:
        raise Http404
    require_open([letter], user)
    return letter


@require_safe
@never_cache
@stated_first
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a letter."""
    return page(request, access_letter(user_of(request), pk))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@stated_first
def perform(request: HttpRequest, pk: int, *, step: str) -> HttpResponse:
    """Take one step; what was refused is explained on the page of the letter as it is now."""
    user = user_of(request)
    letter = access_letter(user, pk, RESEND)
    if request.method != "POST":
        return redirect(PAGE, pk)
    form = form_of(step, letter, request.POST)
    if form.is_valid():
        try:
            ACTS[step](letter, **form.cleaned_data, by=user, at=timezone.now())
        except MoveRefused:
            form.add_error(None, _("The letter has moved on meanwhile. This is where it is now."))
        except DayRefused:
            form.add_error(
                "handed_on",
                _("The day lies between the day the letter was written or printed and today."),
            )
        except NoteMissing:
            form.add_error("note", _("Say how it was dealt with."))
        except PostedByYou:
            form.add_error(None, _("You marked it as posted, so another person takes that back."))
        else:
            messages.success(request, str(DONE[step]))
            return redirect(PAGE, pk)
    return page(request, access_letter(user, pk), failed=form, step=step)


def form_of(step: str, letter: Letter, data: Any = None) -> StepForm:
    action = reverse(f"admin:outbox_{step}", args=[letter.pk])
    return FORMS[step](data, action=action, auto_id=f"{step}-%s")


def page(
    request: HttpRequest, letter: Letter, *, failed: StepForm | None = None, step: str = ""
) -> HttpResponse:
    """Return the page of a letter, and record who reads it."""
    user = user_of(request)
    read_letter(letter, by=user, at=timezone.now())
    steps = steps_from(letter, user) if user.has_perm(RESEND) else []
    forms = {each: form_of(each, letter) for each in steps}
    if failed is not None and step in forms:
        forms[step] = failed
    numbers = numbers_of([letter])
    shown = {
        **admin.site.each_context(request),
        "title": _("Letter %(number)s: %(kind)s")
        % {"number": letter.pk, "kind": letter.get_kind_display()},
        "opts": Letter._meta,
        "letter": letter,
        "application": letter.about.rpartition(":")[2] if numbers else None,
        "number": numbers.get(letter.about),
        "delivered_on": delivered_on(letter),
        "enclosed": bool(enclosures_of([letter]).get(letter.pk)),
        "once": letter.kind in AT_MOST_ONCE,
        "forms": forms,
        "failed": failed,
    }
    status = UNPROCESSABLE if failed else None
    return TemplateResponse(request, "outbox/letter.html", shown, status=status)
