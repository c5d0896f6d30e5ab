"""One question of a request for a correction, asked with the form of the application."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from applications.models import Application
from cabinet.views.answering import explained
from drafts.forms.answer_form import AnswerForm, Warning
from drafts.forms.invitation import MethodForm
from drafts.steps import Step
from review import services
from review.askable import asked, household_of
from review.models import CorrectionItem


class SubmittedMethodForm(MethodForm):
    """How to write to the applicant, where the e-mail is changed on a page of its own."""

    def address(self) -> SafeString | str:
        return self.email or _("You have given no e-mail address yet.")


FORMS: dict[type[AnswerForm], type[AnswerForm]] = {MethodForm: SubmittedMethodForm}


def question(
    request: HttpRequest,
    application: Application,
    item: CorrectionItem,
    step: Step,
    at: datetime,
) -> HttpResponse:
    """Show a question or keep its answer; what looks wrong is shown once and never blocks."""
    data = request.POST if request.method == "POST" else None
    form = FORMS.get(step.question.form, step.question.form)(
        data, written=step.written, part=step.part, at=at
    )
    if request.method != "POST":
        return page(request, item, step, form)
    if not form.is_valid():
        return page(request, item, step, form, status=422)
    try:
        services.save_answer(item.pk, form.given(), at=at)
    except services.NoOpenCorrection as why:
        messages.warning(request, explained(why))
        return redirect("status", application.number)
    warnings = form.warnings()
    if {warning.code for warning in warnings}.difference(request.POST.getlist("seen")):
        return page(request, item, step, form, warnings=warnings)
    return redirect("correction", application.number)


def page(
    request: HttpRequest,
    item: CorrectionItem,
    step: Step,
    form: AnswerForm,
    *,
    warnings: list[Warning] | None = None,
    status: int = 200,
) -> HttpResponse:
    number = item.request.application.number
    household = household_of(item.request.application)
    context = {
        "title": step.title,
        "caption": household.whose(asked(item.path).ref),
        "note": item.note,
        "form": form,
        "warnings": [(form[each.field], each) for each in warnings or []],
        "back": reverse("correction", args=[number]),
    }
    return render(request, "cabinet/question.html", context, status=status)
