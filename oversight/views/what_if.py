"""What another rule would change: ask, and read the answer."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.sensitive import CLAUSES as PROTECTED
from applications.status import Status
from audit.chain import Fact
from deadlines.working_days import day_in_kyiv
from eligibility.terms import terms_on
from oversight import services
from oversight.access import holding, user_of
from oversight.forms import WhatIfForm
from oversight.models import WhatIf
from review.protected import readable
from review.readings import note
from review.words import CLAUSES, OUTCOMES, VALUES

ASK = "oversight.ask_what_if"
LAST = 10  # questions that are listed
A_PAGE = 50  # applications
FEW = 5  # below it, a count of what is protected is not told


@holding(ASK)
@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: HttpRequest) -> HttpResponse:
    """Ask: the figures in force are filled in, whoever asks changes some."""
    at = timezone.now()
    data = request.POST if request.method == "POST" else None
    form = WhatIfForm(data, base=terms_on(day_in_kyiv(at)))
    if form.is_valid():
        question = services.ask(form.as_toml(), by=user_of(request), at=at)
        return redirect("oversight:answer", question.pk)
    asked = WhatIf.objects.select_related("by").order_by("-pk")[:LAST]
    context = shown(request, _("What another rule would change"), form=form, asked=asked)
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "oversight/what_if.html", context, status=status)


@holding(ASK)
@require_safe
def answer(request: HttpRequest, question: int) -> HttpResponse:
    """Show what would come out differently, or that it is still being reckoned.

    It names applications and their clauses, so who reads it is recorded. Where a clause that tells
    of captivity or health turns in one of them, those alone are named whose protected things the
    reader may read (decision 0153).
    """
    row = WhatIf.objects.select_related("by").filter(pk=question).first()
    if row is None:
        raise Http404
    context = shown(request, _("What would change"), question=row)
    user, at = user_of(request), timezone.now()
    facts: dict[str, Fact] = {}
    if row.answer is not None:
        is_protected = any(clause in PROTECTED for clause, *_turn in row.answer["clauses"])
        listed = row.differing
        if is_protected:
            open_to = readable({each["application"] for each in listed}, user, at=at)
            listed = [each for each in listed if each["application"] in open_to]
        page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
        if is_protected:
            facts["named"] = " ".join(str(each["application"]) for each in page)
        context |= tables(row.answer, is_protected=is_protected)
        context |= {"page": page, "found": [differing(each) for each in page]}
        context["is_full"] = len(row.differing) >= WhatIf.MOST_LISTED
    note("what_if.read", f"what_if:{row.pk}", by=user, at=at, facts=facts)
    return TemplateResponse(request, "oversight/answer.html", context)


def shown(request: HttpRequest, title: str, **besides: Any) -> dict[str, Any]:
    return {**admin.site.each_context(request), "title": title, **besides}


def tables(answer: Mapping[str, Any], *, is_protected: bool) -> dict[str, Any]:
    bases = {"declared": _("open, as declared"), "decided": _("decided")}
    return {
        "compared": answer["compared"],
        "is_protected": is_protected,
        "outcomes": [
            (
                bases[basis],
                OUTCOMES[before],
                OUTCOMES[after],
                told(count, is_protected=is_protected),
            )
            for basis, before, after, count in answer["outcomes"]
        ],
        "clauses": [
            (
                CLAUSES[clause],
                VALUES[before],
                VALUES[after],
                told(count, is_protected=is_protected),
            )
            for clause, before, after, count in answer["clauses"]
        ],
    }


def told(count: int, *, is_protected: bool) -> str:
    """Return a count in words that point to nobody: a few, of what is protected, could be known."""
    if is_protected and count < FEW:
        return _("fewer than %(few)d") % {"few": FEW}
    return str(count)


def differing(found: dict[str, Any]) -> dict[str, Any]:
    before, after = found["outcome"]
    return {
        "application": found["application"],
        "number": found["number"],
        "status": Status(found["status"]).label,
        "before": OUTCOMES[before],
        "after": OUTCOMES[after],
        "is_turned": before != after,
        "clauses": [
            (CLAUSES[clause], VALUES[old], VALUES[new])
            for clause, (old, new) in found["clauses"].items()
        ],
    }
