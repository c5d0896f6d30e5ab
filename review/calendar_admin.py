"""Rows of the working calendar in the admin: looked at, entered, approved by another person."""

from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from deadlines.models import CalendarDay, CalendarYear, CorrectionPolicy, EnteredRow, Regime
from review import calendar_pages, calendar_rows
from review.forms import DAY_FORMATS

DAY = forms.DateInput({"size": 10, "inputmode": "numeric"}, format=DAY_FORMATS[0])


class RowForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """A row as it is entered; whose it will be is known before its constraints are asked."""

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if CalendarYear.objects.approved().filter(year=year).exists():
            said = calendar_pages.REFUSED[calendar_rows.YearKnown]
            raise forms.ValidationError(str(said))
        return year

    def clean(self) -> dict[str, Any] | None:
        fields = super().clean() or self.cleaned_data
        effect = fields.get("effect", "runs_on")
        if effect != CorrectionPolicy.Effect.RUNS_ON and not fields.get("legal_basis"):
            self.add_error(
                "legal_basis",
                _("Name the article of the act that lets the clock stop. Without it the clock runs"
                  " on."),
            )  # fmt: skip
        if fields.get("end") and fields.get("start") and fields["end"] < fields["start"]:
            self.add_error("end", _("The last day is not before the first day."))
        return fields


class RowAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    """One kind of row. Nothing is changed or deleted: a later row takes the place of an earlier."""

    form = RowForm
    change_list_template = "review/calendar_list.html"
    add_form_template = "review/calendar_add.html"
    formfield_overrides = {
        models.DateField: {
            "widget": DAY,
            "input_formats": DAY_FORMATS,
            "help_text": _("Day, month and year, such as 27.01.2026."),
            "form_class": forms.DateField,
        }
    }
    list_per_page = 50
    actions = None
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        wrap, model = self.admin_site.admin_view, self.model
        of_row = {
            "change": ("<int:pk>/", calendar_pages.show),
            "approve": ("<int:pk>/approve/", calendar_pages.approve),
            "set_aside": ("<int:pk>/set_aside/", calendar_pages.set_aside),
        }
        name = f"deadlines_{model._meta.model_name}"
        return [
            path("", wrap(self.changelist_view), name=f"{name}_changelist"),
            path("add/", wrap(self.add_view), name=f"{name}_add"),
            *(
                path(route, wrap(partial(page, model=model)), name=f"{name}_{step}")
                for step, (route, page) in of_row.items()
            ),
        ]

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, *args, **kwargs)
        enterer = request.user.pk

        class Entered(form):  # type: ignore[misc]  # made by Django for this page
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                self.instance.entered_by_id = enterer

        return Entered

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        by = cast("User", request.user)  # the admin has let nobody else in
        calendar_rows.enter(obj, by=by, at=timezone.now())

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        one_button = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().add_view(request, form_url, {**one_button, **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        answer = super().render_change_form(request, context, *args, **kwargs)
        if context["errors"]:
            answer.status_code = calendar_pages.UNPROCESSABLE
        return answer

    def response_add(self, request: HttpRequest, obj: Any, *_: Any, **__: Any) -> HttpResponse:
        return redirect(calendar_pages.address("change", type(obj), obj.pk))

    def has_change_permission(self, *_: Any) -> bool:
        return False

    def has_delete_permission(self, *_: Any) -> bool:
        return False

    def get_fields(self, *_: Any) -> Any:
        """Return what is typed, the source last."""
        return [*calendar_pages.typed(self.model), "source"]

    @admin.display(description=_("state"))
    def state(self, row: EnteredRow) -> SafeString:
        if row.is_approved:
            return format_html('<span class="tag status-approved">{}</span>', _("counts"))
        if row.is_waiting:
            return format_html('<span class="tag due-soon">{}</span>', _("waits for approval"))
        return format_html('<span class="tag">{}</span>', _("set aside"))


@admin.register(Regime)
class RegimeAdmin(RowAdmin):
    list_display = ("kind", "start", "end", "state", "source")
    ordering = ("-start", "-pk")


@admin.register(CalendarYear)
class CalendarYearAdmin(RowAdmin):
    list_display = ("year", "state", "source")
    ordering = ("-year", "-pk")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("overview/", wrap(calendar_pages.overview), name="calendar"),
            path("overview/move/", wrap(calendar_pages.move), name="calendar_move"),
            *super().get_urls(),
        ]


@admin.register(CalendarDay)
class CalendarDayAdmin(RowAdmin):
    list_display = ("day", "kind", "name", "state", "source")
    list_filter = ("kind",)
    ordering = ("-day", "-pk")


@admin.register(CorrectionPolicy)
class CorrectionPolicyAdmin(RowAdmin):
    list_display = ("effect", "start", "legal_basis", "state", "source")
    ordering = ("-start", "-pk")
