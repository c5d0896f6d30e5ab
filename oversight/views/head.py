"""The head's page: how the office keeps its term."""

import csv
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

SEE = "oversight.view_figures"
WEEKS = (4, 13, 26, 52)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


@holding(SEE)
@require_safe
def office(request: HttpRequest) -> HttpResponse:
    span, calendar = span_of(request), approved_calendar()
    drawn = charts(span, calendar)
    decided, in_time = figures.shares(figures.flow(span))
    median, most = figures.durations(span, calendar)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("How the office keeps its term"),
        "span": span,
        "choices": WEEKS,
        "charts": drawn,
        "decided": decided,
        "in_time": in_time,
        "percent": in_time * 100 // decided if decided else None,
        "median": median,
        "most": most,
        "overdue": figures.overdue(span.on),
    }
    return TemplateResponse(request, "oversight/office.html", context)


@holding(SEE)
@require_safe
def table(request: HttpRequest, chart: str) -> HttpResponse:
    """Hand out the table of a chart as CSV, which a spreadsheet opens and runs nothing of."""
    if chart not in CHARTS:
        raise Http404
    drawn = CHARTS[chart](span_of(request), approved_calendar())
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{chart}.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow(drawn.columns)
    writer.writerows([neutral(cell) for cell in row] for row in drawn.rows)
    return answer


def neutral(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def span_of(request: HttpRequest) -> Span:
    """Read the weeks asked for; anything that is not offered gives the first that is."""
    asked = request.GET.get("weeks", "")
    weeks = int(asked) if asked in map(str, WEEKS) else WEEKS[1]
    return Span(weeks, day_in_kyiv(timezone.now()))
