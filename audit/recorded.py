"""Forms of the admin whose savings stand in the chain."""

from datetime import datetime
from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import AbstractUser
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from audit.services import record


class RecordedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    """Adds to the chain who added or changed what, by the names of the fields, without a value.

    The admin saves in one transaction, so the row and its entry both stand or neither.
    """

    def save_related(
        self, request: HttpRequest, form: "ModelForm[Any]", formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if form.changed_data or not change:
            act, fields = "changed" if change else "added", ",".join(form.changed_data)
            record_form(request, form.instance, act, fields, at=timezone.now())


def record_form(request: HttpRequest, row: Model, act: str, fields: str, *, at: datetime) -> None:
    name = row._meta.model_name
    by = cast("AbstractUser", request.user)  # the admin has let nobody else in
    record(f"{name}.{act}", subject=f"{name}:{row.pk}", by=by, at=at, facts={"fields": fields})
