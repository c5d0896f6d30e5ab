"""The page that asks for the second factor: after the password, and before what weighs much."""

from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts import factors, letters, limits, passkeys, second_factor, signing_in
from accounts.client import host_of, network_of
from accounts.factor_forms import FactorCodeForm, PasskeyForm
from accounts.factors import WrongCode
from accounts.limits import TooMany
from accounts.models import FactorKind, User
from accounts.views.waiting import wait

ASKED = "passkey_asked"  # in the session: the challenge of the page shown last


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a passkey. Whoever has no factor yet is led to adding one."""
    at = timezone.now()
    user = second_factor.holder(request, at)
    if user is None:
        return to_password(request)
    if not user.factors.exists():
        return redirect(signing_in.with_next(request, "second_factor_app"))
    if "passkey" in request.POST:
        return passkey_tried(request, user, at=at)
    form = FactorCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return tried(request, user, form, at=at)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, user, form, status)


def to_password(request: HttpRequest) -> HttpResponse:
    asked = signing_in.next_page(request, "admin:index")
    return redirect_to_login(asked, resolve_url("admin:login"))


def tried(request: HttpRequest, user: User, form: FactorCodeForm, *, at: datetime) -> HttpResponse:
    try:
        limits.count("try_factor", at=at, account=str(user.pk), network=network_of(request))
        opened_by = factors.try_code(user, form.cleaned_data["code"], at=at)
    except TooMany as limit:
        return wait(request, limit, back=signing_in.with_next(request, "second_factor"))
    except WrongCode:
        form.add_error("code", not_the_code())
        return page(request, user, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if opened_by == "recovery":
        letters.tell(user, "code_used")
        messages.warning(request, codes_are_left(factors.codes_left(user)))
    return let_in(request, user, opened_by, at=at)


def passkey_tried(request: HttpRequest, user: User, *, at: datetime) -> HttpResponse:
    typed, asked = PasskeyForm(request.POST), request.session.pop(ASKED, {})
    form = FactorCodeForm()
    try:
        limits.count("try_factor", at=at, account=str(user.pk), network=network_of(request))
        answer = typed.cleaned_data["passkey"] if typed.is_valid() else ""
        passkeys.show(user, answer, asked, host=host_of(request), at=at)
    except TooMany as limit:
        return wait(request, limit, back=signing_in.with_next(request, "second_factor"))
    except WrongCode:
        messages.error(request, _("The passkey was not accepted. Try once more, or use a code."))
        return page(request, user, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    return let_in(request, user, "passkey", at=at)


def let_in(request: HttpRequest, user: User, opened_by: str, *, at: datetime) -> HttpResponse:
    """Go on to the page asked for, or to a password of one's own where somebody else set it.

    That somebody signed in, and by what, is recorded.
    """
    if not second_factor.is_confirmed(request, at):
        factors.record_sign_in(user, opened_by, at=at)
    second_factor.confirm(request, at=at)
    if second_factor.owes_password(user):
        return redirect(signing_in.with_next(request, "first_password"))
    return redirect(signing_in.next_page(request, "admin:index"))


def not_the_code() -> str:
    return _(
        "This is not the code, or it was used already. Wait until the app shows the next one, and "
        "check that the clock of the phone is right."
    )


def codes_are_left(number: int) -> str:
    return ngettext(
        "You used a recovery code. %(number)d is left: if your phone is lost, add a new app.",
        "You used a recovery code. %(number)d are left: if your phone is lost, add a new app.",
        number,
    ) % {"number": number}


def page(request: HttpRequest, user: User, form: FactorCodeForm, status: int) -> HttpResponse:
    context = {
        "form": form,
        "holder": user,
        "is_again": second_factor.is_confirmed(request, timezone.now()),
        "has_app": user.factors.filter(kind=FactorKind.APP).exists(),
        "next": signing_in.asked_page(request),
    }
    if user.factors.filter(kind=FactorKind.PASSKEY).exists():
        options, request.session[ASKED] = passkeys.begin_asking(user, host_of(request))
        context["options"] = options
    return render(request, "accounts/second_factor.html", context, status=status)
