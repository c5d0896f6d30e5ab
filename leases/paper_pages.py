"""The lease clerk's pages of acts, amendments and signed papers."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.second_factor import confirmed_recently
from copies.services import CopyAltered, CopyMissing, NotClean
from deadlines.working_days import day_in_kyiv
from leases import services
from leases.access import (
    access_paper,
    access_scan,
    access_to_attach,
    access_to_draw,
    access_to_set_aside,
    access_to_sign,
)
from leases.forms import PortalForm
from leases.handing_over import takes_back
from leases.lease_page import PAGE, UNPROCESSABLE, page, user_of
from leases.models import ACTS as PAPER_ACTS
from leases.models import Lease, PaperKind, Scanned
from leases.paper_explained import PAPER_REFUSALS, act_explained, paper_explained
from leases.paper_forms import (
    SIGNING,
    ActForm,
    AmendmentForm,
    attach_form,
    offered,
    set_aside_form,
    sign_form,
)
from leases.selectors import acceptance_of, present_residents, proving_scans
from leases.serving import paper_answer, scan_answer
from review import stepping_up

TITLES = {
    PaperKind.ACCEPTANCE: gettext_lazy("Act of acceptance of lease %(number)s"),
    PaperKind.RETURN: gettext_lazy("Act of return of lease %(number)s"),
    PaperKind.AMENDMENT: gettext_lazy("Amendment of lease %(number)s"),
}
# What a scan may show of who leaves.
PROVING = (Scanned.CONSENT, Scanned.OTHER)
ABOUT = {
    PaperKind.ACCEPTANCE: gettext_lazy(
        "Walk through the dwelling with the tenant and write down what you both see. The act is "
        "printed for both to sign; it counts once its signed scan is attached and you record that "
        "it is signed."
    ),
    PaperKind.RETURN: gettext_lazy(
        "Walk through the dwelling with the tenant and write down what you both see. What stood in "
        "the act of acceptance is offered and printed beside it. It counts once the end of the "
        "lease is recorded, its signed scan is attached, and you record that it is signed."
    ),
    PaperKind.AMENDMENT: gettext_lazy(
        "Who joins or leaves is written in a numbered amendment for both to sign. Nothing changes "
        "before you record that it is signed; residents who left stay in the history."
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def draw(request: HttpRequest, pk: int, *, kind: PaperKind) -> HttpResponse:
    """Draw up an act or an amendment; what was typed is kept where something is wrong."""
    user = user_of(request)
    lease = access_to_draw(user, pk)
    sent = request.POST if request.method == "POST" else None
    if sent is None and (why := why_no(kind, lease)):
        messages.error(request, why)
        return redirect(PAGE, pk)
    form = form_of(lease, kind, sent, request.path)
    if form.is_valid():
        given = {**form.cleaned_data, "by": user, "at": timezone.now()}
        if attempted(form, lambda: ACTS[kind](lease, kind, **given)):
            messages.success(request, _("It is printed and waits to be signed."))
            return redirect(PAGE, pk)
    return drawn(request, lease, kind, form)


def why_no(kind: PaperKind, lease: Lease) -> str:
    """Return why no such act can be drawn up for a lease now; empty where it can."""
    if kind in PAPER_ACTS:
        try:
            services.refuse_act(lease, kind)
        except PAPER_REFUSALS as refused:
            return paper_explained(refused)[1]
    return ""


def draw_act(lease: Lease, kind: PaperKind, **given: Any) -> Any:
    return services.draw_act(lease, kind, **given)


def draw_amendment(lease: Lease, _kind: PaperKind, **given: Any) -> Any:
    return services.draw_amendment(lease, **given)


ACTS: dict[PaperKind, Callable[..., Any]] = {
    PaperKind.ACCEPTANCE: draw_act,
    PaperKind.RETURN: draw_act,
    PaperKind.AMENDMENT: draw_amendment,
}


def form_of(lease: Lease, kind: PaperKind, sent: Any, action: str) -> PortalForm:
    if kind is PaperKind.AMENDMENT:
        residents = lease.residents.present().exclude(relationship="applicant")
        return AmendmentForm(
            sent,
            action=action,
            auto_id="amend-%s",
            residents=residents.order_by("position"),
            scans=proving_scans(lease, *PROVING),
        )
    accepted = acceptance_of(lease) if kind is PaperKind.RETURN else None
    things = lease.data["dwelling"]["inventory"]
    is_return = kind is PaperKind.RETURN
    initial = offered(things, accepted)
    return ActForm(sent, action=action, auto_id="act-%s", is_return=is_return, initial=initial)


def attempted(form: PortalForm, act: Callable[[], Any]) -> bool:
    """Do an act; where it is refused, put why among the errors of the form."""
    try:
        act()
    except (services.ActIncomplete, services.Forgotten) as refused:
        for name, why in act_explained(refused):
            form.add_error(name, why)
        return False
    except PAPER_REFUSALS as refused:
        field, sentence = paper_explained(refused)
        form.add_error(field if field in form.fields else None, sentence)
        return False
    return True


def drawn(request: HttpRequest, lease: Lease, kind: PaperKind, form: PortalForm) -> HttpResponse:
    shown = {
        **admin.site.each_context(request),
        "title": TITLES[kind] % {"number": lease.number},
        "about": ABOUT[kind],
        "lease": lease,
        "residents": present_residents(lease) if kind is PaperKind.AMENDMENT else [],
        "form": form,
        "failed": form if form.errors else None,
    }
    status = UNPROCESSABLE if form.errors else None
    return TemplateResponse(request, "leases/paper.html", shown, status=status)


@require_safe
@never_cache
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out an act or an amendment as it was printed, and record who took it."""
    user = user_of(request)
    paper = access_paper(user, pk)
    try:
        pdf = services.read_paper(paper, by=user, at=timezone.now())
    except services.PaperAltered as refused:
        messages.error(request, paper_explained(refused)[1])
        return redirect(PAGE, paper.lease_id)
    return paper_answer(paper, pdf)


