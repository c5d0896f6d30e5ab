"""The printed code of one's own account: made, shown, confirmed as written down."""

from http import HTTPStatus

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts import code_on_show, printed_codes, signing_in
from accounts.acting import actor_of, holders_only
from accounts.models import PrintedCode


class WrittenDownForm(forms.Form):
    use_required_attribute = False

    written_down = forms.BooleanField(
        label=_("I have written it down or printed it"),
        error_messages={
            "required": _("Write the code down or print it, then tick this. It is not shown again.")
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@holders_only
def printed_code(request: HttpRequest) -> HttpResponse:
    """Say what a printed code is for; posted, make one, unless one is being written down."""
    user, at = actor_of(request), timezone.now()
    if request.method != "POST":
        has_one = PrintedCode.objects.filter(user=user).exists()
        return render(request, "accounts/make_printed_code.html", {"has_one": has_one})
    if code_on_show.seen(request, user, at=at) is None:
        code = printed_codes.make(user, by=user, at=at)
        update_session_auth_hash(request, user)
        code_on_show.put(request, user, code, at=at)
    return redirect("printed_code_kept")


@require_http_methods(["GET", "HEAD", "POST"])
@holders_only
def printed_code_kept(request: HttpRequest) -> HttpResponse:
    """Show the code made just now; go on once its holder has ticked that it is on paper."""
    user, at = actor_of(request), timezone.now()
    code = code_on_show.seen(request, user, at=at)
    if code is None:
        return redirect("printed_code")
    form = WrittenDownForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        printed_codes.keep(user, at=at)
        code_on_show.take_away(request)
        return redirect(signing_in.asked_page(request) or "account")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "code": code, "next": signing_in.asked_page(request)}
    return render(request, "accounts/printed_code.html", context, status=status)
