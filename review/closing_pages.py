"""The paper in which an applicant asks to withdraw, looked at and noted like any other scan."""

from functools import partial

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from copies import serving
from review.access import access_closing, user_of
from review.decision_pages import of_scan


@require_safe
@never_cache
def download_paper(request: HttpRequest, pk: int, closing: int) -> HttpResponseBase:
    """Hand out the clean scan, and note who took it."""
    found = access_closing(user_of(request), pk, closing, at=timezone.now())
    read = partial(serving.download, name=f"withdrawal-{closing}")
    return of_scan(request, pk, found.copy, read, act="closing.seen", facts={"closing": closing})


@require_safe
@never_cache
def picture_of_paper(request: HttpRequest, pk: int, closing: int, number: int) -> HttpResponseBase:
    """Show our picture of a page of the scan, and note who looked at it."""
    found = access_closing(user_of(request), pk, closing, at=timezone.now())
    read = partial(serving.page, number=number)
    return of_scan(request, pk, found.copy, read, act="closing.seen", facts={"closing": closing})
