"""One question of a request for a correction, asked with the form of the application."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from applications.models import Application
from cabinet.correction_forms import FORMS
from cabinet.views.answering import explained
from drafts.forms.answer_form import AnswerForm, Warning
from drafts.question_page import Page
from drafts.question_page import asked as asked_on
from drafts.steps import Step
from review import services
from review.askable import asked, household_of
from review.models import CorrectionItem


def question(
    request: HttpRequest,
    application: Application,
    item: CorrectionItem,
    step: Step,
    at: datetime,
) -> HttpResponse:
    """Show a question or keep its answer; what looks wrong is shown once and never blocks."""
    own = FORMS.get(step.question.form, step.question.form)

    def form(data: QueryDict | None) -> AnswerForm:
        return own(data, written=step.written, part=step.part, at=at)

    page = Page(
        about=f"correction {item.request_id}",
        form=form,
        show=lambda form, **said: shown(request, item, step, form, **said),
        save=lambda given: services.save_answer(item.pk, given, at=at),
        onward=lambda _given: reverse("correction", args=[application.number]),
    )
    try:
        return asked_on(request, page)
    except services.NoOpenCorrection as why:
        messages.warning(request, explained(why))
        return redirect("status", application.number)


def shown(
    request: HttpRequest,
    item: CorrectionItem,
    step: Step,
    form: AnswerForm,
    *,
    warnings: Sequence[Warning] = (),
    is_kept: bool = False,
    status: int = 200,
) -> HttpResponse:
    number = item.request.application.number
    household = household_of(item.request.application)
    context = {
        "title": step.title,
        "caption": household.whose(asked(item.path).ref),
        "note": item.note,
        "form": form,
        "warnings": [(form[each.field], each) for each in warnings],
        "is_kept": is_kept,
        "back": reverse("correction", args=[number]),
    }
    return render(request, "cabinet/question.html", context, status=status)
