"""What is done to the rows chosen in the list: each by its service, each asked for by itself."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from applications.models import Application
from deadlines.working_days import day_in_kyiv
from review import services
from review.access import access_application, access_list, may, user_of
from review.explained import REFUSALS, explained
from review.impartiality import ClosedByConflict, NotStated
from review.list_forms import BY_LOAD, ChosenForm, ToWhomForm
from review.listing import LIST, UNPROCESSABLE, asked_again, listed, search_form
from review.sharing import loads

PAGE = "admin:applications_application_change"
Do = Callable[..., object]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def take_chosen(request: HttpRequest) -> HttpResponse:
    """Take the chosen applications for review."""
    form = chosen_in(request, "take")
    if form is None:
        return redirect(LIST)
    if not form.is_valid():
        return refused(request, form)
    return done_to_each(request, form, "take", services.take)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def assign_chosen(request: HttpRequest) -> HttpResponse:
    """Ask to whom the chosen applications go; then give them."""
    form = chosen_in(request, "assign")
    if form is None:
        return redirect(LIST)
    if not form.is_valid():
        return refused(request, form)
    is_answered = "answered" in request.POST
    among = loads(day_in_kyiv(timezone.now()))
    to_whom = ToWhomForm(request.POST if is_answered else None, loads=among)
    if not to_whom.is_valid():
        return to_whom_asked(request, form, to_whom)
    to = to_whom.cleaned_data["to"]
    people = {str(each.caseworker.pk): each.caseworker for each in among}
    do = services.assign_by_load if to == BY_LOAD else partial(services.assign, to=people[to])
    return done_to_each(request, form, "assign", do)


def chosen_in(request: HttpRequest, step: str) -> ChosenForm | None:
    """Return the rows sent, not yet looked at; None where nothing was. Raises PermissionDenied."""
    user = user_of(request)
    access_list(user)
    if not may(user, step):
        raise PermissionDenied
    return ChosenForm(request.POST) if request.method == "POST" else None


def refused(request: HttpRequest, form: ChosenForm) -> HttpResponse:
    asked = asked_again(request, request.POST.get("page", ""))
    return listed(request, asked, search_form(asked, user_of(request)), failed=form)


def to_whom_asked(request: HttpRequest, form: ChosenForm, to_whom: ToWhomForm) -> HttpResponse:
    rows = Application.objects.filter(pk__in=form.rows).by_due_date()
    shown = {
        **admin.site.each_context(request),
        "title": _("Assign applications"),
        "opts": Application._meta,
        "rows": rows.values_list("number", flat=True),
        "chosen": request.POST.getlist("chosen"),
        "page": request.POST.get("page", ""),
        "form": to_whom,
        "failed": to_whom if to_whom.is_bound else None,
    }
    status = UNPROCESSABLE if to_whom.is_bound else None
    return TemplateResponse(request, "review/assign.html", shown, status=status)


def done_to_each(request: HttpRequest, form: ChosenForm, step: str, do: Do) -> HttpResponse:
    """Do it to each chosen row; what was done and what was refused is said, number by number."""
    user, at, done = user_of(request), timezone.now(), 0
    unopened: list[Application] = []
    for pk, version in form.rows.items():
        try:
            reason = outcome(user, pk, version, step, do, at=at)
        except NotStated as due:
            unopened.append(due.application)
            continue
        done += not reason
        if reason:
            form.add_error(None, reason)
    if done:
        said = ngettext(
            "%(count)d application is assigned.", "%(count)d applications are assigned.", done
        )
        messages.success(request, said % {"count": done})
    if unopened:
        messages.warning(request, to_be_opened(unopened))
    if form.errors:
        return refused(request, form)
    asked = asked_again(request, request.POST.get("page", ""))
    return redirect(asked.address(after=asked.after, before=asked.before))


def to_be_opened(applications: list[Application]) -> SafeString:
    """Lead to each application that is to be opened before it is taken."""
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((reverse(PAGE, args=[each.pk]), each.number) for each in applications),
    )
    said = _("Open each of these first and state whether you have a conflict of interest:")
    return format_html("{} {}", said, links)


def outcome(user: User, pk: int, version: int, step: str, do: Do, *, at: datetime) -> str:
    """Do it to one application; return why not, or nothing. Raises NotStated."""
    try:
        application = access_application(user, pk, step)
    except Http404:
        return _("There is no such application any more.")
    except ClosedByConflict as closed:
        return _("%(number)s is closed to you: you stated a conflict of interest in it.") % {
            "number": closed.application.number
        }
    try:
        do(pk, by=user, at=at, version=version)
    except REFUSALS as why:
        return f"{application.number}: {explained(why)}"
    return ""
