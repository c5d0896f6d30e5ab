"""The applicant's account: e-mail address, printed code, devices signed in."""

from contextlib import suppress
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import applicants, letters, pending
from accounts.acting import actor_of, holders_only
from accounts.applicants import AddressTaken
from accounts.email_codes import Tried
from accounts.letters import LetterNotSent
from accounts.limits import TooMany
from accounts.models import EmailCode, PrintedCode, Purpose
from accounts.sign_in_forms import AddressForm, NewAddressCodeForm
from accounts.views.by_email import not_sent
from accounts.views.waiting import wait


@require_safe
@holders_only
def account(request: HttpRequest) -> HttpResponse:
    user = actor_of(request)
    code = PrintedCode.objects.filter(user=user).first()
    return render(request, "accounts/account.html", {"holder": user, "printed": code})


@require_http_methods(["GET", "HEAD", "POST"])
@holders_only
def change_email(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return sent(request, form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return address_page(request, form, status)


def sent(request: HttpRequest, form: AddressForm) -> HttpResponse:
    address, at = form.cleaned_data["email"], timezone.now()
    try:
        pending.send_code(request, address, Purpose.NEW_ADDRESS, at=at)
    except TooMany as limit:
        return wait(request, limit, back=resolve_url("change_email"))
    except LetterNotSent:
        form.add_error(None, not_sent())
        return address_page(request, form, HTTPStatus.SERVICE_UNAVAILABLE)
    return redirect("change_email_code")


def address_page(request: HttpRequest, form: AddressForm, status: int) -> HttpResponse:
    context = {"form": form, "holder": actor_of(request)}
    return render(request, "accounts/change_email.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@holders_only
def change_email_code(request: HttpRequest) -> HttpResponse:
    code = pending.pending_code(request, Purpose.NEW_ADDRESS)
    if code is None:
        return redirect("change_email")
    form = NewAddressCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return tried(request, code, form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return code_page(request, code, form, status)


def tried(request: HttpRequest, code: EmailCode, form: NewAddressCodeForm) -> HttpResponse:
    at = timezone.now()
    try:
        outcome = pending.try_pending(request, code, form.cleaned_data["code"], at=at)
        if outcome == Tried.RIGHT:
            change(request, code.address, at=at)
            return redirect("account")
        form.add_error("code", str(pending.SAID[outcome]))
    except TooMany as limit:
        return wait(request, limit, back=resolve_url("change_email"))
    except AddressTaken:
        form.add_error("code", taken())
    return code_page(request, code, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def taken() -> str:
    """Tell whoever proved an address that another account has it."""
    return _(
        "Another account has this address. To use that account, sign out here and sign in with "
        "the address; to keep this one, give another address."
    )


def change(request: HttpRequest, address: str, *, at: datetime) -> None:
    """Give the account its proven address, and tell the address before."""
    user = actor_of(request)
    before = applicants.change_address(user, address, at=at)
    pending.forget(request, Purpose.NEW_ADDRESS)
    update_session_auth_hash(request, user)
    messages.success(request, _("Your e-mail address is saved. Codes to sign in go there now."))
    if before and before.lower() != address.lower():
        with suppress(LetterNotSent):
            letters.send("address_changed", to=before)


def code_page(
    request: HttpRequest, code: EmailCode, form: NewAddressCodeForm, status: int
) -> HttpResponse:
    context = {"form": form, "address": code.address}
    return render(request, "accounts/change_email_code.html", context, status=status)


@require_POST
@holders_only
def end_all_sessions(request: HttpRequest) -> HttpResponse:
    applicants.sign_out_everywhere(actor_of(request), at=timezone.now())
    logout(request)
    messages.success(request, _("You are signed out on every device."))
    return redirect("sign_in")
