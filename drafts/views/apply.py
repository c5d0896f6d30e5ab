"""The door to the form: start it, go on with it, or see that there is an application already."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from accounts.acting import applicant_of, applicants_only
from applications.models import Application
from applications.status import LIVE, Status
from drafts import services
from drafts.models import Draft


@require_http_methods(["GET", "HEAD", "POST"])
@applicants_only
def apply(request: HttpRequest) -> HttpResponse:
    owner = applicant_of(request)
    live = Application.objects.filter(owner=owner, status__in=LIVE).order_by("-pk").first()
    if request.method == "POST" and live is None:
        draft = services.start(owner, language=get_language() or "uk", at=timezone.now())
        return redirect("tasks", draft.pk)
    context = {
        "live": live,
        "is_leased": live is not None and live.status == Status.LEASED,
        "draft": Draft.objects.filter(owner=owner, application=None).first(),
    }
    return render(request, "drafts/apply.html", context)
