"""How the applicant is written to, changed after submission."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.acting import actor_of
from applications.models import Application
from cabinet.access import own_application
from cabinet.acts import can
from cabinet.forms import InvitationForm
from cabinet.inviting import change_invitation
from cabinet.views.answering import REFUSALS, explained, kept, with_version


@require_http_methods(["GET", "HEAD", "POST"])
@own_application
def invitation(request: HttpRequest, application: Application) -> HttpResponse:
    if not can("invitation", application):
        messages.warning(request, _("This can no longer be changed here."))
        return redirect("status", application.number)
    if request.method != "POST":
        again = kept(request, application, InvitationForm)
        fresh = InvitationForm(initial=present(application))
        return page(request, application, again or fresh, is_kept=again is not None)
    form = InvitationForm(request.POST)
    if form.is_valid() and changed(request, application, form):
        messages.success(request, _("Your change is saved."))
        return redirect("status", application.number)
    with_version(form, request, application)
    return page(request, application, form, status=422)


def changed(request: HttpRequest, application: Application, form: InvitationForm) -> bool:
    """Make the change; tell whether it was made, the refusal standing among the errors."""
    try:
        change_invitation(
            application.pk,
            form.given(),
            email=form.cleaned_data["email"] or None,
            by=actor_of(request),
            at=timezone.now(),
            version=form.cleaned_data["version"],
        )
    except REFUSALS as why:
        form.add_error(None, explained(why))
        return False
    return True


def present(application: Application) -> dict[str, Any]:
    applicant = application.people.get(relationship="applicant")
    return {
        "version": application.version,
        "method": application.invitation_method,
        "email": applicant.email or "",
        "postal_address": application.postal_address or "",
        "language": application.language,
    }


def page(
    request: HttpRequest,
    application: Application,
    form: InvitationForm,
    *,
    is_kept: bool = False,
    status: int = 200,
) -> HttpResponse:
    shown = {"application": application, "form": form, "is_kept": is_kept}
    return render(request, "cabinet/invitation.html", shown, status=status)
