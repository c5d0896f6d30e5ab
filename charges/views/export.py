"""The postings of a period as CSV, for the accountants; nobody is named in it."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audit.commitments import Facts
from audit.services import record
from charges.access import SEE, holding, user_of
from charges.forms import Counting, Layout, PeriodForm
from charges.models import Posting
from charges.proration import last_of
from charges.views.balances import page
from deadlines.working_days import day_in_kyiv
from printing.tables import as_csv

UNPROCESSABLE = 422


@holding(SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Ask for a period; a POST hands its postings out, and that stands in the journal."""
    month = day_in_kyiv(timezone.now()).replace(day=1)
    sent = request.POST if request.method == "POST" else None
    form = PeriodForm(
        sent,
        action=reverse("charges:export"),
        auto_id="export-%s",
        initial={"first": month, "last": last_of(month)},
    )
    if sent is not None and form.is_valid():
        return handed_out(request, **form.cleaned_data)
    shown = {"title": _("Export for accounting"), "form": form}
    shown["failed"] = form if form.errors else None
    status = UNPROCESSABLE if form.errors else 200
    return page(request, "charges/export.html", shown, status)


def handed_out(
    request: HttpRequest, *, first: date, last: date, by: str, layout: str
) -> HttpResponse:
    rows = list(written(posted_from(first, last) if by == Counting.POSTED else of(first, last)))
    period: Facts = {"first": first.isoformat(), "last": last.isoformat()}
    facts: Facts = {**period, "by": by or Counting.DAY.value, "rows": len(rows)}
    with transaction.atomic():
        subject, user = "charges:accounts", user_of(request)
        record("accounts.exported", subject=subject, by=user, at=timezone.now(), facts=facts)
    columns = (
        _("Lease"), _("What"), _("Month"), _("Day"), _("To be paid by"), _("Charged, UAH"),
        _("Paid or credited, UAH"), _("Bank statement"), _("Line"), _("Posting"),
        _("Posted at"),
    )  # fmt: skip
    name = f"accounts-{first}-{last}" + ("-posted" if by == Counting.POSTED else "")
    return as_csv(name, columns, rows, for_excel=layout == Layout.EXCEL)


def of(first: date, last: date) -> QuerySet[Posting]:
    """Return the postings of a period in the order of their days."""
    return Posting.objects.filter(on__range=(first, last)).order_by("on", "pk")


def posted_from(first: date, last: date) -> QuerySet[Posting]:
    """Return what was posted in a period, whatever day it is of, in the order it came."""
    return Posting.objects.filter(at__date__range=(first, last)).order_by("at", "pk")


def written(found: QuerySet[Posting]) -> Iterator[tuple[object, ...]]:
    """Yield postings as lines of the table. One query."""
    for each in found.select_related("lease", "payment"):
        yield (
            each.lease.number,
            each.get_kind_display(),
            f"{each.month:%Y-%m}" if each.month else "",
            each.on,
            each.due_on if each.amount > 0 else "",
            each.amount if each.amount > 0 else "",
            -each.amount if each.amount < 0 else "",
            each.payment.statement_id if each.payment else "",
            each.payment.line if each.payment else "",
            each.pk,
            f"{timezone.localtime(each.at):%Y-%m-%d %H:%M}",
        )
