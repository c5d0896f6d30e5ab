"""The page of one question of a draft, the same for all of them."""

from collections.abc import Sequence
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.acting import actor_of
from drafts import services
from drafts.access import open_draft
from drafts.answers import read
from drafts.forms.answer_form import AnswerForm, Warning
from drafts.forms.hints import without_hints
from drafts.models import Draft
from drafts.question_page import Page, asked
from drafts.steps import Step, step_of
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
    page = Page(
        about=f"draft {draft.pk}",
        form=lambda data: form_of(request, step, data, at=at),
        show=lambda form, **said: shown(request, step, form, **said),
        save=lambda given: services.save(draft.pk, part, question, given, at=at),
        onward=lambda given: onward(step.saying(given), next_page=next_page(request)),
    )
    return asked(request, page)


def form_of(
    request: HttpRequest, step: Step, data: QueryDict | None, *, at: datetime
) -> AnswerForm:
    """Return the form, which offers an operator nothing of what their browser knows."""
    form = step.form(data, at=at)
    if actor_of(request).is_staff:
        without_hints(form)
    return form


def next_page(request: HttpRequest) -> str:
    return request.GET.get("next", "")


def shown(
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
