"""The pages of re-rating: look at it, prepare it, approve it, one lease of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.second_factor import confirmed_recently, step_up
from deadlines.working_days import day_in_kyiv
from leases.access import SEE as SEE_LEASES
from rent.tariffs import NoTariff
from rerating import services
from rerating.access import APPROVE, PREPARE, SEE, access_rerating, require, user_of
from rerating.answering import unanswered
from rerating.explained import REFUSALS, explained
from rerating.forms import DayForm
from rerating.models import RentChange, Rerating
from rerating.preview import Preview, preview
from rerating.shown import of_preview, of_rerating
from rerating.terms import earliest_day, terms_on

PAGE = "admin:rerating_rerating_change"
ONE = "admin:rerating_change"
UNPROCESSABLE = 422
AT_ONCE = 50  # leases on a page


@require_safe
@never_cache
def look(request: HttpRequest) -> HttpResponse:
    """Show what the tariff of a day would mean for every lease. Nothing is written."""
    require(user_of(request), SEE)
    form = DayForm(request.GET if "on" in request.GET else None, auto_id="on-%s")
    return look_page(request, form)


@require_POST
@never_cache
def prepare(request: HttpRequest) -> HttpResponse:
    """Write down what was looked at, for a second person."""
    user = user_of(request)
    require(user, SEE, PREPARE)
    form = DayForm(request.POST, auto_id="on-%s")
    error = ""
    if form.is_valid():
        try:
            done = services.prepare(
                effective_on=form.cleaned_data["on"], by=user, at=timezone.now()
            )
        except REFUSALS as refused:
            error = explained(refused)
        else:
            messages.success(request, _("Prepared. Nobody is told before it is approved."))
            return redirect(PAGE, done.pk)
    return look_page(request, form, error=error)


def look_page(request: HttpRequest, form: DayForm, *, error: str = "") -> HttpResponse:
    today = day_in_kyiv(timezone.now())
    found: Preview | None = None
    if form.is_valid():
        try:
            found = preview(form.cleaned_data["on"])
        except NoTariff as refused:
            error = explained(refused)
    shown = {
        "title": _("A new rent for leases in force"),
        "form": form,
        "failed": form if form.errors else None,
        "found": found,
        "rows": page_of(request, of_preview(found)) if found else None,
        "earliest": earliest_day(today),
        "terms": terms_on(today),
        "may_prepare": user_of(request).has_perm(PREPARE),
        "error": error,
    }
    is_wrong = bool(error or form.errors)
    return page(request, "rerating/look.html", shown, failed=is_wrong)


@require_safe
@never_cache
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a re-rating: in total, lease by lease, who is left out, and what is next."""
    return rerating_page(request, access_rerating(user_of(request), pk))


@require_POST
@never_cache
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    return two_person_act(request, pk, services.approve, _("Approved. The households are told."))


@require_POST
@never_cache
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a re-rating: its preparer while it waits, an approver until its first new rent."""
    user = user_of(request)
    rerating = access_rerating(user, pk)
    done = _("Set aside. Every lease keeps its rent.")
    if rerating.is_waiting and rerating.prepared_by_id == user.pk:
        return acted(request, pk, services.set_aside, done)
    return two_person_act(request, pk, services.set_aside, done)


def two_person_act(
    request: HttpRequest, pk: int, act: Callable[..., Rerating], done: str
) -> HttpResponse:
    access_rerating(user_of(request), pk, APPROVE)
    if not confirmed_recently(request, timezone.now()):
        return step_up(request, reverse(PAGE, args=[pk]))
    return acted(request, pk, act, done)


def acted(request: HttpRequest, pk: int, act: Callable[..., Rerating], done: str) -> HttpResponse:
    user = user_of(request)
    try:
        act(pk, by=user, at=timezone.now())
    except REFUSALS as refused:
        return rerating_page(request, access_rerating(user, pk), error=explained(refused))
    messages.success(request, done)
    return redirect(PAGE, pk)


def rerating_page(request: HttpRequest, rerating: Rerating, *, error: str = "") -> HttpResponse:
    user = user_of(request)
    found = of_rerating(rerating)
    is_own = rerating.prepared_by_id == user.pk
    may_approve = user.has_perm(APPROVE)
    shown = {
        "title": _("New rent from %(day)s") % {"day": f"{rerating.effective_on:%d.%m.%Y}"},
        "rerating": rerating,
        "found": found,
        "to_answer": unanswered_of(rerating),
        "rows": page_of(request, found.changes),
        "earliest": earliest_day(day_in_kyiv(timezone.now())),
        "is_own": is_own,
        "may_approve": may_approve,
        "may_set_aside": rerating.is_open
        and found.given == 0
        and (may_approve or (rerating.is_waiting and is_own)),
        "may_see_leases": user.has_perm(SEE_LEASES),
        "error": error,
    }
    return page(request, "rerating/rerating.html", shown, failed=bool(error))


def unanswered_of(rerating: Rerating) -> list[RentChange]:
    """Return the leases whose objections are to be answered, by number."""
    waiting = unanswered().filter(change__rerating=rerating).values("change")
    return list(
        rerating.changes.filter(pk__in=waiting).select_related("lease").order_by("lease__number")
    )


def page_of(request: HttpRequest, rows: Any) -> Any:
    return Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))


def page(
    request: HttpRequest, template: str, shown: dict[str, Any], *, failed: bool
) -> HttpResponse:
    context = {**admin.site.each_context(request), **shown}
    return TemplateResponse(request, template, context, status=UNPROCESSABLE if failed else None)
