"""The page for whoever tried too often."""

from http import HTTPStatus
from math import ceil

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.limits import TooMany


def wait(request: HttpRequest, limit: TooMany, *, back: str) -> HttpResponse:
    """Say how long to wait, in minutes; to programs, in seconds (Retry-After)."""
    context = {"minutes": ceil(limit.seconds / 60), "back": back, "page_url": back}
    answer = render(request, "accounts/wait.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    answer["Retry-After"] = str(limit.seconds)
    return answer
