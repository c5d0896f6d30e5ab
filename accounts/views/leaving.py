"""Signing out, for applicants and for staff."""

from django.contrib import admin, messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import assistances
from accounts.models import Ending, User


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session; whoever is helped is helped no longer."""
    end_helping(request)
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("home")


def staff_sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out of the rooms of staff, as Django's admin does; helping ends with it."""
    if request.method == "POST":
        end_helping(request)
    answer: HttpResponse = admin.site.logout(request)
    return answer


def end_helping(request: HttpRequest) -> None:
    if isinstance(request.user, User) and request.user.is_staff:
        assistances.end_all_of(request.user, Ending.SIGNED_OUT, at=timezone.now())
