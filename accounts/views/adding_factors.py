"""Adding a second factor: an authenticator app or a passkey."""

from contextlib import suppress
from datetime import datetime
from http import HTTPStatus

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import factors, limits, passkeys, second_factor, signing_in, totp
from accounts.client import host_of, network_of
from accounts.factor_forms import AppCodeForm, NewPasskeyForm
from accounts.factors import HasApp, NotShown, WrongCode
from accounts.limits import TooMany
from accounts.models import User
from accounts.views.own_factors import added
from accounts.views.second_factor import not_the_code, to_password
from accounts.views.waiting import wait
from sealing.texts import CannotUnseal, seal, unseal

NEW_APP, NEW_PASSKEY = "new_app", "passkey_new"  # in the session: a key, sealed; a challenge
QUIET = 4  # modules around a QR code


def may_not_yet(request: HttpRequest, user: User, at: datetime) -> bool:
    """Tell whether a factor has to be shown first: the first one alone follows a password."""
    return user.factors.exists() and not second_factor.confirmed_recently(request, at)


@require_http_methods(["GET", "HEAD", "POST"])
def add_app(request: HttpRequest) -> HttpResponse:
    """Show the key of a new app, and add the app once it shows the right code."""
    at = timezone.now()
    user = second_factor.holder(request, at)
    if user is None:
        return to_password(request)
    if may_not_yet(request, user, at):
        return second_factor.step_up(request)
    form = AppCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return app_tried(request, user, form, at=at)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return app_page(request, user, form, status)


def app_tried(request: HttpRequest, user: User, form: AppCodeForm, *, at: datetime) -> HttpResponse:
    secret, typed = key_on_show(request, user), form.cleaned_data["code"]
    try:
        limits.count("try_factor", at=at, account=str(user.pk), network=network_of(request))
        name, is_shown = _("Authenticator app"), second_factor.confirmed_recently(request, at)
        factors.add_app(user, secret, typed, name=name, at=at, is_shown=is_shown)
    except TooMany as limit:
        return wait(request, limit, back=signing_in.with_next(request, "second_factor_app"))
    except NotShown:  # another browser was quicker
        return second_factor.step_up(request)
    except WrongCode:
        form.add_error("code", not_the_code())
        return app_page(request, user, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    except HasApp:
        form.add_error(None, _("You have an authenticator app already. Remove it first."))
        return app_page(request, user, form, HTTPStatus.CONFLICT)
    del request.session[NEW_APP]
    return added(request, user, "app", at=at)


def key_on_show(request: HttpRequest, user: User) -> str:
    """Return the key this session shows; the same until its app is added."""
    about = f"new-app:{user.pk}"
    with suppress(CannotUnseal):
        if shown := unseal(request.session.get(NEW_APP, ""), about=about):
            return shown
    secret = totp.draw_secret()
    request.session[NEW_APP] = seal(secret, about=about)
    return secret


def app_page(request: HttpRequest, user: User, form: AppCodeForm, status: int) -> HttpResponse:
    secret = key_on_show(request, user)
    address = totp.address(secret, account=user.get_username(), issuer=_("Housing portal"))
    context = {
        "form": form,
        "is_first": not user.factors.exists(),
        "key": [secret[start : start + 4] for start in range(0, len(secret), 4)],
        "qr": segno.make(address, micro=False, error="m").svg_inline(scale=4, border=QUIET),
        "next": signing_in.asked_page(request),
        "passkey_url": signing_in.with_next(request, "second_factor_passkey"),
    }
    return render(request, "accounts/second_factor_app.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def add_passkey(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    user = second_factor.holder(request, at)
    if user is None:
        return to_password(request)
    if may_not_yet(request, user, at):
        return second_factor.step_up(request)
    form = NewPasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return passkey_tried(request, user, form, at=at)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return passkey_page(request, user, form, status)


def passkey_tried(
    request: HttpRequest, user: User, form: NewPasskeyForm, *, at: datetime
) -> HttpResponse:
    asked, typed = request.session.pop(NEW_PASSKEY, {}), form.cleaned_data
    try:
        limits.count("try_factor", at=at, account=str(user.pk), network=network_of(request))
        passkeys.add(
            user,
            typed["passkey"],
            asked,
            host=host_of(request),
            name=typed["name"],
            at=at,
            is_shown=second_factor.confirmed_recently(request, at),
        )
    except TooMany as limit:
        return wait(request, limit, back=signing_in.with_next(request, "second_factor_passkey"))
    except NotShown:  # another browser was quicker
        return second_factor.step_up(request)
    except WrongCode:
        form.add_error(None, _("The passkey was not accepted. Try once more, or add an app."))
        return passkey_page(request, user, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    return added(request, user, "passkey", at=at)


def passkey_page(
    request: HttpRequest, user: User, form: NewPasskeyForm, status: int
) -> HttpResponse:
    options, request.session[NEW_PASSKEY] = passkeys.begin_adding(user, host_of(request))
    context = {
        "form": form,
        "options": options,
        "next": signing_in.asked_page(request),
        "app_url": signing_in.with_next(request, "second_factor_app"),
    }
    return render(request, "accounts/second_factor_passkey.html", context, status=status)
