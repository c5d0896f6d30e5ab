"""A form that could not be told from a forged one."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts import keeping
from accounts.acting import to_sign_in


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show the form again with what was typed, if the portal's own page sent it; else refuse it.

    A page open since before one signed in again, in another tab, sends a token of then. The
    browser says where a form came from, and no other site can make it say something else.
    """
    typist = keeping.typist_of(request)
    is_signed_in = request.user.is_authenticated
    if is_from_here(request) and keeping.keep(request, typist, at=timezone.now()):
        return redirect(request.get_full_path()) if is_signed_in else to_sign_in(request)
    if is_from_here(request) and is_signed_in and request.path.startswith("/sign-in/"):
        return redirect("account")  # a page of signing in, sent again after it was done
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)


def is_from_here(request: HttpRequest) -> bool:
    own_origin = f"{request.scheme}://{request.get_host()}"
    came_from = request.headers.get("Origin")
    return came_from == own_origin or request.headers.get("Sec-Fetch-Site") == "same-origin"
