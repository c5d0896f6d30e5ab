"""Corrections of accounts: posting one, saying yes or no to a large one, and looking at all."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.second_factor import confirmed_recently, step_up
from charges import services
from charges.access import (
    APPROVE,
    KEEP,
    SEE,
    access_account,
    holding,
    looks_at_corrections,
    user_of,
)
from charges.kinds import Kind
from charges.models import Answer, BankStatement, Posting, Proposal
from charges.shown import hryvnias
from charges.sums import total
from charges.views.balances import account_page, correct_form, page
from review import stepping_up
from review.readings import note

AT_ONCE = 50
LATEST = 20
REFUSED: "dict[type[Exception], str | Promise]" = {
    services.AlreadyAnswered: gettext_lazy("Somebody has posted or declined it already."),
    services.SameProposer: gettext_lazy("You proposed this correction. Another person posts it."),
}


@holding(SEE, KEEP)
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Post a correction, or propose it; the factor is asked for first and what was typed kept."""
    lease, now = access_account(pk), timezone.now()
    form = correct_form(lease, request.POST)
    if not form.is_valid():
        return account_page(request, lease, form)
    if not confirmed_recently(request, now):
        return stepping_up.lead(request, reverse("charges:account", args=[pk]), "correct")
    try:
        made = services.correct(lease, **form.cleaned_data, by=user_of(request), at=now)
    except services.OtherPosted:
        said = _(
            "Nothing was posted: this form has posted a correction before. Open it anew to post"
            " another."
        )
        messages.error(request, said)
    else:
        messages.success(request, said_of(made))
    return redirect("charges:account", pk)


def said_of(made: Posting | Proposal) -> str:
    if isinstance(made, Posting):
        return _("The correction is posted.")
    return _("The correction is proposed. It is posted once a decision maker approves it.")


@looks_at_corrections
@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Show what is proposed, what was posted by hand, and which statements were taken in last."""
    user = user_of(request)
    note("corrections.read", "charges:corrections", by=user, at=timezone.now())
    rows = Posting.objects.filter(kind=Kind.CORRECTION).order_by("-at", "-pk")
    found = Paginator(rows.select_related("lease", "by", "approval__by"), AT_ONCE)
    posted = found.get_page(request.GET.get("page"))
    proposals = Proposal.objects.filter(answer__posting=None).order_by("-at", "-pk")
    shown = {
        "title": _("Corrections of accounts"),
        "page": posted,
        "posted": [(each, signed(each)) for each in posted],
        "proposals": [
            (each, signed(each), each.by_id == user.pk)
            for each in proposals.select_related("lease", "by", "answer__by")[:AT_ONCE]
        ],
        "statements": [(each, hryvnias(each.total)) for each in statements()],
        "may_approve": user.has_perm(APPROVE),
    }
    return page(request, "charges/corrections.html", shown)


def statements() -> QuerySet[Any]:
    """Return the bank statements taken in last, each with the `total` of its payments, UAH."""
    found = BankStatement.objects.annotate(total=total("payments__amount"))
    return found.select_related("taken_by").order_by("-pk")[:LATEST]


def signed(correction: Posting | Proposal) -> str:
    """Write how much is owed more or less."""
    sign = "+" if correction.amount > 0 else "\N{MINUS SIGN}"
    return f"{sign}{hryvnias(abs(correction.amount))}"


@holding(APPROVE)
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    return answered(request, pk, services.approve_correction, _("The correction is posted."))


@holding(APPROVE)
@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    done = _("The correction is declined. The account stays as it is.")
    return answered(request, pk, services.decline_correction, done)


def answered(request: HttpRequest, pk: int, act: Callable[..., Answer], done: str) -> HttpResponse:
    get_object_or_404(Proposal, pk=pk)
    now = timezone.now()
    if not confirmed_recently(request, now):
        return step_up(request, reverse("charges:corrections"))
    try:
        act(pk, by=user_of(request), at=now)
    except tuple(REFUSED) as refused:
        messages.error(request, str(REFUSED[type(refused)]))
    else:
        messages.success(request, done)
    return redirect("charges:corrections")
