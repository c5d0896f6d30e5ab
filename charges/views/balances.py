"""The list of accounts, those most in arrears first, and the account of one lease."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from charges import services
from charges.access import KEEP, READ_PAYER, SEE, access_account, holding, user_of
from charges.accounts import Account, accounts, ledger, standing
from charges.forms import CorrectForm, TakeBackForm
from charges.kinds import Kind
from charges.leased import charged_leases
from charges.matching import unmatched
from charges.models import NotCharged, Posting
from charges.numbers import application_numbers, lease_numbers
from charges.paying import how_to_pay
from charges.renewed import carried, paid_under
from charges.shown import hryvnias, rows
from charges.sums import NOTHING
from deadlines.working_days import day_in_kyiv
from leases.forms import PortalForm
from leases.models import Lease
from leases.moves import about
from review import stepping_up
from review.readings import note

AT_ONCE = 50
UNPROCESSABLE = 422
TURNS = {
    "overdue": gettext_lazy("In arrears"),
    "ahead": gettext_lazy("Paid ahead"),
    "all": gettext_lazy("All"),
}


def page(
    request: HttpRequest, template: str, shown: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Answer with a page of this room; each shows how many payments wait for a lease."""
    context = {**admin.site.each_context(request), "waiting": unmatched().count(), **shown}
    return TemplateResponse(request, template, context, status=status)


@holding(SEE)
@require_safe
def balances(request: HttpRequest) -> HttpResponse:
    on = day_in_kyiv(timezone.now())
    turn = request.GET.get("turn", "")
    turn = turn if turn in TURNS else "overdue"
    typed = request.GET.get("number", "")
    counted = carried()
    whole = accounts(on, counted)
    found = Paginator(chosen(whole, turn, typed), AT_ONCE).get_page(request.GET.get("page"))
    late = [each.overdue for each in whole if each.overdue]
    shown = {
        "title": _("Charges and payments"),
        "turns": TURNS.items(),
        "turn": turn,
        "typed": typed,
        "page": found,
        "rows": [listed(lease, on, counted.get(lease.pk, NOTHING)) for lease in leases_of(found)],
        "late": len(late),
        "overdue": hryvnias(sum(late, start=Decimal(0))),
        "on": on,
        "not_charged": NotCharged.objects.select_related("lease").order_by("since", "pk"),
    }
    return page(request, "charges/balances.html", shown)


def chosen(whole: list[Account], turn: str, typed: str) -> list[Account]:
    if typed.strip():
        leases, applications = set(lease_numbers(typed)), set(application_numbers(typed))
        return [e for e in whole if e.number in leases or e.application in applications]
    if turn == "overdue":
        return [each for each in whole if each.overdue]
    if turn == "ahead":
        return [each for each in whole if each.balance < 0]
    return whole


def leases_of(shown: Iterable[Account]) -> list[Lease]:
    """Return the leases of these accounts, in their order. Three queries."""
    leases = charged_leases().select_related("dwelling__building")
    found = leases.prefetch_related("postings", "residents").in_bulk([e.lease for e in shown])
    return [found[each.lease] for each in shown]


def listed(lease: Lease, on: date, counted: Decimal) -> dict[str, Any]:
    found = standing(lease.postings.all(), on, counted)
    tenants = [each.name for each in lease.residents.all() if each.relationship == "applicant"]
    return {
        "lease": lease,
        "tenant": ", ".join(tenants),
        "balance": hryvnias(found.balance),
        "overdue": hryvnias(found.overdue) if found.overdue else "",
        "since": found.since,
        "days": found.days_late(on),
    }


@holding(SEE)
@require_safe
def account(request: HttpRequest, pk: int) -> HttpResponse:
    lease = access_account(pk)
    if (written := stepping_up.taken(request, request.path)) is not None:
        messages.info(request, _("What you wrote is kept. Look at it once more and send it."))
        return account_page(request, lease, kept=correct_form(lease, written.data))
    return account_page(request, lease)


def account_page(
    request: HttpRequest,
    lease: Lease,
    failed: PortalForm | None = None,
    at: int = 0,
    kept: PortalForm | None = None,
) -> HttpResponse:
    """Show the account; `failed` is the form that was refused, of the posting `at` if not 0.

    `kept` is a correction that waits to be sent again.
    """
    correction = kept or (failed if not at else None)
    user, now = user_of(request), timezone.now()
    reads_payers = user.has_perm(READ_PAYER)
    act = "payments.read" if reads_payers else "account.read"
    note(act, about(lease), by=user, at=now)
    on = day_in_kyiv(now)
    found = ledger(lease)
    counted = carried(lease.application_id).get(lease.pk, NOTHING)
    standing_now = standing((row.posting for row in found), on, counted)
    shown = {
        "title": _("Account of lease %(number)s") % {"number": lease.number},
        "lease": lease,
        "rows": acted(lease, found, failed, at) if user.has_perm(KEEP) else plainly(found),
        "standing": standing_now,
        "balance": hryvnias(standing_now.balance),
        "overdue": hryvnias(standing_now.overdue),
        "ahead": hryvnias(standing_now.ahead),
        "carried": hryvnias(abs(counted)),
        "days": standing_now.days_late(on),
        "paying": how_to_pay(paid_under(lease)),
        "reads_payers": reads_payers,
        "correct": (correction or correct_form(lease)) if user.has_perm(KEEP) else None,
        "is_correcting": correction is not None,
        "proposals": lease.proposals.filter(answer__isnull=True).select_related("by"),
        "failed": failed,
    }
    status = UNPROCESSABLE if failed else 200
    return page(request, "charges/account.html", shown, status)


def plainly(found: Iterable[Any]) -> list[tuple[Any, None]]:
    return [(row, None) for row in rows(found)]


def acted(lease: Lease, found: Iterable[Any], failed: PortalForm | None, at: int) -> list[Any]:
    """Return the rows, each payment that stands with the form to take it off."""
    taken = lease.postings.filter(kind=Kind.TAKEN_BACK).values_list("counters", flat=True)
    countered = frozenset(pk for pk in taken if pk)
    return [
        (row, take_back_form(row.posting, failed, at) if row.is_live_payment else None)
        for row in rows(found, countered=countered)
    ]


def take_back_form(posting: Posting, failed: PortalForm | None, at: int) -> PortalForm:
    if failed is not None and posting.pk == at:
        return failed
    action = reverse("charges:take_back", args=[posting.pk])
    return TakeBackForm(action=action, auto_id=f"take-back-{posting.pk}-%s")


def correct_form(lease: Lease, sent: Any = None) -> PortalForm:
    action = reverse("charges:correct", args=[lease.pk])
    return CorrectForm(sent, action=action, auto_id="correct-%s")


@holding(SEE, KEEP)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    wrong = get_object_or_404(Posting.objects.select_related("lease", "payment"), pk=pk)
    action, auto_id = reverse("charges:take_back", args=[pk]), f"take-back-{pk}-%s"
    form = TakeBackForm(request.POST, action=action, auto_id=auto_id)
    if not form.is_valid():
        return account_page(request, access_account(wrong.lease_id), form, pk)
    try:
        services.take_back(wrong, **form.cleaned_data, by=user_of(request), at=timezone.now())
    except services.NotMatched:
        messages.error(request, _("This payment was taken off already, or is no payment."))
    else:
        messages.success(request, _("The payment is taken off, and waits for its lease again."))
    return redirect("charges:account", wrong.lease_id)
