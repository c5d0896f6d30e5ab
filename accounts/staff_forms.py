"""The form staff sign in with."""

from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.utils import timezone

from accounts import limits
from accounts.client import network_of


class StaffSignInForm(AdminAuthenticationForm):
    """As Django's, counted before a password is hashed, which is what costs us most.

    Unknown names, wrong passwords, closed accounts and applicants get the same answer, and count
    the same. Raises TooMany.
    """

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if self.request is not None and "username" in typed and "password" in typed:
            account, network = typed["username"].lower(), network_of(self.request)
            limits.count("type_password", at=timezone.now(), account=account, network=network)
        return super().clean()
