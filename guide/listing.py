"""The page “Papers to have ready”: the checklist of an application, without an application."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.language import chosen_language, staying_in
from applications.checklist import PROOF_OF, Needed, needed
from applications.papers import PAPERS, Paper
from guide.forms.papers import SituationForm, everything
from guide.situation import OCCUPIED, Situation, document

EVERYBODY = ("identity_document", "taxpayer_card", "idp_certificate", "residence_extract")
YOURS = ("assistance_declaration", "actual_residence_proof")
HOMES = (
    "no_housing_notice", "ownership_document", "damage_register_extract", "inspection_report",
    "technical_assessment",
)  # fmt: skip
STATUSES = frozenset(PROOF_OF.values())


@dataclass(frozen=True, slots=True)
class Group:
    """Papers under one heading, each with why it is asked for."""

    heading: "str | Promise"
    papers: list[tuple[Paper, "str | Promise"]]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def papers(request: HttpRequest) -> HttpResponse:
    language = chosen_language(request)
    data = request.POST if "list" in request.POST or "language" in request.POST else None
    form = SituationForm(data)
    is_own = form.is_valid()
    context = {
        "form": form,
        "is_own": is_own,
        "groups": groups(form.cleaned_data if is_own else everything(), at=timezone.now()),
        "said": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
    }
    answer = render(request, "guide/papers.html", context, status=422 if form.errors else 200)
    return staying_in(language, answer)


def groups(situation: Situation, *, at: datetime) -> list[Group]:
    """Return the papers of a household under their headings, each paper once."""
    asked = needed(document(situation, at=at), is_out_of_reach=lambda code: code == OCCUPIED)
    once: dict[str, Needed] = {}
    for paper in asked:
        once.setdefault(paper.code, paper)
    of_family = once.keys() - {*EVERYBODY, *YOURS, *STATUSES, *HOMES}
    found = (
        group(_("For everybody who will live with you"), EVERYBODY, once),
        group(_("From you, the applicant"), YOURS, once),
        group(_("For your family"), of_family, once),
        group(_("For statuses and circumstances"), STATUSES, once),
        group(_("For homes"), HOMES, once),
    )
    return [each for each in found if each.papers]


def group(heading: "str | Promise", codes: Collection[str], once: dict[str, Needed]) -> Group:
    return Group(heading, [(PAPERS[it.code], it.why) for it in once.values() if it.code in codes])
