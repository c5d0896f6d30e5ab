"""Signing in by a code sent by e-mail. Known and unknown addresses get the same answers."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import keeping, pending, signing_in
from accounts.applicants import applicant_of_address
from accounts.email_codes import Tried
from accounts.letters import LetterNotSent
from accounts.limits import TooMany
from accounts.models import EmailCode, Purpose
from accounts.sign_in_forms import AddressForm, CodeForm
from accounts.views.waiting import wait


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(signing_in.next_page(request))
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return sent(request, form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return address_page(request, form, status)


def sent(request: HttpRequest, form: AddressForm) -> HttpResponse:
    address, at = form.cleaned_data["email"], timezone.now()
    try:
        pending.send_code(request, address, Purpose.SIGN_IN, at=at)
    except TooMany as limit:
        return wait(request, limit, back=signing_in.with_next(request, "sign_in"))
    except LetterNotSent:
        form.add_error(None, not_sent())
        return address_page(request, form, HTTPStatus.SERVICE_UNAVAILABLE)
    return redirect(signing_in.with_next(request, "sign_in_code"))


def not_sent() -> str:
    return _(
        "The letter could not be sent: our mail does not work now. Try again in a few minutes, "
        "or use a printed code."
    )


def address_page(request: HttpRequest, form: AddressForm, status: int) -> HttpResponse:
    context = {
        "form": form,
        "next": signing_in.asked_page(request),
        "has_ended": signing_in.has_ended(request),
        "is_kept": keeping.is_kept_for(request, signing_in.asked_page(request)),
        "printed_url": signing_in.with_next(request, "sign_in_printed"),
        "without_url": signing_in.with_next(request, "start_without_email"),
    }
    return render(request, "accounts/sign_in.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    code = pending.pending_code(request, Purpose.SIGN_IN)
    if request.user.is_authenticated or code is None:
        return redirect(signing_in.with_next(request, "sign_in"))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return tried(request, code, form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return code_page(request, code, form, status)


def tried(request: HttpRequest, code: EmailCode, form: CodeForm) -> HttpResponse:
    """Sign in with the right code. That of an address of the staff is answered as a wrong one."""
    at = timezone.now()
    try:
        outcome = pending.try_pending(request, code, form.cleaned_data["code"], at=at)
    except TooMany as limit:
        return wait(request, limit, back=signing_in.with_next(request, "sign_in"))
    user = applicant_of_address(code.address, at=at) if outcome == Tried.RIGHT else None
    if user is None:
        form.add_error("code", str(pending.SAID.get(outcome, pending.SAID[Tried.WRONG])))
        return code_page(request, code, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    pending.forget(request, Purpose.SIGN_IN)
    own_device = form.cleaned_data["own_device"]
    return signing_in.sign_in(request, user, on_own_device=own_device, at=at)


def code_page(request: HttpRequest, code: EmailCode, form: CodeForm, status: int) -> HttpResponse:
    context = {
        "form": form,
        "address": code.address,
        "next": signing_in.asked_page(request),
        "back": signing_in.with_next(request, "sign_in"),
        "printed_url": signing_in.with_next(request, "sign_in_printed"),
    }
    return render(request, "accounts/sign_in_code.html", context, status=status)
