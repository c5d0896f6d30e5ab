"""What every page is told of who is signed in."""

from collections.abc import Callable

from django.http import HttpRequest

from accounts.acting import assistance_of
from accounts.models import Assistance


def helping(request: HttpRequest) -> dict[str, Callable[[], Assistance | None]]:
    """Return `helping`, asked for by the pages that show it: an operator's open assistance."""
    return {"helping": lambda: assistance_of(request) if hasattr(request, "user") else None}
