"""The page of one question of a draft, the same for all of them."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from drafts import services
from drafts.access import open_draft
from drafts.answers import read
from drafts.forms.answer_form import AnswerForm, Warning
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
        form=lambda data: step.form(data, at=at),
        show=lambda form, **said: shown(request, step, form, **said),
        save=lambda given: services.save(draft.pk, part, question, given, at=at),
        onward=lambda given: onward(step.saying(given), next_page=next_page(request)),
    )
    return asked(request, page)


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
