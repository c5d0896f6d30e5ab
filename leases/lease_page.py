"""The page of one lease: where it stands, what can be done now, its papers, its history."""

from typing import Any, cast

from django.conf import settings
from django.contrib import admin
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from copies.models import Page
from deadlines.working_days import day_in_kyiv
from leases.access import SIGN, may_set_aside, may_sign, next_papers, next_steps
from leases.civil_code import renewed_from
from leases.forms import FORMS, EndForm, IssueRenewalForm, PortalForm
from leases.handing_over import takes_back
from leases.models import ACTS as PAPER_ACTS
from leases.models import Lease, Paper, Scanned
from leases.notes import notes, standing
from leases.paper_forms import attach_form, set_aside_form, sign_form
from leases.rechecking import changed_clauses, recheck
from leases.selectors import proving_scans, renewal_of, signed_scan
from leases.shown import rent, square_metres, total_area
from leases.status import Status

PAGE = "admin:leases_lease_change"
UNPROCESSABLE = 422


def form_of(step: str, lease: Lease, data: Any = None) -> PortalForm:
    action = reverse(f"admin:leases_{step}", args=[lease.pk])
    if step == "issue" and lease.follows:
        found = recheck(lease.follows, day_in_kyiv(timezone.now()))
        return IssueRenewalForm(data, action=action, auto_id="issue-%s", found=found)
    if step == "end":
        scans = proving_scans(lease, Scanned.ENDING)
        return EndForm(data, action=action, auto_id="end-%s", scans=scans)
    return FORMS[step](data, action=action, auto_id=f"{step}-%s")


def asked_again(lease: Lease, forms: dict[str, PortalForm]) -> dict[str, Any] | None:
    """Return what is asked again for a new term, where this lease is renewed or is the renewal."""
    if "renew" in forms:
        return {"found": recheck(lease, day_in_kyiv(timezone.now())), "changed": 0}
    form = forms.get("issue")
    if not isinstance(form, IssueRenewalForm):
        return None
    return {"found": form.found, "changed": len(changed_clauses(lease, form.found))}


def page(
    request: HttpRequest,
    lease: Lease,
    *,
    step: str = "",
    failed: PortalForm | None = None,
    kept: PortalForm | None = None,
) -> HttpResponse:
    """Show the lease; `failed` is a form that was refused, `kept` one to be sent once more."""
    user, today = user_of(request), day_in_kyiv(timezone.now())
    steps = next_steps(user, lease)
    renewed_later = "renew" in steps and today < renewed_from(lease.ends_on, today)
    forms = {each: form_of(each, lease) for each in steps if each != "renew" or not renewed_later}
    if failed is not None and step:
        forms[step] = failed
    pages = Prefetch("copy__pages", Page.objects.order_by("number"))
    shown = {
        **admin.site.each_context(request),
        "title": _("Lease %(number)s") % {"number": lease.number},
        "lease": lease,
        "area": square_metres(total_area(lease)),
        "rent": rent(lease),
        "residents": lease.residents.order_by("position"),
        "papers": papers_of(user, lease, failed or kept),
        "to_draw": next_papers(user, lease),
        "scans": lease.scans.select_related("copy", "by").prefetch_related(pages).order_by("pk"),
        "has_scanner": bool(settings.CLAMD_URL),
        "attach": form_to_attach(user, lease, failed),
        "renewal": renewal_of(lease),
        "renewed_from": renewed_from(lease.ends_on, today) if renewed_later else None,
        "again": asked_again(lease, forms),
        "history": lease.changes.select_related("by").order_by("pk"),
        "is_scanned": signed_scan(lease) is not None,
        "notes": [*standing(lease, today), *notes(lease, today)],
        "forms": forms,
        "step": step,
        "failed": failed,
    }
    status = UNPROCESSABLE if failed else None
    return TemplateResponse(request, "leases/lease.html", shown, status=status)


def papers_of(user: User, lease: Lease, failed: PortalForm | None) -> list[dict[str, Any]]:
    """Return the acts and amendments, each with the forms of what this user can do with it."""
    today = day_in_kyiv(timezone.now())
    return [
        {
            "paper": paper,
            "forms": forms_of(user, paper, failed),
            "needs_another": paper.is_open and takes_back(paper, today),
        }
        for paper in lease.papers.select_related("made_by", "lease").order_by("pk")
    ]


def forms_of(user: User, paper: Paper, failed: PortalForm | None) -> list[PortalForm]:
    forms: list[PortalForm] = []
    if paper.is_open and may_sign(user, paper):
        forms.append(sign_form(paper))
    is_act_or_open = paper.kind in PAPER_ACTS or paper.is_open
    if not paper.set_aside_at and is_act_or_open and may_set_aside(user, paper):
        forms.append(set_aside_form(paper.pk))
    return [failed if failed and failed.auto_id == form.auto_id else form for form in forms]


def form_to_attach(user: User, lease: Lease, failed: PortalForm | None) -> PortalForm | None:
    if lease.status in {Status.DRAFT, Status.CANCELLED} or not user.has_perm(SIGN):
        return None
    form = attach_form(lease.pk)
    return failed if failed and failed.auto_id == form.auto_id else form


def user_of(request: HttpRequest) -> User:
    return cast("User", request.user)  # the admin has let nobody else in
