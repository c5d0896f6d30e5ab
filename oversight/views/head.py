"""The head's page: how the office keeps its term."""

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from deadlines.calendars import approved_calendar
from deadlines.working_days import day_in_kyiv
from oversight import figures
from oversight.access import holding
from oversight.figures import Span
from oversight.head import CHARTS, charts
from oversight.lasting import HALF, MOST, altogether, lasted
from printing.tables import as_csv

SEE = "oversight.view_figures"
WEEKS = (4, 13, 26, 52)


@holding(SEE)
@require_safe
def office(request: HttpRequest) -> HttpResponse:
    span, calendar = span_of(request), approved_calendar()
    flows = figures.flow(span)
    decided, in_time = figures.shares(flows)
    weeks = lasted(span, calendar)
    whole = altogether(weeks)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("How the office keeps its term"),
        "span": span,
        "choices": WEEKS,
        "charts": charts(span, calendar, flows, weeks),
        "decided": decided,
        "in_time": in_time,
        "percent": in_time * 100 // decided if decided else None,
        "median": whole.percentile(HALF),
        "most": whole.percentile(MOST),
        "overdue": figures.overdue(span.on),
    }
    return TemplateResponse(request, "oversight/office.html", context)


@holding(SEE)
@require_safe
def table(request: HttpRequest, chart: str) -> HttpResponse:
    """Hand out the table of a chart."""
    if chart not in CHARTS:
        raise Http404
    drawn = CHARTS[chart](span_of(request), approved_calendar())
    return as_csv(chart, drawn.columns, drawn.rows)


def span_of(request: HttpRequest) -> Span:
    """Read the weeks asked for; anything that is not offered gives the first that is."""
    asked = request.GET.get("weeks", "")
    weeks = int(asked) if asked in map(str, WEEKS) else WEEKS[1]
    return Span(weeks, day_in_kyiv(timezone.now()))
