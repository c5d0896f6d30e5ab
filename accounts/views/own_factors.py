"""One's own second factors: adding an app, the recovery codes on paper."""

from contextlib import suppress
from datetime import datetime
from http import HTTPStatus

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import factors, letters, limits, second_factor, signing_in, totp
from accounts.client import network_of
from accounts.factor_forms import AppCodeForm
from accounts.factors import HasApp, WrongCode
from accounts.letters import LetterNotSent
from accounts.limits import TooMany
from accounts.models import User
from accounts.views.second_factor import not_the_code, to_password
from accounts.views.waiting import wait
from sealing.texts import CannotUnseal, seal, unseal

NEW_APP, ON_SHOW = "new_app", "recovery_codes_on_show"  # in the session, sealed
QUIET = 4  # modules around a QR code


@require_http_methods(["GET", "HEAD", "POST"])
def add_app(request: HttpRequest) -> HttpResponse:
    """Show the key of a new app, and add the app once it shows the right code."""
    at = timezone.now()
    user = second_factor.holder(request, at)
    if user is None:
        return to_password(request)
    if user.factors.exists() and not second_factor.confirmed_recently(request, at):
        return second_factor.step_up(request)
    form = AppCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return tried(request, user, form, at=at)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return app_page(request, user, form, status)


def tried(request: HttpRequest, user: User, form: AppCodeForm, *, at: datetime) -> HttpResponse:
    secret, typed = key_on_show(request, user), form.cleaned_data["code"]
    try:
        limits.count("try_factor", at=at, account=str(user.pk), network=network_of(request))
        factors.add_app(user, secret, typed, name=_("Authenticator app"), at=at)
    except TooMany as limit:
        return wait(request, limit, back=signing_in.with_next(request, "second_factor_app"))
    except WrongCode:
        form.add_error("code", not_the_code())
        return app_page(request, user, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    except HasApp:
        form.add_error(None, _("You have an authenticator app already. Remove it first."))
        return app_page(request, user, form, HTTPStatus.CONFLICT)
    del request.session[NEW_APP]
    return added(request, user, at=at)


def added(request: HttpRequest, user: User, *, at: datetime) -> HttpResponse:
    """Go on with the session that has just shown the new factor; the first time, to the codes."""
    second_factor.rebind(request, user)
    second_factor.confirm(request, at=at)
    tell(user, "factor_added")
    if factors.codes_left(user):
        return redirect(signing_in.next_page(request, "admin:index"))
    put_on_show(request, user, factors.draw_recovery_codes(user, at=at))
    return redirect(signing_in.with_next(request, "second_factor_codes"))


def tell(user: User, letter: str) -> None:
    with suppress(LetterNotSent):
        letters.send(letter, to=user.email)


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
    issuer = _("Housing portal")
    address = totp.address(secret, account=user.get_username(), issuer=issuer)
    context = {
        "form": form,
        "is_first": not user.factors.exists(),
        "key": [secret[start : start + 4] for start in range(0, len(secret), 4)],
        "qr": segno.make(address, micro=False, error="m").svg_inline(scale=4, border=QUIET),
        "address": address,
        "account": user.get_username(),
        "issuer": issuer,
        "site": settings.SITE_URL,
        "next": signing_in.asked_page(request),
    }
    return render(request, "accounts/second_factor_app.html", context, status=status)


def put_on_show(request: HttpRequest, user: User, codes: list[str]) -> None:
    request.session[ON_SHOW] = seal(" ".join(codes), about=f"recovery-codes:{user.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """Show the codes until somebody says that they are on paper; then nobody sees them again."""
    at = timezone.now()
    user = second_factor.holder(request, at)
    if user is None or not second_factor.is_confirmed(request, at):
        return to_password(request)
    sealed = request.session.get(ON_SHOW, "")
    if not sealed or request.method == "POST":
        request.session.pop(ON_SHOW, None)
        return redirect(signing_in.next_page(request, "admin:index"))
    shown = unseal(sealed, about=f"recovery-codes:{user.pk}") or ""
    context = {"codes": shown.split(), "next": signing_in.asked_page(request), "holder": user}
    return render(request, "accounts/second_factor_codes.html", context)
