"""The page of one lease in a re-rating: its two rents, what was objected, leaving it out."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.second_factor import confirmed_recently, step_up
from leases.access import SEE as SEE_LEASES
from leases.shown import figure
from rerating import services
from rerating.access import APPROVE, PREPARE, access_rerating, user_of
from rerating.explained import REFUSALS, explained
from rerating.forms import AnswerForm, LeaveOutForm, ObjectionForm
from rerating.models import Objection, RentChange, Rerating
from rerating.objecting import Said, objections
from rerating.pages import page
from review.readings import note

ONE = "admin:rerating_change"
RowForm = ObjectionForm | LeaveOutForm | AnswerForm


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


@require_POST
@never_cache
def answer(request: HttpRequest, pk: int, change: int, objection: UUID) -> HttpResponse:
    """Answer one objection to a new rent."""
    rerating = access_rerating(user_of(request), pk, APPROVE)
    row = change_of(rerating, change)
    found = row.objections.filter(pk=objection).first()
    if found is None:
        raise Http404
    if not confirmed_recently(request, timezone.now()):
        return step_up(request, reverse(ONE, args=[pk, change]))
    act = partial(services.answer_objection, objection=objection)
    done = _("Answered. The household is told.")
    return attempted(request, rerating, row, answer_form(row, found, request.POST), act, done)


def attempted(
    request: HttpRequest,
    rerating: Rerating,
    row: RentChange,
    form: RowForm,
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
    rows = rerating.changes.select_related("rerating", "before", "lease__dwelling__building")
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


def answer_form(row: RentChange, objection: Objection, data: Any = None) -> AnswerForm:
    action = reverse("admin:rerating_answer", args=[row.rerating_id, row.pk, objection.pk])
    return AnswerForm(data, action=action, auto_id=f"answer-{objection.pk}-%s")


def answered(
    row: RentChange, said: list[Said], user: User, failed: RowForm | None
) -> list[tuple[Said, AnswerForm | None]]:
    """Return each objection with the form to answer it, where it waits and the user may."""
    may = user.has_perm(APPROVE) and row.rerating.set_aside_by_id is None and not row.left_out
    forms = [answer_form(row, each.objection) for each in said]
    shown = [
        failed if failed is not None and failed.auto_id == form.auto_id else form for form in forms
    ]
    return [
        (each, cast("AnswerForm", form) if may and each.answer is None else None)
        for each, form in zip(said, shown, strict=True)
    ]


def one_page(
    request: HttpRequest,
    rerating: Rerating,
    row: RentChange,
    *,
    failed: RowForm | None = None,
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
    if isinstance(failed, ObjectionForm):
        forms["objection"] = failed
    elif isinstance(failed, LeaveOutForm):
        forms["leave_out"] = failed
    shown = {
        "title": _("Lease %(number)s: new rent") % {"number": row.lease.number},
        "rerating": rerating,
        "row": row,
        "exact_rent": figure(row.exact_rent) if row.exact_rent else "",
        "objections": answered(row, said, user, failed),
        "forms": forms,
        "failed": failed,
        "may_see_leases": user.has_perm(SEE_LEASES),
    }
    return page(request, "rerating/one.html", shown, failed=failed is not None)
