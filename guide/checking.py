"""The page “Check if you may qualify”: asks, tells, keeps nothing and logs nothing."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.acting import is_office
from accounts.language import chosen_language, staying_in
from applications.assessing import assess
from applications.fields.places import left_to_choose
from applications.outcome import told
from guide.forms.check import StepForm
from guide.household import package_of
from guide.steps import STEPS, Step, answers, asked, carried
from territories.gazetteer import current

RESULT = "result"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    language = chosen_language(request)
    return staying_in(language, shown(request, is_switched=language is not None))


def shown(request: HttpRequest, *, is_switched: bool) -> HttpResponse:
    """Show the page asked for: the same again in another language, the one before, or the next."""
    data = request.POST
    step = data.get("step", "")
    if is_switched and step == RESULT and all(each.bound(data).is_valid() for each in asked(data)):
        return result(request, data)
    if is_switched or "back" in data or not step:
        return again(request, data, data.get("back", step))
    return onward(request, data)


def onward(request: HttpRequest, data: QueryDict) -> HttpResponse:
    """Show what follows the page that was sent; a page before it that is not right comes first."""
    steps = asked(data)
    slugs = [step.slug for step in steps]
    sent = slugs.index(data["step"]) if data["step"] in slugs else 0
    for step in steps[: sent + 1]:
        form = step.bound(data)
        if not form.is_valid():
            return refused(request, data, step, form)
    following = asked(data)[sent + 1 :]
    if following:
        return page(request, data, following[0], following[0].filled(data))
    return result(request, data)


def refused(request: HttpRequest, data: QueryDict, step: Step, form: StepForm) -> HttpResponse:
    if left_to_choose(form):
        form.errors.clear()
        return page(request, data, step, form)
    return page(request, data, step, form, status=422)


def again(request: HttpRequest, data: QueryDict, slug: str) -> HttpResponse:
    """Show a page with what was answered on it; the first where there is no such page."""
    step = next((step for step in asked(data) if step.slug == slug), STEPS[0])
    return page(request, data, step, step.filled(data))


def page(
    request: HttpRequest, data: QueryDict, step: Step, form: StepForm, *, status: int = 200
) -> HttpResponse:
    steps = asked(data)
    place = steps.index(step)
    context = {
        "step": step,
        "number": place + 1,
        "form": form,
        "before": steps[place - 1] if place else None,
        "hidden": carried(data, besides=step),
        "said": carried(data),
        "shown": step.slug,
    }
    return render(request, "guide/check.html", context, status=status)


def result(request: HttpRequest, data: QueryDict) -> HttpResponse:
    at = timezone.now()
    given, homes = answers(data)
    determination = assess(package_of(given, homes, at=at), places=current())
    context = {
        "told": told(determination),
        "steps": asked(data),
        "said": carried(data),
        "before": asked(data)[-1],
        "shown": RESULT,
        "is_office": is_office(request),
    }
    return render(request, "guide/result.html", context)
