"""The page of one question, the same for all of them."""

from collections.abc import Sequence
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import keeping
from applications.fields.places import left_to_choose
from drafts import services
from drafts.access import open_draft
from drafts.answers import read
from drafts.forms.answer_form import AnswerForm, Warning
from drafts.models import Draft
from drafts.steps import Step, step_of
from drafts.unasked import note_unasked
from drafts.way import backward, onward


@require_http_methods(["GET", "HEAD", "POST"])
@open_draft
def question(request: HttpRequest, draft: Draft, part: str, question: str) -> HttpResponse:
    at = timezone.now()
    step = step_of(read(draft, at=at), part, question)
    if step is None:
        raise Http404
    if not step.is_asked:
        return redirect("tasks", draft.pk)
    data = request.POST if request.method == "POST" else None
    form = step.form(data, at=at)
    if request.method != "POST":
        return kept(request, step, at) or page(request, step, form)
    if form.is_valid():
        return saved(request, step, form, at)
    if left_to_choose(form):
        form.errors.clear()
        return page(request, step, form)
    return page(request, step, form, status=422)


def kept(request: HttpRequest, step: Step, at: datetime) -> HttpResponse | None:
    """Show what was typed when the session ended; None where nothing was. It is not saved yet."""
    typed = keeping.take(request)
    if typed is None:
        return None
    form = step.form(typed, at=at)
    form.errors.clear()
    return page(request, step, form, is_kept=True)


def saved(request: HttpRequest, step: Step, form: AnswerForm, at: datetime) -> HttpResponse:
    """Save a valid answer, then go on; what looks wrong is shown once before that."""
    note_unasked(request.POST, form)
    given = form.given()
    services.save(step.written.draft.pk, step.part.ref, step.question.slug, given, at=at)
    warnings = form.warnings()
    if {warning.code for warning in warnings}.difference(request.POST.getlist("seen")):
        return page(request, step, form, warnings=warnings)
    return redirect(onward(step.saying(given), next_page=next_page(request)))


def next_page(request: HttpRequest) -> str:
    return request.GET.get("next", "")


def page(
    request: HttpRequest,
    step: Step,
    form: AnswerForm,
    *,
    warnings: Sequence[Warning] = (),
    is_kept: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "title": step.title,
        "task": step.task.label,
        "form": form,
        "warnings": [(form[warning.field], warning) for warning in warnings],
        "is_kept": is_kept,
        "back": backward(step, next_page=next_page(request)),
    }
    return render(request, "drafts/question.html", context, status=status)
