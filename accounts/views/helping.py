"""Helping: one applicant at a time, beside the operator, with consent."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import assistances, code_on_show, letters, limits, printed_codes
from accounts.acting import actor_of, assistance_of, operators_only
from accounts.assistances import AlreadyHelping, CodeInUse, NoWayBack
from accounts.client import network_of
from accounts.helping_forms import ConsentForm, HandedOverForm, PresentForm
from accounts.letters import LetterNotSent
from accounts.limits import TooMany
from accounts.models import Assistance, User
from accounts.second_factor import MARK
from accounts.views.by_printed_code import wrong_code
from accounts.views.waiting import wait

OWN = (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY, MARK)  # the operator's in a session


@require_safe
@operators_only
def helping(request: HttpRequest) -> HttpResponse:
    """Show whom to begin with, or how to finish with the applicant who is helped now."""
    now_helped = assistance_of(request)
    if now_helped is not None:
        has_way_back = assistances.has_way_back(now_helped.applicant)
        return render(request, "accounts/helping/now.html", {"has_way_back": has_way_back})
    cut_short = assistances.cut_short(actor_of(request), at=timezone.now())
    return render(request, "accounts/helping/begin.html", {"cut_short": cut_short})


@require_http_methods(["GET", "HEAD", "POST"])
@operators_only
def help_new(request: HttpRequest) -> HttpResponse:
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        at = timezone.now()
        return begun(request, lambda by: assistances.start_for_new(by, at=at), at=at)
    return consent_page(request, form, _("Start for a new applicant"))


@require_http_methods(["GET", "HEAD", "POST"])
@operators_only
def help_again(request: HttpRequest) -> HttpResponse:
    """Go on with the applicant whose help ended by itself, who has no way back yet."""
    at = timezone.now()
    cut_short = assistances.cut_short(actor_of(request), at=at)
    if cut_short is None:
        return redirect("helping")
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        applicant = cut_short.applicant
        return begun(request, lambda by: assistances.start(by, applicant, at=at), at=at)
    return consent_page(request, form, _("Continue with the same applicant"))


@require_http_methods(["GET", "HEAD", "POST"])
@operators_only
def help_present(request: HttpRequest) -> HttpResponse:
    form = PresentForm(request.POST if request.method == "POST" else None)
    title = _("Continue with an applicant who has a printed code")
    if not form.is_valid():
        return consent_page(request, form, title)
    scopes = {"network": network_of(request), "browser": f"operator:{actor_of(request).pk}"}
    try:
        limits.count("try_printed_code", at=timezone.now(), **scopes)
    except TooMany as limit:
        return wait(request, limit, back=request.path)
    applicant = printed_codes.holder_of(form.cleaned_data["code"])
    if applicant is None:
        form.add_error("code", wrong_code())
        return consent_page(request, form, title)
    at = timezone.now()
    return begun(request, lambda by: assistances.start_with_code(by, applicant, at=at), at=at)


def begun(
    request: HttpRequest, start: Callable[[User], Assistance], *, at: datetime
) -> HttpResponse:
    """Begin with an applicant, in a session with nothing in it: first with their way back."""
    try:
        started = start(actor_of(request))
    except AlreadyHelping:
        messages.error(request, busy())
        return redirect("helping")
    clear_session(request)
    if assistances.has_way_back(started.applicant):
        return redirect("apply")
    return on_show(request, started, at=at)


def busy() -> str:
    return _(
        "Finish with the applicant you help now before you begin with another. If you help nobody, "
        "somebody else helps this applicant at the moment."
    )


def consent_page(request: HttpRequest, form: ConsentForm, title: str) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    consent = f"accounts/consent/{assistances.CONSENT_VERSION}.html"
    context = {"form": form, "title": title, "consent": consent}
    return render(request, "accounts/helping/consent.html", context, status=status)


@require_POST
@operators_only
def give_code(request: HttpRequest) -> HttpResponse:
    """Make the code by which the applicant comes back, unless one is being written down."""
    now_helped, at = assistance_of(request), timezone.now()
    if now_helped is None:
        return redirect("helping")
    if code_on_show.seen(request, now_helped.applicant, at=at) is not None:
        return redirect("code_handed_over")
    try:
        return on_show(request, now_helped, at=at)
    except CodeInUse:
        messages.error(request, in_use())
        return redirect("helping")


def on_show(request: HttpRequest, now_helped: Assistance, *, at: datetime) -> HttpResponse:
    """Make a code, tell its holder where that is possible, and go on to it. Raises CodeInUse."""
    applicant = now_helped.applicant
    code = assistances.make_code(now_helped, at=at)
    if applicant.email:
        with suppress(LetterNotSent):
            letters.send("code_made", to=applicant.email)
    code_on_show.put(request, applicant, code, at=at)
    return redirect("code_handed_over")


def in_use() -> str:
    return _(
        "The applicant signs in with the code they have. To replace it, finish here, then begin "
        "again with that code."
    )


@require_http_methods(["GET", "HEAD", "POST"])
@operators_only
def code_handed_over(request: HttpRequest) -> HttpResponse:
    """Show the code made just now; go on once the applicant has it on paper."""
    now_helped, at = assistance_of(request), timezone.now()
    code = code_on_show.seen(request, now_helped.applicant, at=at) if now_helped else None
    if now_helped is None or code is None:
        return redirect("helping")
    form = HandedOverForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        printed_codes.keep(now_helped.applicant, at=at)
        code_on_show.take_away(request)
        return redirect("apply")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "code": code}
    return render(request, "accounts/helping/code.html", context, status=status)


@require_POST
@operators_only
def finish(request: HttpRequest) -> HttpResponse:
    """End helping and clear the session of it."""
    now_helped = assistance_of(request)
    if now_helped is None:
        return redirect("helping")
    try:
        assistances.finish(now_helped.pk, at=timezone.now())
    except NoWayBack:
        messages.error(request, _("Print the code for the applicant first: it is their way back."))
        return redirect("helping")
    clear_session(request)
    messages.success(request, _("You have finished. Nothing of the applicant is left here."))
    return redirect("helping")


def clear_session(request: HttpRequest) -> None:
    """Keep the operator signed in, under a new id, and nothing else of the session."""
    list(messages.get_messages(request))  # said to the one before, shown to nobody
    own = {key: request.session[key] for key in OWN}
    request.session.flush()
    request.session.update(own)
