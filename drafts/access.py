"""The one way to a draft from a page."""

from uuid import UUID

from django.http import Http404, HttpRequest

from accounts.acting import applicant_of
from drafts.models import Draft


def draft_of(request: HttpRequest, draft: UUID) -> Draft:
    """Return the applicant's own draft, submitted or not. Raises Http404 for anybody else's."""
    found = Draft.objects.select_related("application").filter(pk=draft).first()
    if found is None or found.owner_id != applicant_of(request).pk:
        raise Http404
    return found
