"""Before an application opens: whether whoever opens it has a conflict of interest."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.models import Application
from review import services
from review.access import SEE, user_of
from review.explained import explained
from review.impartiality import (
    ACTING,
    ClosedByConflict,
    NotStated,
    conflict_of,
    stated_none,
)

PAGE = "admin:applications_application_change"
View = Callable[..., HttpResponseBase]
Answer = TypeVar("Answer", bound=HttpResponseBase)


class StatementForm(forms.Form):
    """Whether there is a conflict of interest, and which."""

    answer = forms.TypedChoiceField(
        label=gettext_lazy("Do you have a conflict of interest?"),
        widget=forms.RadioSelect,
        choices=[
            ("no", gettext_lazy("No, I know of none")),
            ("yes", gettext_lazy("Yes, somebody else should deal with it")),
        ],
        coerce=lambda value: value == "yes",
        error_messages={
            "required": gettext_lazy("Choose whether you have a conflict of interest.")
        },
    )
    text = forms.CharField(
        label=gettext_lazy("If yes: which"),
        help_text=gettext_lazy("Such as: the applicant is my sister."),
        widget=forms.Textarea({"rows": 2}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "conflict-%s")
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = reverse("admin:review_conflict", args=[application.pk])
        self.helper.form_id = "conflict-form"
        self.helper.add_input(Submit("", _("State it and go on"), css_class="button"))


def stated_first(view: Callable[..., Answer]) -> Callable[..., Answer | HttpResponse]:
    """Let a view of an application ask for the statement, or say that it is closed."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer | HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotStated as due:
            if request.method in {"GET", "HEAD"}:
                return ask(request, due.application)
            return redirect(PAGE, due.application.pk)
        except ClosedByConflict as closed:
            return say_closed(request, closed.application)

    return opened


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the statement, also later; keep it, then open the application or say it is closed."""
    user = user_of(request)
    if not user.has_perm(SEE) or not any(user.has_perm(each) for each in ACTING):
        raise PermissionDenied
    application = get_object_or_404(Application, pk=pk)
    if conflict_of(application, user):
        return say_closed(request, application)
    if request.method != "POST":
        return ask(request, application)
    form = StatementForm(request.POST, application=application)
    if not form.is_valid():
        return ask(request, application, form)
    has_conflict, text = form.cleaned_data["answer"], form.cleaned_data["text"]
    try:
        services.state_conflict(
            pk, has_conflict=has_conflict, text=text, by=user, at=timezone.now()
        )
    except services.ConflictUnnamed as refused:
        form.add_error("text", explained(refused))
        return ask(request, application, form)
    if has_conflict:
        messages.success(request, _("Thank you. Somebody else deals with this application."))
        return redirect("admin:applications_application_changelist")
    return redirect(PAGE, pk)


def ask(
    request: HttpRequest, application: Application, form: StatementForm | None = None
) -> HttpResponse:
    people = application.people.order_by("position")
    sees_people = user_of(request).has_perm("applications.view_person")
    shown = {
        "names": [person.name for person in people] if sees_people else [],
        "form": form or StatementForm(application=application),
        "failed": form,
        "stated": stated_none(application, user_of(request)),
    }
    return answer(request, application, shown, 422 if form else 200)


def say_closed(request: HttpRequest, application: Application) -> HttpResponse:
    return answer(request, application, {}, 403)


def answer(
    request: HttpRequest, application: Application, shown: dict[str, Any], status: int
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "application": application,
        "title": _("Application %(number)s") % {"number": application.number},
        **shown,
    }
    page = TemplateResponse(request, "review/statement.html", context, status=status)
    add_never_cache_headers(page)
    return page
