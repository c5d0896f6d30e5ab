"""A decision as its reader gets it, handed to the staff; each reading is noted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from review import printed
from review.access import access_decision, user_of
from review.explained import explained
from review.lock import subject_of
from review.models import DecisionLetter
from review.printed_words import number_of
from review.readings import note

PAGE = "admin:applications_application_change"
NOTHING_MAY_RUN = "sandbox; default-src 'none'"


@require_safe
@never_cache
def download_decision(request: HttpRequest, pk: int, decision: int, language: str) -> HttpResponse:
    """Hand out a decision as a PDF, and note who took it."""
    user, at = user_of(request), timezone.now()
    letter = access_decision(user, pk, decision, language)
    try:
        pdf = printed.read(letter, at=at)
    except printed.NOT_GIVEN_OUT as refused:
        messages.error(request, explained(refused))
        return redirect(PAGE, pk)
    note("decision.read", subject_of(pk), by=user, at=at, facts={"decision": decision})
    return handed_out(letter, pdf)


def handed_out(letter: DecisionLetter, pdf: bytes) -> HttpResponse:
    """Return the PDF as a download that no browser runs."""
    answer = HttpResponse(pdf, content_type="application/pdf")
    name = f"decision-{number_of(letter.decision).replace('/', '-')}-{letter.language}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Security-Policy"] = NOTHING_MAY_RUN
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
