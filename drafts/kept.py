"""A form as it was typed when the session ended (`accounts.keeping`); it is not saved yet."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.http import HttpRequest, QueryDict

from accounts import keeping

Form = TypeVar("Form", bound=forms.Form)


def kept_form(request: HttpRequest, form: Callable[[QueryDict], Form]) -> Form | None:
    """Return what was typed into this page, with no word of errors; None where nothing was."""
    typed = keeping.take(request) if request.method != "POST" else None
    if typed is None:
        return None
    again = form(typed)
    again.errors.clear()
    return again
