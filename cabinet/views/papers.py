"""Papers brought after submission: what there is and what is missing, one paper, sending it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.acting import actor_of
from applications.models import Application
from applications.papers import PAPERS
from cabinet import adding
from cabinet.access import own_application
from cabinet.acts import can
from cabinet.adding import AdditionHolder
from cabinet.correcting import item_for
from cabinet.forms import ReplyForm
from cabinet.models import Addition
from cabinet.papers import brought, documents_of, had_already, wanted
from cabinet.views.answering import REFUSALS, explained
from cabinet.written import written_of
from copies.forms import FilesForm
from copies.models import State
from copies.showing import ShownCopy, is_waiting, shown, version
from copies.uploading import add_all, answer
from drafts.forms.papers import AddPaperForm
from drafts.subjects import subjects_of
from review.askable import household_of


@require_safe
@own_application
def my_papers(request: HttpRequest, application: Application) -> HttpResponse:
    if not can("my_papers", application):
        messages.warning(request, _("No paper can be added any more."))
        return redirect("status", application.number)
    household = household_of(application)
    additions = Addition.objects.filter(application=application).prefetch_related("copies")
    begun = [
        (each, PAPERS[each.code].title, household.whose(each.about))
        for each in additions.order_by("pk")
    ]
    papers = brought(documents_of(application))
    context = {
        "application": application,
        "papers": papers,
        "missing": wanted(application, household, papers),
        "begun": [each for each in begun if each[0].copies.all()],
    }
    return render(request, "cabinet/papers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_application
def add_my_paper(request: HttpRequest, application: Application) -> HttpResponse:
    """Begin to add a paper: one of the list, by its button, or any other, by the form."""
    at = timezone.now()
    subjects = subjects_of(written_of(application, at=at))
    data = request.POST if request.method == "POST" else None
    form = AddPaperForm(data, subjects=subjects)
    if form.is_valid():
        given = form.cleaned_data
        try:
            addition = adding.start(application.pk, given["code"], given["about"], at=at)
        except REFUSALS as why:
            messages.warning(request, explained(why))
            return redirect("status", application.number)
        return redirect("my_paper", application.number, addition.pk)
    context = {"application": application, "form": form}
    return render(request, "cabinet/paper_add.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@own_application
def my_paper(request: HttpRequest, application: Application, addition: int) -> HttpResponse:
    """Show a paper being added, and take files for it."""
    row = addition_of(application, addition)
    form = FilesForm(None, request.FILES) if request.method == "POST" else FilesForm()
    if form.is_valid():
        at = timezone.now()
        try:
            chosen, by = form.cleaned_data["chosen"], actor_of(request)
            faults = add_all(AdditionHolder(row), chosen, by=by, at=at)
        except REFUSALS as why:
            messages.warning(request, explained(why))
            return redirect("status", application.number)
        if not faults:
            return redirect("my_paper", application.number, row.pk)
        form.add_error("chosen", faults)
    context = {**context_of(application, row), "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "cabinet/paper.html", context, status=status)


@require_safe
@own_application
def my_paper_state(request: HttpRequest, application: Application, addition: int) -> JsonResponse:
    """Answer a script that waits for a check: whether one goes on, and parts of the page anew."""
    context = context_of(application, addition_of(application, addition))
    parts = {
        part: render_to_string(f"cabinet/paper_{part}.html", context, request)
        for part in ("files", "after")
    }
    return answer({"waiting": context["is_waiting"], "version": context["version"], "parts": parts})


@require_POST
@own_application
def send_my_paper(request: HttpRequest, application: Application, addition: int) -> HttpResponse:
    try:
        adding.send(addition_of(application, addition).pk, by=actor_of(request), at=timezone.now())
    except adding.NothingToSend as why:
        messages.warning(request, explained(why))
        return redirect("my_paper", application.number, addition)
    except REFUSALS as why:
        messages.warning(request, explained(why))
    else:
        messages.success(request, _("The paper is with your application now."))
    return redirect("status", application.number)


def addition_of(application: Application, addition: int) -> Addition:
    """Return a paper being added to this application. Raises Http404."""
    found = Addition.objects.filter(pk=addition, application=application).first()
    if found is None:
        raise Http404
    return found


def context_of(application: Application, addition: Addition) -> dict[str, Any]:
    item = item_for(addition)
    files = files_of(application, addition)
    address = [application.number, addition.pk]
    back = "correction" if item else "my_papers"
    return {
        "application": application,
        "addition": addition,
        "paper": PAPERS[addition.code],
        "whose": household_of(application).whose(addition.about),
        "item": item,
        "reply": ReplyForm(initial={"reply": item.reply}) if item else None,
        "files": files,
        "had_already": had_already(addition) if files else [],
        "can_send": any(each.state in (State.WAITING, State.CLEAN) for each in files),
        "is_waiting": is_waiting(files),
        "version": version(files),
        "back": reverse(back, args=address[:1]),
        "begin_url": reverse("my_uploads", args=address),
        "state_url": reverse("my_paper_state", args=address),
    }


def files_of(application: Application, addition: Addition) -> list[ShownCopy]:
    """Return the files chosen so far, in their order."""
    held = addition.copies.select_related("copy").order_by("position")
    address = [application.number, addition.pk]
    return shown(
        [each.copy for each in held],
        page=lambda copy, number: reverse("my_copy_page", args=[*address, copy, number]),
        remove=lambda copy: reverse("remove_my_copy", args=[*address, copy]),
    )
