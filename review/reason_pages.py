"""The page that asks whoever oversees why they read what is protected."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.models import Application
from applications.sensitive import PERMISSION
from review import protected
from review.access import access_application, user_of
from review.acts import PAGE

UNPROCESSABLE = 422


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why you have to read it"),
        help_text=gettext_lazy("Such as: complaint no. 12 of 3 March says that it was overlooked."),
        widget=forms.Textarea({"rows": 3}),
        min_length=10,
        max_length=1000,
        error_messages={
            "required": gettext_lazy("Write why you have to read it."),
            "min_length": gettext_lazy("Write why in a sentence of at least ten letters."),
            "max_length": gettext_lazy("At most 1,000 letters."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_id = "reason-form"
        self.helper.add_input(Submit("", _("Record the reason and open it")))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def give_reason(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, record it, and show the application with what is protected."""
    user, at = user_of(request), timezone.now()
    application = access_application(user, pk)
    if not (user.has_perm(PERMISSION) and user.has_perm(protected.OVERSEES)):
        raise PermissionDenied
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return page(request, application, form)
    protected.give_reason(application, form.cleaned_data["reason"], by=user, at=at)
    messages.success(request, _("Your reason is recorded. It is open to you until the day ends."))
    return redirect(PAGE, pk)


def page(request: HttpRequest, application: Application, form: ReasonForm) -> TemplateResponse:
    shown = {
        **admin.site.each_context(request),
        "application": application,
        "form": form,
        "title": _("Why you read what is protected"),
    }
    status = UNPROCESSABLE if form.errors else None
    return TemplateResponse(request, "review/reason.html", shown, status=status)
