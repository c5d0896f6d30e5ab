"""Helping: one applicant at a time, beside the operator, with consent."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import assistances, limits, printed_codes
from accounts.acting import actor_of, assistance_of, operators_only
from accounts.assistances import AlreadyHelping, NoWayBack
from accounts.client import network_of
from accounts.helping_forms import ConsentForm, PresentForm
from accounts.limits import TooMany
from accounts.models import User
from accounts.views.by_printed_code import wrong_code
from accounts.views.waiting import wait


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
        return begun(request, None)
    return consent_page(request, form, _("Start for a new applicant"))


@require_http_methods(["GET", "HEAD", "POST"])
@operators_only
def help_again(request: HttpRequest) -> HttpResponse:
    """Go on with the applicant whose help ended by itself, who has no way back yet."""
    cut_short = assistances.cut_short(actor_of(request), at=timezone.now())
    if cut_short is None:
        return redirect("helping")
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return begun(request, cut_short.applicant)
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
    return begun(request, applicant)


def begun(request: HttpRequest, applicant: User | None) -> HttpResponse:
    """Begin with an applicant, a new one if none is named, in a session with nothing in it."""
    operator, at = actor_of(request), timezone.now()
    try:
        if applicant is None:
            assistances.start_for_new(operator, at=at)
        else:
            assistances.start(operator, applicant, at=at)
    except AlreadyHelping:
        messages.error(request, busy())
        return redirect("helping")
    clear_session(request)
    return redirect("apply")


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
    """Make the code by which the applicant takes over, and show it, the only time."""
    now_helped = assistance_of(request)
    if now_helped is None:
        return redirect("helping")
    applicant, operator = now_helped.applicant, actor_of(request)
    code = printed_codes.make(applicant, by=operator, at=timezone.now())
    return render(request, "accounts/helping/code.html", {"code": code, "page_url": "/helping/"})


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
    own = {
        key: request.session[key] for key in (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY)
    }
    request.session.flush()
    request.session.update(own)
