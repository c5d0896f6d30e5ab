"""The forms of what follows a proposal: the commission's vote, an appeal, an error put right."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from copies.forms import ManyFilesField
from review.appeal_term import last_day_to_appeal
from review.appealing import may_leave_unexamined
from review.appeals import appeal_on
from review.forms import DAY_FORMATS, ROWS, ActForm, looked_at
from review.in_force import in_force
from review.words import CHANNELS

FEW_ROWS = {"rows": 2}


def day_field(label: Any, missing: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=_("Day, month and year, such as 27.01.2026."),
        input_formats=DAY_FORMATS,
        widget=forms.DateInput({"size": 10, "inputmode": "numeric"}, format=DAY_FORMATS[0]),
        error_messages={
            "required": missing,
            "invalid": _("Write the day as day, month and year, such as 27.01.2026."),
        },
    )


def count_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=99,
        widget=forms.NumberInput({"size": 3, "inputmode": "numeric"}),
        error_messages={
            "required": _("Write a number of votes; 0 if there were none."),
            "invalid": _("Write a number of votes; 0 if there were none."),
        },
    )


class VoteForm(ActForm):
    button = _("Record the vote")
    style = "button secondary"
    number = forms.CharField(
        label=_("Number of the protocol"),
        max_length=32,
        error_messages={"required": _("Write the number of the protocol.")},
    )
    held_on = day_field(_("Day of the sitting"), _("Write the day of the sitting."))
    members = forms.CharField(
        label=_("Members present"),
        help_text=_("One name in a line."),
        widget=forms.Textarea(ROWS),
        max_length=5000,
        error_messages={"required": _("Write who was present, one name in a line.")},
    )
    votes_for = count_field(_("Votes for the proposal"))
    votes_against = count_field(_("Votes against"))
    abstained = count_field(_("Abstained"))

    def clean_members(self) -> list[str]:
        """Return the names."""
        lines = self.cleaned_data["members"].splitlines()
        return [line.strip() for line in lines if line.strip()]


class CorrectErrorForm(ActForm):
    button = _("Put the error right")
    style = "button secondary"
    wrong = forms.CharField(
        label=_("What is wrong"),
        help_text=_("As it stands in the decision, such as: 27,13 m²."),
        widget=forms.Textarea(FEW_ROWS),
        max_length=2000,
        error_messages={"required": _("Write what is wrong in the decision.")},
    )
    right = forms.CharField(
        label=_("What is right"),
        widget=forms.Textarea(FEW_ROWS),
        max_length=2000,
        error_messages={"required": _("Write what is right instead.")},
    )
    text = forms.CharField(
        label=_("Reasons, put right"),
        help_text=_("The whole text as it should read. Outcome and grounds stay as they are."),
        widget=forms.Textarea(ROWS),
        max_length=10000,
        error_messages={"required": _("Write the reasons as they should read.")},
    )

    def choose(self) -> None:
        decision = in_force(self.dossier.application)
        self.fields["text"].initial = decision.text if decision else ""


class AppealForm(ActForm):
    button = _("Record the appeal")
    received_on = day_field(_("Received on"), _("Write the day the appeal was received."))
    channel = forms.ChoiceField(
        label=_("Received how"), choices=[("", _("Choose how it came")), *CHANNELS.items()],
        error_messages={"required": _("Choose how the appeal came.")},
    )  # fmt: skip
    from_whom = forms.CharField(
        label=_("From whom"),
        help_text=_("The applicant, or who acts for them and by which document."),
        max_length=200,
        error_messages={"required": _("Write from whom the appeal is.")},
    )
    text = forms.CharField(
        label=_("What it says"),
        help_text=_("As it was written or said. Of a paper that is attached, what it asks for."),
        widget=forms.Textarea(ROWS),
        max_length=10000,
        required=False,
    )
    scans = ManyFilesField(
        label=_("Scans of the appeal"),
        help_text=_(
            "One file or several at once: PDF, JPEG, PNG, HEIC or a signed container (.p7s,"
            " .asice), at most 20 MB each. They are checked before anybody opens them."
        ),
        required=False,
    )
    late_reason = forms.CharField(
        label=_("If it is late: why"),
        help_text=_("What the applicant says of the delay, or that nothing is said."),
        widget=forms.Textarea(FEW_ROWS),
        max_length=2000,
        required=False,
    )
    is_excused = forms.BooleanField(
        label=_("The reason for the delay is good: examine the appeal all the same"), required=False
    )
    keeps_place = forms.TypedChoiceField(
        label=_("Place by day of receipt"),
        widget=forms.RadioSelect,
        choices=[("yes", _("is kept")), ("no", _("counts anew from the day of the appeal"))],
        coerce=lambda value: value == "yes",
        error_messages={"required": _("Choose whether the place is kept.")},
    )
    basis = forms.CharField(
        label=_("Legal basis, where it is not the usual answer"), max_length=500, required=False
    )

    def choose(self) -> None:
        terms = appeal_on(self.dossier.on)
        self.fields["keeps_place"].initial = "yes" if terms.keeps_place else "no"

    def clean_scans(self) -> "list[UploadedFile[Any]]":
        """Refuse what nobody could look at as a paper."""
        return [looked_at(file) for file in self.cleaned_data["scans"]]

    def is_decision(self) -> bool:
        """Tell whether the appeal is late and left unexamined, by one who may leave it."""
        application, fields = self.dossier.application, self.cleaned_data
        decision = in_force(application)
        until = last_day_to_appeal(decision) if decision else None
        is_left = until is not None and fields["received_on"] > until and not fields["is_excused"]
        return is_left and may_leave_unexamined(application, self.dossier.user)

    def clean(self) -> dict[str, Any]:
        """Ask for what was brought: in words, as a file, or both."""
        fields: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not fields["text"].strip() and not fields["scans"]:
            self.add_error("text", _("Write what the appeal says, or attach its scan."))
        return fields
