"""Who of the caseworkers is away, and what becomes of their applications."""

from datetime import datetime

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from deadlines.working_days import day_in_kyiv
from review import services
from review.absence_form import AbsenceForm
from review.absences import Handing, digest, plan
from review.access import may, user_of
from review.explained import REFUSALS, explained, name
from review.listing import UNPROCESSABLE
from review.models import Absence
from review.sharing import Load, loads

ABSENCES = "admin:review_absence_changelist"
SEE, ENTER = "review.view_absence", "review.enter_absence"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def absences(request: HttpRequest) -> HttpResponse:
    """Show who is away now and later; enter an absence."""
    require(request, ENTER if request.method == "POST" else SEE)
    at = timezone.now()
    among = loads(day_in_kyiv(at))
    form = AbsenceForm(request.POST if request.method == "POST" else None, loads=among)
    if form.is_valid():
        try:
            services.enter_absence(**form.cleaned_data, by=user_of(request), at=at)
        except REFUSALS as refused:
            form.add_error(None, explained(refused))
        else:
            messages.success(request, _("The absence is entered."))
            return redirect(ABSENCES)
    return absences_page(request, form, among, at=at)


def absences_page(
    request: HttpRequest, form: AbsenceForm, among: list[Load], *, at: datetime
) -> HttpResponse:
    user = user_of(request)
    standing = Absence.objects.filter(ended_at=None, last_day__gte=day_in_kyiv(at))
    open_of = {each.caseworker.pk: each.open for each in among}
    rows = [
        {"absence": each, "name": name(each.caseworker), "open": open_of.get(each.caseworker_id, 0)}
        for each in standing.select_related("caseworker").order_by("first_day", "pk")
    ]
    shown = {
        **admin.site.each_context(request),
        "title": _("Absences"),
        "opts": Absence._meta,
        "rows": rows,
        "loads": among,
        "form": form,
        "failed": form if form.errors else None,
        "may_enter": user.has_perm(ENTER),
        "may_hand_over": may(user, "assign"),
        "page_url": reverse(ABSENCES),
    }
    status = UNPROCESSABLE if form.errors else None
    return TemplateResponse(request, "review/absences.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an absence count no more."""
    require(request, ENTER)
    absence = get_object_or_404(Absence, pk=pk)
    if request.method == "POST":
        try:
            services.end_absence(absence.pk, by=user_of(request), at=timezone.now())
        except services.AlreadyEnded as refused:
            messages.warning(request, explained(refused))
        else:
            messages.success(request, _("The absence has ended."))
    return redirect(ABSENCES)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Show to whom the applications of somebody away would go; give them so."""
    user, at = user_of(request), timezone.now()
    if not may(user, "assign"):
        raise PermissionDenied
    absence = get_object_or_404(Absence.objects.select_related("caseworker"), pk=pk)
    if request.method != "POST":
        return plan_page(request, absence, "", at=at)
    try:
        done = services.hand_over(pk, expected=request.POST.get("plan", ""), by=user, at=at)
    except REFUSALS as refused:
        return plan_page(request, absence, explained(refused), at=at)
    told = ngettext(
        "%(count)d application is handed over.",
        "%(count)d applications are handed over.",
        len(done),
    )
    messages.success(request, told % {"count": len(done)})
    return redirect(ABSENCES)


def plan_page(
    request: HttpRequest, absence: Absence, refusal: str, *, at: datetime
) -> HttpResponse:
    handings: list[Handing] = []
    try:
        handings = plan(absence, day_in_kyiv(at))
    except (services.AlreadyEnded, services.NobodyPresent) as refused:
        refusal = refusal or explained(refused)
    shown = {
        **admin.site.each_context(request),
        "title": _("Hand over the applications of %(name)s") % {"name": name(absence.caseworker)},
        "opts": Absence._meta,
        "absence": absence,
        "handings": [(each.application, name(each.to)) for each in handings],
        "plan": digest(handings),
        "refusal": refusal,
        "page_url": reverse("admin:review_hand_over", args=[absence.pk]),
    }
    status = UNPROCESSABLE if request.method == "POST" else None
    return TemplateResponse(request, "review/hand_over.html", shown, status=status)


def require(request: HttpRequest, permission: str) -> None:
    if not user_of(request).has_perm(permission):
        raise PermissionDenied
