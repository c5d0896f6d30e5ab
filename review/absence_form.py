"""The form that enters an absence."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from review.forms import DAY_FORMATS
from review.list_forms import said
from review.sharing import Load


class AbsenceForm(forms.Form):
    caseworker = forms.ChoiceField(
        label=gettext_lazy("Caseworker"),
        error_messages={"required": gettext_lazy("Choose who is away.")},
    )
    first_day = forms.DateField(
        label=gettext_lazy("First day away"),
        input_formats=DAY_FORMATS,
        widget=forms.TextInput({"size": 10, "inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Write the first day away."),
            "invalid": gettext_lazy("Write the first day away as day.month.year: 05.12.2026."),
        },
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day away"),
        input_formats=DAY_FORMATS,
        widget=forms.TextInput({"size": 10, "inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Write the last day away."),
            "invalid": gettext_lazy("Write the last day away as day.month.year: 05.12.2026."),
        },
    )

    def __init__(self, *args: Any, loads: list[Load], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "absence-%s", **kwargs})
        self.loads = loads
        people = [(str(each.caseworker.pk), said(each)) for each in loads]
        self.fields["caseworker"].choices = [("", _("Choose")), *people]  # type: ignore[attr-defined]

    def clean_caseworker(self) -> User:
        return next(
            each.caseworker
            for each in self.loads
            if str(each.caseworker.pk) == self.cleaned_data["caseworker"]
        )
