"""The forms of the pages of letters."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outbox.state import DEAD, MOVES, State

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


FORMS: dict[str, type[StepForm]] = {"send_again": SendAgainForm, "set_aside": SetAsideForm}


def steps_from(state: str) -> list[str]:
    """Return what a person can do with a letter that stands there."""
    again = ["send_again"] if state in DEAD else []
    return [*again, *(["set_aside"] if State.SET_ASIDE in MOVES[State(state)] else [])]


class PostedForm(forms.Form):
    """The day on which the letters that are chosen were given to the post."""

    on = day_field(
        _("Day of posting"), _("For example 01.12.2026"), missing=_("Enter the day of posting.")
    )
