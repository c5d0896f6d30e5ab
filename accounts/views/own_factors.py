"""One's own second factors: the list of them, removing one, the recovery codes on paper."""

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import factors, letters, second_factor, signing_in
from accounts.factors import LastFactor
from accounts.models import Factor, FactorKind, User
from accounts.second_factor import staff_only
from accounts.views.second_factor import let_in, to_password
from sealing.texts import CannotUnseal, seal, unseal

ON_SHOW = "recovery_codes_on_show"  # in the session, sealed


@require_safe
@staff_only
def own_factors(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    held = user.factors.order_by("made_at", "pk")
    context = {
        "factors": held,
        "has_app": any(factor.kind == FactorKind.APP for factor in held),
        "codes_left": factors.codes_left(user),
    }
    return render(request, "accounts/own_factors.html", context)


@require_POST
@staff_only
def remove_factor(request: HttpRequest, factor: UUID) -> HttpResponse:
    user: Any = request.user
    at = timezone.now()
    if not second_factor.confirmed_recently(request, at):
        return again_first(request)
    try:
        factors.remove(user, factor, at=at)
    except Factor.DoesNotExist:
        raise Http404 from None
    except LastFactor:
        messages.error(request, _("This is your only second factor. Add another one first."))
        return redirect("own_factors")
    second_factor.rebind(request, user)
    letters.tell(user, "factor_removed")
    messages.success(request, _("It is removed, and no longer opens your account."))
    return redirect("own_factors")


@require_POST
@staff_only
def draw_codes(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    at = timezone.now()
    if not second_factor.confirmed_recently(request, at):
        return again_first(request)
    put_on_show(request, user, factors.draw_recovery_codes(user, at=at))
    letters.tell(user, "codes_drawn")
    return redirect("second_factor_codes")


def again_first(request: HttpRequest) -> HttpResponse:
    """Ask for the factor, and lead back to the list, where the button is pressed once more."""
    messages.info(request, _("First confirm that it is you; then press the button once more."))
    return second_factor.step_up(request, "/second-factor/own/")


def added(request: HttpRequest, user: User, opened_by: str, *, at: datetime) -> HttpResponse:
    """Go on with the session that has just shown a new factor; the first time, to the codes."""
    second_factor.rebind(request, user)
    letters.tell(user, "factor_added")
    has_codes = factors.codes_left(user) > 0
    onward = let_in(request, user, opened_by, at=at)
    if has_codes:
        messages.success(request, _("It is added. All other devices are signed out."))
        return onward
    put_on_show(request, user, factors.draw_recovery_codes(user, at=at))
    return redirect(signing_in.with_next(request, "second_factor_codes"))


def put_on_show(request: HttpRequest, user: User, codes: list[str]) -> None:
    request.session[ON_SHOW] = seal(" ".join(codes), about=f"recovery-codes:{user.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """Show the codes until somebody says that they are on paper; then nobody sees them again."""
    at = timezone.now()
    user = second_factor.holder(request, at)
    if user is None or not second_factor.is_confirmed(request, at):
        return to_password(request)
    shown = "" if request.method == "POST" else codes_on_show(request, user)
    if not shown:
        request.session.pop(ON_SHOW, None)
        return redirect(signing_in.next_page(request, "admin:index"))
    context = {"codes": shown.split(), "next": signing_in.asked_page(request), "holder": user}
    return render(request, "accounts/second_factor_codes.html", context)


def codes_on_show(request: HttpRequest, user: User) -> str:
    with suppress(CannotUnseal):  # the keys were changed meanwhile
        return unseal(request.session.get(ON_SHOW, ""), about=f"recovery-codes:{user.pk}") or ""
    return ""