@require_POST
@never_cache
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that both signed a paper; the factor is asked for where it takes back rent."""
    paper = access_to_sign(user_of(request), pk)
    form = sign_form(paper, request.POST)
    now = timezone.now()
    moves_account = takes_back(paper, day_in_kyiv(now))
    if form.is_valid() and moves_account and not confirmed_recently(request, now):
        return stepping_up.lead(request, reverse(PAGE, args=[paper.lease_id]), f"{SIGNING}{pk}")
    return acted(
        request, paper.lease, form, services.sign_paper, paper, _("The signing is recorded.")
    )


@require_POST
@never_cache
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Set aside a paper drawn up in error; the factor is asked for where it was signed."""
    paper = access_to_set_aside(user_of(request), pk)
    form = set_aside_form(pk, request.POST)
    is_shown = confirmed_recently(request, timezone.now())
    if form.is_valid() and paper.signed_on and not is_shown:
        return stepping_up.lead(request, reverse(PAGE, args=[paper.lease_id]), str(pk))
    return acted(request, paper.lease, form, services.set_aside_paper, paper, _("It is set aside."))


def acted(
    request: HttpRequest,
    lease: Lease,
    form: PortalForm,
    act: Callable[..., Any],
    about: Any,
    done: str,
) -> HttpResponse:
    """Do what a form on the lease's page asks; where it is refused, show that page again."""
    user = user_of(request)
    if form.is_valid() and attempted(
        form, lambda: act(about, **form.cleaned_data, by=user, at=timezone.now())
    ):
        messages.success(request, done)
        return redirect(PAGE, lease.pk)
    return page(request, lease, failed=form)


# Signed papers ------------------------------------------------------------------------------------


@require_POST
@never_cache
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a signed paper of a lease to the byte."""
    lease = access_to_attach(user_of(request), pk)
    form = attach_form(pk, request.POST, request.FILES)
    return acted(request, lease, form, attached_to, lease, what_follows())


def what_follows() -> str:
    """Say what becomes of a file that was attached; without a scanner nobody ever opens it."""
    if settings.CLAMD_URL:
        return _("The file is kept as it is. It can be opened once it is checked.")
    return _(
        "The file is kept as it is. Pictures of its pages appear here once they are drawn; the "
        "file itself stays closed, as no virus scanner is set up."
    )


def attached_to(lease: Lease, *, file: Any, shows: str, **by: Any) -> Any:
    return services.attach(lease, file, shows=shows, name=file.name, **by)


@require_safe
@never_cache
def picture(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """Show our picture of a page of a signed paper, and record who looked at it."""
    user = user_of(request)
    scan = access_scan(user, pk)
    try:
        return services.look_at_scan(scan, number, by=user, at=timezone.now())
    except (CopyMissing, CopyAltered) as refused:
        messages.error(request, paper_explained(refused)[1])
        return redirect(PAGE, scan.lease_id)


@require_safe
@never_cache
def open_scan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out a signed paper as it came, and record who took it."""
    user = user_of(request)
    scan = access_scan(user, pk)
    try:
        file = services.open_scan(scan, by=user, at=timezone.now())
    except (NotClean, CopyMissing, CopyAltered) as refused:
        messages.error(request, paper_explained(refused)[1])
        return redirect(PAGE, scan.lease_id)
    return scan_answer(scan, file)
