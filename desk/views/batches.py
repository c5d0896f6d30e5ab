"""Package files taken in, and the report of it to keep."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from copies.names import cleaned
from desk.access import at_the_desk, registrar_of
from desk.batch import ACCEPTED, ALREADY, REFUSED, Result, take_in
from desk.models import Batch
from printing.tables import as_csv

UNPROCESSABLE = 422
OUTCOMES = {
    ACCEPTED: gettext_lazy("Registered"),
    ALREADY: gettext_lazy("Already there"),
    REFUSED: gettext_lazy("Refused"),
}
COLUMNS = ("place", "sha256", "outcome", "number", "due_on", "pointer", "uk", "en")


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def batch(request: HttpRequest) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": _("Take in package files")}
    files = request.FILES.getlist("files")
    if request.method == "POST" and files:
        kept, results = take_in(files, by=registrar_of(request), at=timezone.now())
        counts = [
            (OUTCOMES[each], sum(result.outcome == each for result in results)) for each in OUTCOMES
        ]
        context |= {"batch": kept, "results": [row(each) for each in results], "counts": counts}
    elif request.method == "POST":
        context |= {"failed": True}
    status = UNPROCESSABLE if "failed" in context else 200
    return TemplateResponse(request, "desk/packages.html", context, status=status)


def row(result: Result) -> dict[str, object]:
    language = "en" if get_language() == "en" else "uk"
    return {
        "place": result.place,
        "name": cleaned(result.name),
        "outcome": result.outcome,
        "label": OUTCOMES[result.outcome],
        "number": result.number,
        "due_on": result.due_on,
        "errors": [(each["path"], each["message"][language]) for each in result.errors],
    }


@require_safe
@at_the_desk
def report(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Answer with the report as CSV: places, hashes and numbers, nobody's names."""
    found = Batch.objects.filter(pk=batch, registrar=registrar_of(request)).first()
    if found is None:
        raise Http404
    return as_csv("packages", COLUMNS, lines(found.rows))


def lines(rows: list[dict[str, Any]]) -> Iterator[list[object]]:
    """Yield a line for each fault, and one for what has none."""
    for each in rows:
        head = [each[column] for column in COLUMNS[:5]]
        if not each["errors"]:
            yield [*head, "", "", ""]
        for fault in each["errors"]:
            said = fault["message"]
            yield [*head, "/" + fault["path"], said["uk"], said["en"]]
