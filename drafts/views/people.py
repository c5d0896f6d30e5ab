"""The people who will live with the applicant: list, add, remove."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from drafts import services
from drafts.access import open_draft
from drafts.answers import Said, Written, read
from drafts.forms.people_adding import AddPersonForm, NobodyElseForm, too_many
from drafts.kept import kept_form
from drafts.models import Draft
from drafts.people import full_name, is_applicant, relationship
from drafts.progress import EVERYBODY, Progress
from drafts.question import Task
from drafts.services import MOST_PEOPLE, TooManyPeople
from drafts.steps import Step, asked


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the list; `url` is their first open question, or their first."""

    ref: str
    name: str
    relationship: str
    progress: Progress
    url: str

    @property
    def is_done(self) -> bool:
        return self.progress == Progress.DONE


@require_http_methods(["GET", "HEAD", "POST"])
@open_draft
def people(request: HttpRequest, draft: Draft) -> HttpResponse:
    """List the household; ask whether anybody else belongs to it."""
    at = timezone.now()
    written = read(draft, at=at)
    form = NobodyElseForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return listed(request, written, form)
    if not form.is_valid():
        return listed(request, written, form, status=422)
    if form.cleaned_data["more"] == "yes":
        return redirect("add_person", draft.pk)
    services.save(draft.pk, written.applicant.ref, EVERYBODY, {}, at=at)
    return redirect("tasks", draft.pk)


def listed(
    request: HttpRequest, written: Written, form: NobodyElseForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "draft": written.draft,
        "applicant": full_name(written.applicant),
        "members": members(written),
        "is_full": len(written.people) >= MOST_PEOPLE,
        "full": too_many(MOST_PEOPLE),
        "form": form,
    }
    return render(request, "drafts/people.html", context, status=status)


def members(written: Written) -> list[Member]:
    steps = asked(written, Task.HOUSEHOLD)
    return [
        member(person, [step for step in steps if step.part.ref == person.ref])
        for person in written.people
        if not is_applicant(person)
    ]


def member(person: Said, steps: list[Step]) -> Member:
    chosen = next((step for step in steps if not step.is_answered), steps[0])
    return Member(
        ref=person.ref,
        name=full_name(person) or relationship(person),
        relationship=relationship(person),
        progress=Progress.DONE if chosen.is_answered else Progress.IN_PROGRESS,
        url=chosen.url,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@open_draft
def add_person(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Ask who the person is to the applicant, then what is asked about everybody."""
    data = request.POST if request.method == "POST" else None
    if (typed := kept_form(request, AddPersonForm)) is not None:
        return adding(request, draft, typed, is_kept=True)
    form = AddPersonForm(data, initial={"new": services.fresh_ref()})
    if not form.is_valid():
        return adding(request, draft, form, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    try:
        ref = services.add_person(
            draft.pk, given["relationship"], at=timezone.now(), ref=given["new"]
        )
    except TooManyPeople:
        form.add_error("relationship", too_many(MOST_PEOPLE))
        return adding(request, draft, form, status=422)
    return redirect("question", draft.pk, ref, "name")


def adding(
    request: HttpRequest,
    draft: Draft,
    form: AddPersonForm,
    *,
    is_kept: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"draft": draft, "form": form, "is_kept": is_kept}
    return render(request, "drafts/people_add.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@open_draft
def remove_person(request: HttpRequest, draft: Draft, ref: str) -> HttpResponse:
    """Ask again, then remove somebody with their homes and papers. Twice is once."""
    at = timezone.now()
    written = read(draft, at=at)
    person = next((it for it in written.people if it.ref == ref), None)
    if person is not None and is_applicant(person):
        raise Http404
    if request.method == "POST":
        if person is not None:
            services.remove_person(draft.pk, ref, at=at)
        return redirect("people", draft.pk)
    if person is None:
        raise Http404
    return render(request, "drafts/people_remove.html", goes_too(written, person))


def goes_too(written: Written, person: Said) -> dict[str, Any]:
    """Return whom a page asks about, and how many homes and papers would go with them."""
    homes = [home.ref for home in written.homes if home.answers.get("owner") == person.ref]
    papers = written.draft.papers.filter(about__in=[person.ref, *homes], copies__isnull=False)
    return {
        "draft": written.draft,
        "name": full_name(person) or relationship(person),
        "homes": len(homes),
        "papers": papers.distinct().count(),
    }
