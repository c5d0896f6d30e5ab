"""Answering a request for a correction: what is asked, each point, sending all of it."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import keeping
from accounts.acting import actor_of
from applications.models import Application
from cabinet import adding, correcting
from cabinet.access import own_application
from cabinet.forms import ReplyForm
from cabinet.views.answering import REFUSALS, explained
from cabinet.views.papers import context_of
from cabinet.views.question import question
from copies.forms import FilesForm
from review import services
from review.askable import PAPER, Asked, asked
from review.changes import changes_of
from review.corrections import open_correction
from review.models import CorrectionItem, CorrectionRequest, CorrectionState
from territories.gazetteer import current


@require_http_methods(["GET", "HEAD", "POST"])
@own_application
def correction(request: HttpRequest, application: Application) -> HttpResponse:
    """Show what is asked for; a POST sends the answers."""
    found = open_correction(application)
    if found is None:
        return answered(request, application)
    if request.method == "POST":
        try:
            correcting.answer(found.pk, by=actor_of(request), at=timezone.now())
        except REFUSALS as why:
            return page(request, found, error=explained(why), status=422)
        messages.success(request, _("Your answer is sent. The review goes on."))
        return redirect("status", application.number)
    return page(request, found)


def page(
    request: HttpRequest, found: CorrectionRequest, *, error: str = "", status: int = 200
) -> HttpResponse:
    listed = correcting.points(found)
    context = {
        "application": found.application,
        "request_text": found.text,
        "points": listed,
        "changes": correcting.changes_so_far(found),
        "left": sum(not point.is_answered for point in listed),
        "error": error,
    }
    return render(request, "cabinet/correction.html", context, status=status)


def answered(request: HttpRequest, application: Application) -> HttpResponse:
    """Show what the latest answer changed; where nothing was ever answered, the application."""
    answers = application.corrections.filter(state=CorrectionState.ANSWERED)
    latest = answers.select_related("revision").order_by("-closed_at", "-pk").first()
    if latest is None or request.method == "POST":
        return redirect("status", application.number)
    revision = latest.revision
    changes = changes_of(revision, current(), is_masked=False) if revision else []
    context = {"application": application, "latest": latest, "changes": changes}
    return render(request, "cabinet/correction_answered.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_application
def correction_item(request: HttpRequest, application: Application, item: int) -> HttpResponse:
    """Ask one point: a question of the form, or a paper to be added."""
    found = item_of(application, item)
    if found is None:
        messages.warning(request, explained(services.NoOpenCorrection()))
        return redirect("status", application.number)
    thing, at = asked(found.path), timezone.now()
    if thing.kind == PAPER:
        return to_paper(request, application, thing, at)
    step = correcting.step_for(found, at=at)
    if step is None:
        raise Http404
    return question(request, application, found, step, at)


def to_paper(
    request: HttpRequest, application: Application, thing: Asked, at: datetime
) -> HttpResponse:
    """Lead to the paper, which from now on is being added."""
    try:
        addition = adding.start(application.pk, thing.slug, thing.ref, at=at)
    except REFUSALS as why:
        messages.warning(request, explained(why))
        return redirect("status", application.number)
    return redirect("my_paper", application.number, addition.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@own_application
def correction_reply(request: HttpRequest, application: Application, item: int) -> HttpResponse:
    """Keep what the applicant says about a paper that they cannot bring.

    Whoever was signed out while they wrote comes here by GET, to the page of the paper.
    """
    found = item_of(application, item)
    if request.method != "POST":
        return reply_again(request, application, item, found)
    form = ReplyForm(request.POST)
    if found is None or not form.is_valid():
        messages.warning(request, explained(services.NoOpenCorrection()))
        return redirect("status", application.number)
    reply = form.cleaned_data["reply"]
    try:
        services.save_answer(found.pk, None, reply=reply, at=timezone.now())
    except services.NoOpenCorrection as why:
        messages.warning(request, explained(why))
    return redirect("correction", application.number)


def reply_again(
    request: HttpRequest, application: Application, item: int, found: CorrectionItem | None
) -> HttpResponse:
    """Show the paper with what was typed about it, which is not kept with the answer yet."""
    typed, thing = keeping.take(request), asked(found.path) if found else None
    if typed is None or thing is None or thing.kind != PAPER:
        return redirect("correction_item", application.number, item)
    try:
        addition = adding.start(application.pk, thing.slug, thing.ref, at=timezone.now())
    except REFUSALS as why:
        messages.warning(request, explained(why))
        return redirect("status", application.number)
    shown = context_of(application, addition)
    shown |= {"form": FilesForm(), "reply": ReplyForm(typed), "is_kept": True}
    return render(request, "cabinet/paper.html", shown)


def item_of(application: Application, item: int) -> CorrectionItem | None:
    """Return a point of the open request; None for one that waits no more. Raises Http404."""
    items = CorrectionItem.objects.select_related("request__application")
    found = items.filter(pk=item, request__application=application).first()
    if found is None:
        raise Http404
    return found if found.request.state == CorrectionState.OPEN else None
