"""A decision as a PDF, for the applicant it is about."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.models import Application
from cabinet.access import own_application
from review import printed
from review.decision_pages import handed_out
from review.models import DecisionLetter


@require_safe
@own_application
def decision(
    request: HttpRequest, application: Application, decision: int, language: str
) -> HttpResponse:
    """Hand out the decision in one of the two languages."""
    letters = DecisionLetter.objects.select_related("decision__application")
    letter = letters.filter(
        decision=decision, decision__application=application, language=language
    ).first()
    if letter is None:
        raise Http404
    try:
        pdf = printed.read(letter, at=timezone.now())
    except printed.NOT_GIVEN_OUT:
        messages.error(
            request,
            _("The file cannot be given out now. Its text is on this page; please ask us for it."),
        )
        return redirect("status", application.number)
    return handed_out(letter, pdf)
