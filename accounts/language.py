"""Switching the language on a page that was sent: its answers are kept by the page alone."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

SWITCH = "switch_to"  # of the button; a form may ask for a language itself


def chosen_language(request: HttpRequest) -> str | None:
    """Return the language asked for in this very request, active from now on; mostly none is."""
    language = request.POST.get(SWITCH)
    if language not in dict(settings.LANGUAGES):
        return None
    translation.activate(language)
    return language


def staying_in(language: str | None, answer: HttpResponse) -> HttpResponse:
    """Keep to the language on the pages that follow, as Django's own switch does."""
    if language is not None:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            path=settings.LANGUAGE_COOKIE_PATH,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
    return answer
