"""The door to the form: start it, go on with it, or see that there is an application already."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from accounts.acting import applicant_of, applicants_only
from accounts.models import User
from applications.models import Application
from applications.status import LIVE, Status
from drafts import services
from drafts.models import Draft
from drafts.retention import kept_until


@require_http_methods(["GET", "HEAD", "POST"])
@applicants_only
def apply(request: HttpRequest) -> HttpResponse:
    owner = applicant_of(request)
    if request.method == "POST":
        return started(owner)
    live = Application.objects.filter(owner=owner, status__in=LIVE).order_by("-pk").first()
    draft = Draft.objects.filter(owner=owner, application=None).first()
    context = {
        "live": live,
        "is_leased": live is not None and live.status == Status.LEASED,
        "draft": draft,
        "kept_until": draft and kept_until(draft),
    }
    return render(request, "drafts/apply.html", context)


def started(owner: User) -> HttpResponse:
    """Lead to the draft, begun now if there is none; whoever has applied is shown that instead."""
    try:
        draft = services.start(owner, language=get_language() or "uk", at=timezone.now())
    except services.AlreadyApplied:
        return redirect("apply")
    return redirect("tasks", draft.pk)
