"""Everything held about an application, handed to its applicant."""

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.acting import actor_of, holders_only
from applications.models import Application
from audit.services import record
from cabinet.access import own_application
from cabinet.archive import archive
from cabinet.held import copies, index, texts
from review.lock import subject_of


@require_http_methods(["GET", "HEAD", "POST"])
@holders_only
@own_application
def my_data(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Say what is in the archive; a POST hands it out, and that stands in the chain."""
    if request.method != "POST":
        return render(request, "cabinet/data.html", {"application": application})
    at = timezone.now()
    with transaction.atomic():
        written, papers = list(texts(application, at=at)), list(copies(application))
        by, subject = actor_of(request), subject_of(application.pk)
        facts = {"papers": len(papers)}
        record("application.handed_out", subject=subject, by=by, at=at, facts=facts)
    whole = archive([index(written, papers), *written], papers, at=at)
    answer = StreamingHttpResponse(whole, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="application-{application.number}.zip"'
    answer["Cache-Control"] = "no-store, private"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
