"""The page on which staff choose their own password in place of the one they were given."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import letters, passwords, second_factor, signing_in
from accounts.factor_forms import FirstPasswordForm
from accounts.models import User
from accounts.passwords import NotGiven, SamePassword
from accounts.views.second_factor import to_password


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Ask for a password of one's own, once the factor was shown; nothing else opens before."""
    at = timezone.now()
    user = second_factor.holder(request, at)
    if user is None or not second_factor.is_confirmed(request, at):
        return to_password(request)
    if not user.password_is_given:
        return redirect(signing_in.next_page(request, "admin:index"))
    form = FirstPasswordForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return chosen(request, user, form)
    return page(request, user, form)


def chosen(request: HttpRequest, user: User, form: FirstPasswordForm) -> HttpResponse:
    try:
        passwords.choose_first(user, form.cleaned_data["new_password1"], at=timezone.now())
    except SamePassword:
        form.add_error(
            "new_password1",
            _("This is the password you were given. Choose one that nobody else knows."),
        )
        return page(request, user, form)
    except NotGiven:  # another browser was quicker
        return to_password(request)
    request.session.cycle_key()
    second_factor.rebind(request, user)
    letters.tell(user, "password_changed")
    messages.success(request, _("From now on your own password opens the account."))
    return redirect(signing_in.next_page(request, "admin:index"))


def page(request: HttpRequest, user: User, form: FirstPasswordForm) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "holder": user, "next": signing_in.asked_page(request)}
    return render(request, "accounts/first_password.html", context, status=status)
