"""The gate of allauth: every way in for applicants, now or later, passes here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.models import User


class ApplicantsAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Lets in applicants alone: staff sign in with a password, and never by a code."""

    def pre_login(self, request: HttpRequest, user: User, **_given: Any) -> HttpResponse | None:
        if user.is_applicant:
            return None
        messages.error(request, _("This account cannot be opened this way."))
        return redirect("sign_in")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by a proven address or with a printed code, on our pages only."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        return is_local(url)

    def add_message(self, *_args: Any, **_given: Any) -> None:
        """Say nothing beside what our pages say."""


def is_local(url: str | None) -> bool:
    """Tell whether this is a path of the portal, so that nobody is sent elsewhere."""
    return bool(url and url[0] == "/" and url_has_allowed_host_and_scheme(url, allowed_hosts=None))
