"""Signing in by a printed code, and starting with one: the way of those without e-mail."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import code_on_show, limits, printed_codes, signing_in
from accounts.client import browser_of, network_of
from accounts.limits import TooMany
from accounts.sign_in_forms import PrintedCodeForm
from accounts.views.waiting import wait


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_printed(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(signing_in.next_page(request))
    form = PrintedCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return tried(request, form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, form, status)


def tried(request: HttpRequest, form: PrintedCodeForm) -> HttpResponse:
    at = timezone.now()
    scopes = {"network": network_of(request), "browser": browser_of(request)}
    try:
        limits.count("try_printed_code", at=at, **scopes)
    except TooMany as limit:
        return wait(request, limit, back=signing_in.with_next(request, "sign_in_printed"))
    user = printed_codes.holder_of(form.cleaned_data["code"])
    if user is None:
        form.add_error("code", wrong_code())
        return page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    printed_codes.use(user, at=at)
    own_device = form.cleaned_data["own_device"]
    return signing_in.sign_in(request, user, on_own_device=own_device, at=at)


def wrong_code() -> str:
    """Return the one sentence for every code that opens nothing."""
    return _(
        "This code opens no account. Compare it with your paper sign by sign: it has 20 letters "
        "and digits."
    )


def page(request: HttpRequest, form: PrintedCodeForm, status: int) -> HttpResponse:
    context = {
        "form": form,
        "next": signing_in.asked_page(request),
        "back": signing_in.with_next(request, "sign_in"),
    }
    return render(request, "accounts/sign_in_printed.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def start_without_email(request: HttpRequest) -> HttpResponse:
    """Explain the printed code; posted, open an account and go on to its code."""
    if request.user.is_authenticated:
        return redirect(signing_in.next_page(request))
    if request.method != "POST":
        context = {
            "next": signing_in.asked_page(request),
            "back": signing_in.with_next(request, "sign_in"),
        }
        return render(request, "accounts/start_without_email.html", context)
    at = timezone.now()
    try:
        limits.count("start_without_email", at=at, network=network_of(request))
    except TooMany as limit:
        return wait(request, limit, back=signing_in.with_next(request, "sign_in"))
    user, code = printed_codes.open_with_code(at=at)
    signing_in.sign_in(request, user, on_own_device=False, at=at)
    code_on_show.put(request, user, code, at=at)
    return redirect(onward_from_code(request))


def onward_from_code(request: HttpRequest) -> str:
    """Return the page that shows the code, which leads on to the page asked for."""
    onward = urlencode({REDIRECT_FIELD_NAME: signing_in.next_page(request)})
    return f"{resolve_url('printed_code_kept')}?{onward}"
