"""One paper at a time: its pages beside the facts they show, the verdict, and the next paper."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from applications.models import Application, Document, Verdict
from review.board import address, document_row, in_order
from review.brought import path_of
from review.conflict import Conflict
from review.dossier import Dossier
from review.forms import ActForm
from review.page import form_of

PAGE = "admin:applications_application_change"
FROM_PAPER = "from=paper"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paper stands among the others, in the order of the board."""

    number: int
    of: int
    waiting: int
    previous: str | None
    next: str | None


def paper_page(
    request: HttpRequest,
    file: Dossier,
    document: Document,
    *,
    failed: ActForm | None = None,
    conflict: Conflict | None = None,
    status: int | None = None,
) -> TemplateResponse:
    row = document_row(document, file, form_of_paper, failed, is_masked=not judges(file))
    shown = {
        **admin.site.each_context(request),
        "dossier": file,
        "application": file.application,
        "row": row,
        "place": place(document, file),
        "ask_again": ask_again(document, file),
        "can_download": True,
        "failed": failed,
        "conflict": conflict,
        "title": f"{row.title}: {row.about}",
        "opts": Application._meta,
        "page_url": row.address,
    }
    return TemplateResponse(request, "review/paper.html", shown, status=status)


def judges(file: Dossier) -> bool:
    """Tell whether the user may judge papers, and so needs the numbers these show."""
    return file.user.has_perm("review.judge_evidence")


def form_of_paper(step: str, dossier: Dossier, **given: Any) -> ActForm:
    """Return the form of a verdict that leads on to the next paper."""
    form = form_of(step, dossier, **given)
    form.helper.form_action += f"?{FROM_PAPER}"
    return form


def place(document: Document, file: Dossier) -> Place:
    order = [each for each in in_order(file) if not file.hides(each)]
    at = next(number for number, each in enumerate(order) if each.pk == document.pk)
    return Place(
        number=at + 1,
        of=len(order),
        waiting=file.papers_waiting,
        previous=address(order[at - 1]) if at else None,
        next=address(order[at + 1]) if at + 1 < len(order) else None,
    )


def after(document: int, file: Dossier) -> str:
    """Return where to go once a paper is judged: the next that waits, or back to the board."""
    order = in_order(file)
    at = next((number for number, each in enumerate(order) if each.pk == document), 0)
    for each in (*order[at + 1 :], *order[:at]):
        if each.verdict == Verdict.PENDING:
            return address(each)
    return reverse(PAGE, args=[file.application.pk]) + "#papers"


def ask_again(document: Document, file: Dossier) -> str | None:
    """Return the address of the page that asks the applicant for this paper anew, where one can."""
    if "request_correction" not in file.steps:
        return None
    ask = path_of(document, file)
    return reverse(PAGE, args=[file.application.pk]) + f"?ask={ask}#request_correction"
