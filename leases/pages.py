"""The lease clerk's pages: a lease, its steps, its PDF, and the assigning of a dwelling."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from deadlines.working_days import day_in_kyiv
from leases import services
from leases.access import MAKE, SEE, access_lease, require
from leases.explained import REFUSALS, explained
from leases.forms import AssignForm, PortalForm
from leases.lease_page import PAGE, UNPROCESSABLE, form_of, page, user_of
from leases.models import Lease
from leases.notes import notes
from leases.paper_forms import SIGNING, set_aside_form, sign_form
from printing.answers import pdf_answer
from review import stepping_up

ACTS: dict[str, Callable[..., Lease]] = {
    "issue": services.issue,
    "sign": services.sign,
    "renew": services.renew,
    "end": services.end,
    "carry_on": services.carry_on,
    "cancel": services.cancel,
}
DONE = {
    "issue": gettext_lazy("The lease is issued; its PDF is kept and can be printed."),
    "sign": gettext_lazy("The lease is signed; the application is leased."),
    "renew": gettext_lazy("The lease of the new term is drawn up. Check it, then issue it."),
    "end": gettext_lazy("The end of the lease is recorded."),
    "carry_on": gettext_lazy("The recorded end is taken back; the lease goes on."),
    "cancel": gettext_lazy("The lease is cancelled; its dwelling is free."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def assign(request: HttpRequest) -> HttpResponse:
    """Draw up a lease. What was refused is said beside its field; what was typed is kept."""
    user = user_of(request)
    require(user, SEE, MAKE)
    sent = request.POST if request.method == "POST" else None
    form = AssignForm(sent, action=request.path, auto_id="assign-%s")
    lease = attempted(form, services.assign, user, timezone.now()) if form.is_valid() else None
    if lease is None:
        return assign_page(request, form)
    for note in notes(lease, day_in_kyiv(timezone.now())):
        messages.warning(request, note)
    return redirect(PAGE, lease.pk)


def attempted(
    form: PortalForm, act: Callable[..., Lease], user: User, at: datetime, *about: Lease
) -> Lease | None:
    """Return the lease after the act, or None with the refusal among the form's errors."""
    try:
        return act(*about, **form.cleaned_data, by=user, at=at)
    except REFUSALS as refused:
        field, sentence = explained(refused)
        form.add_error(field if field in form.fields else None, sentence)
        return None


def assign_page(request: HttpRequest, form: AssignForm) -> HttpResponse:
    shown = {
        **admin.site.each_context(request),
        "title": _("Assign a dwelling"),
        "form": form,
        "failed": form if form.errors else None,
    }
    status = UNPROCESSABLE if form.errors else None
    return TemplateResponse(request, "leases/assign.html", shown, status=status)


@require_safe
@never_cache
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one lease, with the steps this user can take now."""
    lease = access_lease(user_of(request), pk)
    if (written := stepping_up.taken(request, request.path)) is None:
        return page(request, lease)
    messages.info(request, _("What you wrote is kept. Look at it once more and send it."))
    return page(request, lease, kept=kept_form(lease, written))


def kept_form(lease: Lease, written: stepping_up.Written) -> PortalForm:
    """Return what was typed about a paper before the factor was asked for."""
    number = int(written.step.removeprefix(SIGNING))
    if not written.step.startswith(SIGNING):
        return set_aside_form(number, written.data)
    return sign_form(lease.papers.get(pk=number), written.data)


@require_POST
@never_cache
def perform(request: HttpRequest, pk: int, *, step: str) -> HttpResponse:
    """Take one step on a lease; what was refused is explained on its page."""
    user = user_of(request)
    lease = access_lease(user, pk, step)
    form = form_of(step, lease, request.POST)
    if form.is_valid() and (left := attempted(form, ACTS[step], user, timezone.now(), lease)):
        messages.success(request, str(DONE[step]))
        return redirect(PAGE, left.pk)
    return page(request, access_lease(user, pk), step=step, failed=form)


@require_safe
@never_cache
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the PDF as it was issued, for printing, and record who took it."""
    user = user_of(request)
    lease = access_lease(user, pk)
    try:
        pdf = services.read(lease, by=user, at=timezone.now())
    except (services.NotIssued, services.PdfAltered) as refused:
        messages.error(request, explained(refused)[1])
        return redirect(PAGE, pk)
    return pdf_answer(pdf, f"lease-{lease.number}")
