"""The homes that the household owns: list, add, remove."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from drafts import services
from drafts.access import open_draft
from drafts.answers import Said, Written, read
from drafts.forms.homes_adding import NO, AddHomeForm, AnotherHomeForm, too_many
from drafts.homes import open_period, place_said
from drafts.kept import kept_form
from drafts.models import Draft, Kind
from drafts.people import full_name, relationship
from drafts.progress import Progress, owns
from drafts.question import Task
from drafts.services import MOST_HOMES, TooManyHomes
from drafts.steps import Step, asked


@dataclass(frozen=True, slots=True)
class Home:
    """A home on the list; `url` is its first open question, or its first."""

    ref: str
    place: str
    address: str
    owner: str
    is_out_of_reach: bool
    progress: Progress
    url: str

    @property
    def is_done(self) -> bool:
        return self.progress == Progress.DONE


@require_http_methods(["GET", "HEAD", "POST"])
@open_draft
def homes(request: HttpRequest, draft: Draft) -> HttpResponse:
    """List the homes; ask whether there is another. Nothing is listed: the first is asked for."""
    written = read(draft, at=timezone.now())
    if not written.homes:
        return redirect("add_home" if owns(written) else "tasks", draft.pk)
    form = AnotherHomeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return listed(request, written, form, status=422 if form.is_bound else 200)
    return redirect("tasks" if form.cleaned_data["more"] == NO else "add_home", draft.pk)


def listed(
    request: HttpRequest, written: Written, form: AnotherHomeForm, *, status: int
) -> HttpResponse:
    context = {
        "draft": written.draft,
        "homes": cards(written),
        "is_full": len(written.homes) >= MOST_HOMES,
        "full": too_many(MOST_HOMES),
        "form": form,
    }
    return render(request, "drafts/homes.html", context, status=status)


def cards(written: Written) -> list[Home]:
    steps = asked(written, Task.HOMES)
    return [
        card(home, [step for step in steps if step.part.ref == home.ref]) for home in written.homes
    ]


def card(home: Said, steps: list[Step]) -> Home:
    written = steps[0].written
    chosen = next((step for step in steps if not step.is_answered), steps[0])
    return Home(
        ref=home.ref,
        place=place_said(home, written.places),
        address=home.answers.get("_address") or "",
        owner=owner_said(written, home),
        is_out_of_reach=open_period(home, written) is not None,
        progress=Progress.DONE if chosen.is_answered else Progress.IN_PROGRESS,
        url=chosen.url,
    )


def owner_said(written: Written, home: Said) -> str:
    owner = written.part(home.answers["owner"])
    return "" if owner is None else full_name(owner) or relationship(owner)


@require_http_methods(["GET", "HEAD", "POST"])
@open_draft
def add_home(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Ask who owns the home, then what is asked about every home."""
    at = timezone.now()
    written = read(draft, at=at)
    typed = kept_form(request, lambda data: owner_form(data, written, at))
    if typed is not None:
        return adding(request, draft, typed, is_kept=True)
    form = owner_form(request.POST if request.method == "POST" else None, written, at)
    if not form.is_valid():
        return adding(request, draft, form, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    try:
        ref = services.add_home(draft.pk, given["owner"], at=at, ref=given["new"])
    except TooManyHomes:
        form.add_error("owner", too_many(MOST_HOMES))
        return adding(request, draft, form, status=422)
    return redirect("question", draft.pk, ref, "place")


def owner_form(data: QueryDict | None, written: Written, at: datetime) -> AddHomeForm:
    """Return the form of a home that is not there yet; who lives alone is its owner."""
    alone = {"owner": written.applicant.ref} if len(written.people) == 1 else {}
    home = Said(Kind.HOME, "", {**alone, "new": services.fresh_ref()})
    return AddHomeForm(data, written=written, part=home, at=at)


def adding(
    request: HttpRequest,
    draft: Draft,
    form: AddHomeForm,
    *,
    is_kept: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"draft": draft, "form": form, "is_kept": is_kept}
    return render(request, "drafts/homes_add.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@open_draft
def remove_home(request: HttpRequest, draft: Draft, ref: str) -> HttpResponse:
    """Ask again, then remove a home with its papers. Twice is once."""
    at = timezone.now()
    written = read(draft, at=at)
    home = next((it for it in written.homes if it.ref == ref), None)
    if request.method == "POST":
        if home is not None:
            services.remove_home(draft.pk, ref, at=at)
        return redirect("homes", draft.pk)
    if home is None:
        raise Http404
    papers = draft.papers.filter(about=ref, copies__isnull=False).distinct().count()
    context = {"draft": draft, "place": place_said(home, written.places), "papers": papers}
    return render(request, "drafts/homes_remove.html", context)
