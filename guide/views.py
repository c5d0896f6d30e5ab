"""Pages that only tell: the start, the notice about personal data, accessibility."""

from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.acting import is_office
from applications.notice import NOTICE
from deadlines.working_days import day_in_kyiv
from eligibility.figures import area_text
from eligibility.terms import terms_on
from eligibility.wording import CATEGORIES

UKRAINIAN, ENGLISH = 0, 1  # the place of each language in a pair of sentences


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    terms = terms_on(day_in_kyiv(timezone.now()))
    language = ENGLISH if get_language() == "en" else UKRAINIAN
    context = {
        "per_person": number_format(Decimal(area_text(terms.area_per_person))),
        "categories": [CATEGORIES[name][language] for name in terms.categories],
        "is_applicant": request.user.is_authenticated and not request.user.is_staff,
        "is_office": is_office(request),
    }
    return render(request, "guide/home.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show the notice about personal data that an applicant accepts, in the version of now."""
    text = f"guide/notices/{NOTICE}.{get_language()}.html"
    return render(request, "guide/privacy.html", {"day": date.fromisoformat(NOTICE), "text": text})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "guide/accessibility.html")
