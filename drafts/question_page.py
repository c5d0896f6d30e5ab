"""The page of one question: shown, answered, shown again where something is wrong or looks so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from accounts import keeping
from accounts.language import chosen_language, staying_in
from applications.fields.places import left_to_choose
from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm, Warning
from drafts.unasked import note_unasked


class Show(Protocol):
    def __call__(
        self,
        form: AnswerForm,
        *,
        warnings: Sequence[Warning] = (),
        is_kept: bool = False,
        status: int = 200,
    ) -> HttpResponse: ...


@dataclass(frozen=True, slots=True)
class Page:
    """What a page of a question does in its place.

    `about` names in logs what the answer belongs to; `save` keeps an answer; `onward` says where to
    go from there.
    """

    about: str
    form: Callable[[QueryDict | None], AnswerForm]
    show: Show
    save: Callable[[Answers], object]
    onward: Callable[[Answers], str]


def asked(request: HttpRequest, page: Page) -> HttpResponse:
    """Show a question or keep its answer. Raises what `page.save` raises."""
    if request.method != "POST":
        return kept(request, page) or page.show(page.form(None))
    if language := chosen_language(request):
        typed = QueryDict(request.POST.get("typed", ""))
        return staying_in(language, page.show(unjudged(page, typed)))
    form = page.form(request.POST)
    if form.is_valid():
        return saved(request, page, form)
    if left_to_choose(form):
        form.errors.clear()
        return page.show(form)
    return page.show(form, status=422)


def kept(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Show what was typed when the session ended; None where nothing was. It is not saved yet."""
    typed = keeping.take(request)
    if typed is None:
        return None
    return page.show(unjudged(page, typed), is_kept=True)


def unjudged(page: Page, typed: QueryDict) -> AnswerForm:
    """Return the form as it was typed, saved by nobody and with nothing said against it."""
    form = page.form(typed)
    form.errors.clear()
    return form


def saved(request: HttpRequest, page: Page, form: AnswerForm) -> HttpResponse:
    """Save a valid answer, then go on; what looks wrong is shown once before that."""
    note_unasked(request.POST, form, about=page.about)
    given = form.given()
    page.save(given)
    warnings = form.warnings()
    if {warning.code for warning in warnings}.difference(request.POST.getlist("seen")):
        return page.show(form, warnings=warnings)
    return redirect(page.onward(given))
