"""The forms of the pages of accounts. What a file holds is judged by the act, not here."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from charges.bank_lines import LineRefused, amount_of
from charges.leased import charged_leases
from charges.numbers import lease_numbers
from leases.forms import DAY_FORMATS, DAY_HINT, DAY_SIZE, PortalForm
from leases.models import Lease

REASON = forms.Textarea(attrs={"rows": 2, "maxlength": 500})


class StatementForm(PortalForm):
    button = _("Take the statement in")
    file = forms.FileField(
        label=_("Bank statement"),
        help_text=_(
            "CSV as the bank exports it, up to 2 MB. It needs columns for the date, the amount and"
            " the purpose; the payer and the reference help."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
        error_messages={
            "required": _("Choose the file of the statement."),
            "empty": _("The file is empty. Choose the statement as the bank exported it."),
        },
    )


class MatchForm(PortalForm):
    button = _("Post to this lease")
    number = forms.CharField(
        label=_("Number of the lease"),
        help_text=_("For example 4829-3057-1630/1"),
        max_length=40,
        widget=forms.TextInput(attrs={"size": 22}),
        error_messages={"required": _("Enter the number of the lease.")},
    )

    def clean_number(self) -> Lease:
        """Return the one lease that the number names."""
        typed = self.cleaned_data["number"]
        found = charged_leases().filter(number__in=lease_numbers(typed)).first()
        if found is None:
            raise ValidationError(
                _("There is no signed lease of this number. Check it: 4829-3057-1630/1.")
            )
        return found


class ReasonForm(PortalForm):
    reason = forms.CharField(label=_("Why"), max_length=500, widget=REASON)


class SetAsideForm(ReasonForm):
    button = _("Set aside")
    style = "button secondary"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("The payment is for no lease: say what it is.")
        self.fields["reason"].error_messages["required"] = _("Say what the payment is for.")


class TakeBackForm(ReasonForm):
    button = _("Take the payment off this lease")
    style = "button warning"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("The tenant reads this.")
        self.fields["reason"].error_messages["required"] = _("Say why the payment is not for it.")


class CorrectForm(PortalForm):
    button = _("Post the correction")
    ref = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)  # posted once
    amount = forms.CharField(
        label=_("Amount, UAH"),
        help_text=_("With a minus the tenant owes less: -100,50. Without it, more: 100,50."),
        max_length=20,
        widget=forms.TextInput(attrs={"size": 12, "inputmode": "text"}),
        error_messages={"required": _("Enter the amount.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The tenant reads this. Name the paper that it rests on."),
        max_length=500,
        widget=REASON,
        error_messages={"required": _("Say why the account is corrected.")},
    )

    def clean_amount(self) -> Decimal:
        try:
            amount = amount_of(self.cleaned_data["amount"])
        except LineRefused as refused:
            raise ValidationError(refused.why) from None
        if amount == 0:
            raise ValidationError(_("A correction is above or below zero."))
        return amount


class Counting(models.TextChoices):
    """Which day of a row lies in the period."""

    DAY = "day", _("The day it counts on, which for a payment is the day of the bank")
    POSTED = (
        "posted",
        _("The day it was posted here: months exported one after another lack nothing"),
    )


class Layout(models.TextChoices):
    EXCEL = "excel", _("Excel in Ukrainian: semicolons between columns, 7193,00")
    PLAIN = "plain", _("Other programs: commas between columns, 7193.00")


class PeriodForm(PortalForm):
    """A period of accounts; both days count. By the day and plainly where it is not said."""

    button = _("Export as CSV")
    first = forms.DateField(
        label=_("First day"),
        help_text=DAY_HINT,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(DAY_SIZE, format=DAY_FORMATS[0]),
        error_messages={"required": _("Enter the first day of the period.")},
    )
    last = forms.DateField(
        label=_("Last day"),
        help_text=DAY_HINT,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(DAY_SIZE, format=DAY_FORMATS[0]),
        error_messages={"required": _("Enter the last day of the period.")},
    )
    by = forms.ChoiceField(
        label=_("Which day of a row lies in the period"),
        help_text=_(
            "A statement taken in on 2 March may bring a payment of 28 February: it belongs to"
            " February by its day, and to March by its posting."
        ),
        choices=Counting,
        initial=Counting.DAY,
        required=False,
        widget=forms.RadioSelect,
    )
    layout = forms.ChoiceField(
        label=_("For which program"),
        choices=Layout,
        initial=Layout.EXCEL,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last", _("The last day is before the first."))
        return said
