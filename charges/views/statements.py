"""Bank statements: taking one in, what came of it, and the payments that wait for a lease."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from charges import services
from charges.access import KEEP, READ_PAYER, SEE, holding, user_of
from charges.bank_file import MOST_BYTES, Fault
from charges.forms import MatchForm, SetAsideForm, StatementForm
from charges.matching import aside_now, live, unmatched
from charges.models import BankStatement, Payment
from charges.shown import hryvnias
from charges.suggesting import Known, known, suggestions
from charges.views.balances import page
from deadlines.working_days import day_in_kyiv
from leases.forms import PortalForm
from review.readings import note

AT_ONCE = 25
LATEST = 20
UNPROCESSABLE = 422


@holding(SEE, KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def statements(request: HttpRequest) -> HttpResponse:
    """Take in a statement; one that cannot be read is refused whole, line by line."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = StatementForm(*sent, action=reverse("charges:statements"), auto_id="statement-%s")
    if not sent or not form.is_valid():
        return statements_page(request, form)
    raw = form.cleaned_data["file"].read(MOST_BYTES + 1)
    before = BankStatement.objects.count()
    try:
        made = services.take_in(raw, by=user_of(request), at=timezone.now())
    except services.StatementRefused as refused:
        form.add_error("file", _("Nothing of the file was taken in: see what to put right."))
        return statements_page(request, form, refused.faults)
    if BankStatement.objects.count() == before:
        messages.info(request, _("This file was taken in before; nothing has changed."))
    return redirect("charges:statement", made.pk)


def statements_page(
    request: HttpRequest, form: StatementForm, faults: list[Fault] | None = None
) -> HttpResponse:
    latest = BankStatement.objects.select_related("taken_by").order_by("-pk")[:LATEST]
    shown = {
        "title": _("Bank statements"),
        "form": form,
        "failed": form if form.errors else None,
        "faults": faults or [],
        "latest": latest,
    }
    status = UNPROCESSABLE if form.errors else 200
    return page(request, "charges/statements.html", shown, status)


@holding(SEE, KEEP)
@require_safe
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what came of a statement: which payments stand on which lease, and which wait."""
    found = get_object_or_404(BankStatement.objects.select_related("taken_by"), pk=pk)
    posted = live().filter(payment__statement=found).select_related("payment", "lease")
    matched = [(it.payment, it.lease, hryvnias(-it.amount)) for it in posted.order_by("payment")]
    waiting = list(unmatched().filter(statement=found))
    shown = {
        "title": _("What came of the statement"),
        "statement": found,
        "matched": matched,
        "unmatched": [(each, hryvnias(each.amount)) for each in waiting],
        "aside": found.lines - len(matched) - len(waiting),
    }
    return page(request, "charges/statement.html", shown)


@holding(SEE, KEEP, READ_PAYER)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    return waiting_page(request)


def waiting_page(
    request: HttpRequest, failed: PortalForm | None = None, at: int = 0
) -> HttpResponse:
    """Show the payments that name no lease; `failed` is a form of the payment `at`."""
    now = timezone.now()
    note("payments.read", "payments:unmatched", by=user_of(request), at=now)
    found = Paginator(unmatched(), AT_ONCE).get_page(request.GET.get("page"))
    among = known(day_in_kyiv(now)) if found.object_list else None
    rows = [row(each, among, failed if each.pk == at else None) for each in found]
    shown = {"title": _("Payments without a lease"), "page": found, "rows": rows, "failed": failed}
    return page(request, "charges/waiting.html", shown, UNPROCESSABLE if failed else 200)


def row(payment: Payment, among: Known | None, failed: PortalForm | None) -> dict[str, Any]:
    return {
        "payment": payment,
        "amount": hryvnias(payment.amount),
        "suggested": suggestions(payment, among) if among else [],
        "match": failed if isinstance(failed, MatchForm) else form_of(MatchForm, payment.pk),
        "aside": failed if isinstance(failed, SetAsideForm) else form_of(SetAsideForm, payment.pk),
        "is_setting_aside": isinstance(failed, SetAsideForm),
    }


ADDRESS: dict[type[PortalForm], str] = {MatchForm: "match", SetAsideForm: "set_aside"}


def form_of(kind: type[PortalForm], pk: int, sent: Any = None) -> PortalForm:
    name = ADDRESS[kind]
    return kind(sent, action=reverse(f"charges:{name}", args=[pk]), auto_id=f"{name}-{pk}-%s")


@holding(SEE)
@require_safe
def set_asides(request: HttpRequest) -> HttpResponse:
    """Show the payments that are for no lease, with why; the clerk may still match them."""
    user, now = user_of(request), timezone.now()
    reads_payers = user.has_perm(READ_PAYER)
    act = "payments.read" if reads_payers else "account.read"
    note(act, "payments:set-aside", by=user, at=now)
    rows = aside_now().select_related("payment", "by")
    found = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    may_match = user.has_perms([KEEP, READ_PAYER])
    shown = {
        "title": _("Payments set aside"),
        "page": found,
        "reads_payers": reads_payers,
        "rows": [
            {
                "aside": each,
                "amount": hryvnias(each.payment.amount),
                "match": form_of(MatchForm, each.payment_id) if may_match else None,
            }
            for each in found
        ],
    }
    return page(request, "charges/set_asides.html", shown)


@holding(SEE, KEEP, READ_PAYER)
@require_POST
def match(request: HttpRequest, pk: int) -> HttpResponse:
    """Post a payment to the lease that was confirmed."""
    form = form_of(MatchForm, pk, request.POST)

    def act(payment: Payment) -> str:
        lease = form.cleaned_data["number"]
        services.match(payment, lease, by=user_of(request), at=timezone.now())
        return _("The payment stands on lease %(number)s.") % {"number": lease.number}

    return done(request, pk, form, act)


@holding(SEE, KEEP, READ_PAYER)
@require_POST
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    form = form_of(SetAsideForm, pk, request.POST)

    def act(payment: Payment) -> str:
        services.set_aside(payment, **form.cleaned_data, by=user_of(request), at=timezone.now())
        return _("The payment is set aside.")

    return done(request, pk, form, act)


def done(
    request: HttpRequest, pk: int, form: PortalForm, act: Callable[[Payment], str]
) -> HttpResponse:
    """Do what a form asks for a payment; what was refused is said on the page."""
    payment = get_object_or_404(Payment, pk=pk)
    if not form.is_valid():
        return waiting_page(request, form, pk)
    try:
        messages.success(request, act(payment))
    except services.AlreadyMatched as refused:
        said = _("This payment stands on lease %(number)s already: somebody was first.")
        messages.error(request, said % {"number": refused.lease.number})
    except services.AlreadySetAside:
        messages.error(request, _("Somebody has set this payment aside already."))
    return redirect("charges:waiting")
