"""What was submitted, answer by answer: as it is now, and every earlier version."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.models import Application
from applications.revisions import package_in
from applications.rows import package_of
from cabinet.access import own_application
from cabinet.written import written_in
from drafts.summary import sections


@require_safe
@own_application
def answers(
    request: HttpRequest, application: Application, version: int | None = None
) -> HttpResponse:
    """Show a version by its number; without one the answers as they are now."""
    revisions = {revision.number: revision for revision in application.revisions.all()}
    if version is not None and version not in revisions:
        raise Http404
    shown = revisions.get(version or max(revisions, default=0))
    package = package_in(shown) if shown else package_of(application)
    at = shown.at if shown else timezone.now()
    context = {
        "application": application,
        "sections": sections(written_in(package, application, at=at), at=at),
        "shown": shown,
        "is_latest": shown is None or shown.number == max(revisions),
        "revisions": [revisions[number] for number in sorted(revisions, reverse=True)],
    }
    return render(request, "cabinet/answers.html", context)
