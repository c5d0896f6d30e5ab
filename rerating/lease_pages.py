"""The page of one lease in a re-rating: its two rents, what was objected, leaving it out."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.second_factor import confirmed_recently, step_up
from leases.access import SEE as SEE_LEASES
from leases.shown import figure
from rerating import services
from rerating.access import APPROVE, PREPARE, access_rerating, user_of
from rerating.explained import REFUSALS, explained
from rerating.forms import LeaveOutForm, ObjectionForm
from rerating.models import RentChange, Rerating
from rerating.objecting import objections
from rerating.pages import page
from review.readings import note

ONE = "admin:rerating_change"


@require_safe
@never_cache
def one(request: HttpRequest, pk: int, change: int) -> HttpResponse:
    """Show one lease of a re-rating with its objections."""
    rerating = access_rerating(user_of(request), pk)
    return one_page(request, rerating, change_of(rerating, change))


@require_POST
@never_cache
def objection(request: HttpRequest, pk: int, change: int) -> HttpResponse:
    """Record what a household says against its new rent."""
    rerating = access_rerating(user_of(request), pk, PREPARE)
    row = change_of(rerating, change)
    form = objection_form(row, request.POST)
    done = _("The objection is recorded. A decision maker weighs it before the day comes.")
    return attempted(request, rerating, row, form, services.record_objection, done)


@require_POST
@never_cache
def leave_out(request: HttpRequest, pk: int, change: int) -> HttpResponse:
    """Let one lease keep its rent."""
    rerating = access_rerating(user_of(request), pk, APPROVE)
    row = change_of(rerating, change)
    if not confirmed_recently(request, timezone.now()):
        return step_up(request, reverse(ONE, args=[pk, change]))
    form = leave_out_form(row, request.POST)
    done = _("Left out. The lease keeps its rent.")
    return attempted(request, rerating, row, form, services.leave_out, done)


def attempted(
    request: HttpRequest,
    rerating: Rerating,
    row: RentChange,
    form: ObjectionForm | LeaveOutForm,
    act: Callable[..., Any],
    done: str,
) -> HttpResponse:
    if form.is_valid():
        try:
            act(row.pk, **form.cleaned_data, by=user_of(request), at=timezone.now())
        except REFUSALS as refused:
            field = "made_on" if isinstance(refused, services.DayRefused) else None
            form.add_error(field, explained(refused))
        else:
            messages.success(request, done)
            return redirect(ONE, rerating.pk, row.pk)
    return one_page(request, rerating, change_of(rerating, row.pk), failed=form)


def change_of(rerating: Rerating, pk: int) -> RentChange:
    rows = rerating.changes.select_related("before", "lease__dwelling__building")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def objection_form(row: RentChange, data: Any = None) -> ObjectionForm:
    action = reverse("admin:rerating_objection", args=[row.rerating_id, row.pk])
    return ObjectionForm(data, action=action, auto_id="objection-%s")


def leave_out_form(row: RentChange, data: Any = None) -> LeaveOutForm:
    action = reverse("admin:rerating_leave_out", args=[row.rerating_id, row.pk])
    return LeaveOutForm(data, action=action, auto_id="leave-out-%s")


def one_page(
    request: HttpRequest,
    rerating: Rerating,
    row: RentChange,
    *,
    failed: ObjectionForm | LeaveOutForm | None = None,
) -> HttpResponse:
    user = user_of(request)
    said = objections(row)
    if said:
        facts = {"objections": len(said)}
        note("objections.read", f"lease:{row.lease_id}", by=user, at=timezone.now(), facts=facts)
    is_pending = rerating.is_open and not row.left_out and row.after_id is None
    forms: dict[str, Any] = {}
    if rerating.approved_at and user.has_perm(PREPARE):
        forms["objection"] = objection_form(row)
    if is_pending and user.has_perm(APPROVE):
        forms["leave_out"] = leave_out_form(row)
    if failed is not None:
        forms["objection" if isinstance(failed, ObjectionForm) else "leave_out"] = failed
    shown = {
        "title": _("Lease %(number)s: new rent") % {"number": row.lease.number},
        "rerating": rerating,
        "row": row,
        "exact_rent": figure(row.exact_rent) if row.exact_rent else "",
        "objections": said,
        "forms": forms,
        "failed": failed,
        "may_see_leases": user.has_perm(SEE_LEASES),
    }
    return page(request, "rerating/one.html", shown, failed=failed is not None)
