"""The forms of what ends an application without a decision: one records, another confirms."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from applications.numbers import grouped
from copies.forms import ACCEPTED
from review.decision_forms import FEW_ROWS, day_field
from review.forms import ActForm, looked_at


class WithdrawForm(ActForm):
    button = _("Record the request to withdraw")
    style = "button warning"
    received_on = day_field(_("Received on"), _("Write the day the paper was received."))
    scan = forms.FileField(
        label=_("The applicant’s own paper, scanned"),
        help_text=_(
            "The signed request to withdraw, all its pages in one file: PDF, JPEG, PNG, HEIC or a"
            " signed container (.p7s, .asice), at most 20 MB."
        ),
        widget=forms.FileInput({"accept": ACCEPTED}),
        max_length=255,
        error_messages={
            "required": _("Attach the paper in which the applicant asks to withdraw."),
            "empty": _("The file is empty. Choose another one."),
        },
    )
    reason = forms.CharField(
        label=_("How the applicant asked for it"),
        help_text=_("Such as: letter received on 12.01.2026."),
        widget=forms.Textarea(FEW_ROWS),
        max_length=2000,
        error_messages={"required": _("Say how the applicant asked to withdraw.")},
    )

    def clean_scan(self) -> "UploadedFile[Any]":
        """Refuse what nobody could look at as a paper."""
        return looked_at(self.cleaned_data["scan"])


class DuplicateForm(ActForm):
    button = _("Record that it repeats another one")
    style = "button warning"
    of = forms.CharField(
        label=_("Number of the other application"),
        max_length=20,
        widget=forms.TextInput({"size": 14, "inputmode": "numeric"}),
        error_messages={"required": _("Write the number of the other application.")},
    )
    reason = forms.CharField(
        label=_("Why it is the same"),
        help_text=_(
            "The applicant reads this in the letter: name nobody who stands in the other one alone."
        ),
        widget=forms.Textarea(FEW_ROWS),
        max_length=2000,
        error_messages={"required": _("Say why it is the same application.")},
    )

    def clean_of(self) -> int:
        """Return the application of that number."""
        number = grouped("".join(filter(str.isdecimal, self.cleaned_data["of"])))
        other = Application.objects.filter(number=number).first()
        if other is None:
            raise forms.ValidationError(_("There is no application with this number."))
        return other.pk


class CloseForm(ActForm):
    button = _("Close the application")
    style = "button warning"


class KeepOpenForm(ActForm):
    button = _("Do not close it")
    style = "button secondary"
    reason = forms.CharField(
        label=_("Why it is not closed"),
        widget=forms.Textarea(FEW_ROWS),
        max_length=2000,
        error_messages={"required": _("Say why the application is not closed.")},
    )
