"""Withdrawing: a page that asks once more, and the act."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.acting import actor_of
from applications.models import Application
from applications.status import Status
from cabinet.access import own_application
from cabinet.acts import can
from cabinet.forms import WithdrawForm
from cabinet.views.answering import REFUSALS, explained, kept, with_version
from cabinet.withdrawing import withdraw as close


@require_http_methods(["GET", "HEAD", "POST"])
@own_application
def withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    if not can("withdraw", application):
        return refused(request, application)
    if request.method != "POST":
        again = kept(request, application, WithdrawForm)
        fresh = WithdrawForm(initial={"version": application.version})
        return page(request, application, again or fresh, is_kept=again is not None)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            close(application.pk, **form.cleaned_data, by=actor_of(request), at=timezone.now())
        except REFUSALS as why:
            form.add_error(None, explained(why))
        else:
            messages.success(request, _("Your application is withdrawn. We write to you, too."))
            return redirect("status", application.number)
    with_version(form, request, application)
    return page(request, application, form, status=422)


def refused(request: HttpRequest, application: Application) -> HttpResponse:
    """Send whoever cannot withdraw any more to where the application stands."""
    if application.status != Status.WITHDRAWN:
        messages.warning(request, _("An application that is decided cannot be withdrawn here."))
    return redirect("status", application.number)


def page(
    request: HttpRequest,
    application: Application,
    form: WithdrawForm,
    *,
    is_kept: bool = False,
    status: int = 200,
) -> HttpResponse:
    shown = {"application": application, "form": form, "is_kept": is_kept}
    return render(request, "cabinet/withdraw.html", shown, status=status)
