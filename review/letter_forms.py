"""The forms of the pages of letters."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from outbox.models import Letter
from outbox.state import DEAD, ON_PAPER, State

DAY_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]


def day_field(
    label: Any, hint: Any, *, missing: Any = "", required: bool = True
) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput({"size": 10, "inputmode": "numeric"}, format=DAY_FORMATS[0]),
        error_messages={"required": missing, "invalid": _("Enter the day like 01.12.2026.")},
    )


class StepForm(forms.Form):
    """A step on one letter: posts to the address given."""

    button: "str | Promise"
    style = "button"

    def __init__(self, *args: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = action
        self.helper.form_id = str(self.auto_id).removesuffix("-%s")
        self.helper.add_input(Submit("", self.button, css_class=self.style))


class SendAgainForm(StepForm):
    button = _("Send again")


class SetAsideForm(StepForm):
    button = _("Close this letter")
    style = "button secondary"
    note = forms.CharField(
        label=_("How it was dealt with"),
        help_text=_("For example: handed over in person on 01.12.2026, or not needed any more."),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say how it was dealt with.")},
    )
    handed_on = day_field(
        _("If it was handed over: on which day"),
        _("The terms it begins are counted from that day. Leave it empty if it was not."),
        required=False,
    )


class TakePostingBackForm(StepForm):
    button = _("It was not posted, or not that day")
    style = "button secondary"
    why = forms.CharField(
        label=_("Why the mark is taken back"),
        help_text=_("The letter then waits to be marked as posted, on the day it really is."),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say what was wrong with the mark.")},
    )


FORMS: dict[str, type[StepForm]] = {
    "send_again": SendAgainForm,
    "set_aside": SetAsideForm,
    "take_posting_back": TakePostingBackForm,
}


def steps_from(letter: Letter, user: User) -> list[str]:
    """Return what a person can do with a letter that stands where it does."""
    is_others = letter.state == State.POSTED and letter.posted_by_id != user.pk
    possible = {
        "send_again": letter.state in DEAD,
        "set_aside": letter.state in (*DEAD, *ON_PAPER),
        "take_posting_back": is_others,
    }
    return [step for step, can in possible.items() if can]


class PostedForm(forms.Form):
    """The day on which the letters that are chosen were given to the post."""

    on = day_field(
        _("Day of posting"), _("For example 01.12.2026"), missing=_("Enter the day of posting.")
    )
