"""The printed code of one's own account: made, shown once, confirmed as written down."""

from http import HTTPStatus

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import printed_codes, signing_in
from accounts.acting import actor_of, holders_only
from accounts.models import PrintedCode


class WrittenDownForm(forms.Form):
    """The code travels in the page that shows it, since nothing else has it any more."""

    use_required_attribute = False

    code = forms.CharField(max_length=100, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    written_down = forms.BooleanField(
        label=_("I have written it down or printed it"),
        error_messages={
            "required": _("Write the code down or print it, then tick this. It is not shown again.")
        },
    )


def shown(code: str, *, onward: str) -> WrittenDownForm:
    return WrittenDownForm(initial={"code": code, "next": onward})


def code_page(request: HttpRequest, form: WrittenDownForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "code": form["code"].value(), "page_url": resolve_url("printed_code")}
    return render(request, "accounts/printed_code.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@holders_only
def printed_code(request: HttpRequest) -> HttpResponse:
    """Say what a printed code is for; posted, make one and show it, the only time."""
    user = actor_of(request)
    if request.method != "POST":
        has_one = PrintedCode.objects.filter(user=user).exists()
        return render(request, "accounts/make_printed_code.html", {"has_one": has_one})
    code = printed_codes.make(user, by=user, at=timezone.now())
    update_session_auth_hash(request, user)
    return code_page(request, shown(code, onward=resolve_url("account")))


@require_POST
@holders_only
def printed_code_kept(request: HttpRequest) -> HttpResponse:
    """Go on once the holder has ticked that the code is on paper."""
    user, form = actor_of(request), WrittenDownForm(request.POST)
    if not printed_codes.is_of(user, form["code"].value() or ""):
        return redirect("printed_code")
    if not form.is_valid():
        return code_page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    printed_codes.keep(user, at=timezone.now())
    return redirect(signing_in.next_page(request))
