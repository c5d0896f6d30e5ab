"""The pages of the working calendar: what counts, what waits, and what it moves."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.second_factor import confirmed_recently, step_up
from deadlines.calendars import approved_calendar
from deadlines.models import CalendarDay, CalendarYear, CorrectionPolicy, EnteredRow, Regime
from deadlines.working_days import day_in_kyiv
from review import calendar_rows, recounting
from review.access import user_of
from review.calendar_asked import year_asked_for
from review.correction_clock import policy_on

VIEW = "deadlines.view_calendaryear"
APPROVE = "deadlines.approve_calendar"
SHOWN = 100
UNPROCESSABLE = 422

REFUSED: "dict[type[Exception], str | Promise]" = {
    calendar_rows.NotWaiting: gettext_lazy(
        "This row was approved or set aside already, and stays as it is."
    ),
    calendar_rows.SameEnterer: gettext_lazy(
        "You entered this, or one of its days. Another person has to approve it."
    ),
    calendar_rows.YearKnown: gettext_lazy(
        "This year has an approved calendar. Change its days one by one: enter each day as it"
        " should be."
    ),
    calendar_rows.RowsChanged: gettext_lazy(
        "A day of this year was entered or set aside since you opened the page. Here is the year as"
        " it stands now: look at its days and approve once more."
    ),
    recounting.ListChanged: gettext_lazy(
        "The list has changed since you opened the page. Here it is as it stands now: look at it"
        " and confirm once more."
    ),
}


@require_safe
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """Show what counts now, what waits for approval and which due dates would move."""
    return overview_page(request)


def overview_page(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    require(request, VIEW)
    now = timezone.now()
    calendar, on = approved_calendar(), day_in_kyiv(now)
    found = recounting.moves(calendar)
    shown = {
        "title": _("Working calendar"),
        "years": sorted(calendar.years),
        "regime": calendar.regime_on(on),
        "policy": policy_on(on, at=now),
        "asked_for": year_asked_for(on),
        "waiting": [row for model in calendar_rows.MODELS for row in waiting(model)],
        "enter": [
            (name, address("add", model))
            for model, name in ENTER.items()
            if request.user.has_perm(f"deadlines.add_{model._meta.model_name}")
        ],
        **listed(found),
        "on": on,
        "seen": recounting.seal_of(found),
        "may_approve": request.user.has_perm(APPROVE),
        "error": error,
    }
    return page(request, "review/calendar.html", shown, status)


ENTER: "dict[type[EnteredRow], str | Promise]" = {
    CalendarYear: gettext_lazy("A year with its public holidays"),
    CalendarDay: gettext_lazy("A single day"),
    Regime: gettext_lazy("Martial law or peace"),
    CorrectionPolicy: gettext_lazy("A rule of corrections"),
}


def waiting(model: type[EnteredRow]) -> list[dict[str, Any]]:
    """Return the rows of a kind that wait; the days of a year that waits are on its page."""
    rows: Any = model._default_manager.filter(
        entered_by__isnull=False, approved_by__isnull=True, set_aside_by__isnull=True
    )
    if model is CalendarDay:
        years = CalendarYear.objects.waiting().values_list("year", flat=True)
        rows = rows.exclude(day__year__in=list(years))
    return [
        {"row": row, "kind": model._meta.verbose_name, "address": address("change", model, row.pk)}
        for row in rows.select_related("entered_by").order_by("pk")
    ]


def listed(found: list[recounting.Move]) -> dict[str, Any]:
    """Return what a page shows of a list of moves: the first hundred, and how many there are."""
    movable = sum(move.to is not None for move in found)
    return {
        "moves": found[:SHOWN],
        "more": len(found[SHOWN:]),
        "movable": movable,
        "beyond": len(found) - movable,
    }


@require_safe
def show(request: HttpRequest, pk: int, *, model: type[EnteredRow]) -> HttpResponse:
    """Show a row; of one that waits, what it would move once it counts."""
    return row_page(request, model, pk)


def row_page(
    request: HttpRequest, model: type[EnteredRow], pk: int, *, error: str = "", status: int = 200
) -> HttpResponse:
    require(request, f"deadlines.view_{model._meta.model_name}")
    row = model._default_manager.filter(pk=pk).first()
    if row is None:
        raise Http404
    days = calendar_rows.waiting_days(row) if row.is_waiting else []
    moves = recounting.moves(approved_calendar(also=[row, *days])) if row.is_waiting else []
    shown = {
        "title": f"{capfirst(str(model._meta.verbose_name))}: {row}",
        "row": row,
        "values": values(row),
        "days": days,
        "seen": calendar_rows.seal_of([row, *days]),
        "is_own": request.user.pk in {each.entered_by_id for each in (row, *days)},
        "may_approve": request.user.has_perm(APPROVE),
        "may_set_aside": request.user.pk == row.entered_by_id or request.user.has_perm(APPROVE),
        "approve_url": address("approve", model, pk),
        "set_aside_url": address("set_aside", model, pk),
        **listed(moves),
        "on": day_in_kyiv(timezone.now()),
        "error": error,
    }
    return page(request, "review/calendar_row.html", shown, status)


def values(row: EnteredRow) -> list[tuple[Any, Any]]:
    """Return the fields of a row that were typed, by their names."""
    names = [*typed(type(row)), "source"]
    return [(row._meta.get_field(name).verbose_name, said(row, name)) for name in names]  # type: ignore[union-attr]


def typed(model: type[EnteredRow]) -> list[str]:
    """Return the names of what is typed of a kind of row, its source aside."""
    of_every_row = {field.name for field in EnteredRow._meta.fields}
    names = (field.name for field in model._meta.fields)
    return [name for name in names if name not in of_every_row and name != "id"]


def said(row: EnteredRow, name: str) -> Any:
    told = getattr(row, f"get_{name}_display", None)
    return told() if told else getattr(row, name)


@require_POST
def approve(request: HttpRequest, pk: int, *, model: type[EnteredRow]) -> HttpResponse:
    require(request, APPROVE)
    if not confirmed_recently(request, timezone.now()):
        return step_up(request, address("change", model, pk))
    act = partial(calendar_rows.approve, seen=request.POST.get("seen", ""))
    return acted(request, model, pk, act, _("Approved. It counts from now on."))


@require_POST
def set_aside(request: HttpRequest, pk: int, *, model: type[EnteredRow]) -> HttpResponse:
    entered_by = model._default_manager.filter(pk=pk).values_list("entered_by", flat=True).first()
    if entered_by != request.user.pk:
        require(request, APPROVE)
    return acted(request, model, pk, calendar_rows.set_aside, _("Set aside. It does not count."))


def acted(
    request: HttpRequest, model: type[EnteredRow], pk: int, act: Any, done: str
) -> HttpResponse:
    try:
        act(model, pk, by=user_of(request), at=timezone.now())
    except model.DoesNotExist:
        raise Http404 from None
    except tuple(REFUSED) as refused:
        error = str(REFUSED[type(refused)])
        return row_page(request, model, pk, error=error, status=UNPROCESSABLE)
    messages.success(request, done)
    return redirect("admin:calendar")


@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """Move the due dates that were shown, or show the list as it stands now."""
    require(request, APPROVE)
    at: datetime = timezone.now()
    if not confirmed_recently(request, at):
        return step_up(request, reverse("admin:calendar"))
    try:
        moved = recounting.recount(seen=request.POST.get("seen", ""), by=user_of(request), at=at)
    except recounting.ListChanged as refused:
        error = str(REFUSED[type(refused)])
        return overview_page(request, error=error, status=UNPROCESSABLE)
    done = ngettext("%(count)d due date moved.", "%(count)d due dates moved.", len(moved))
    messages.success(request, done % {"count": len(moved)})
    return redirect("admin:calendar")


def page(request: HttpRequest, template: str, shown: dict[str, Any], status: int) -> HttpResponse:
    context = {**admin.site.each_context(request), **shown}
    return TemplateResponse(request, template, context, status=status)


def require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def address(name: str, model: type[EnteredRow], *args: Any) -> str:
    return reverse(f"admin:deadlines_{model._meta.model_name}_{name}", args=args)
