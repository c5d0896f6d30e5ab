"""What the sheet says once: how the form came, where they lived, what is declared, how to write."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from applications.fields.choices import not_chosen
from applications.fields.days import DayField
from applications.fields.names import NameField
from applications.fields.texts import LongTextField
from applications.models import Bringer
from applications.notice import NOTICE
from applications.vocabulary import BASES
from deadlines.working_days import KYIV, day_in_kyiv
from desk.forms.home import WhereForm
from desk.forms.person import NOT_CHOSEN
from desk.forms.sheet_form import SheetForm
from review import words

CHANNELS = [each for each in words.CHANNELS.items() if each[0] != "online"]
NOT_SAID = ("", _("not said in the form"))
YES, NO = "yes", "no"
FLAGS = {YES: True, NO: False}


class ArrivalForm(SheetForm):
    channel = forms.ChoiceField(label=_("How it came"), choices=CHANNELS)
    received_on = DayField(
        label=_("Day of receipt, as stamped"),
        help_text=_("The term counts from this day, also where the form is typed in later."),
    )
    brought_by = forms.ChoiceField(label=_("Brought by"), choices=Bringer.choices)
    name = NameField(
        label=_("Name of who brought it"),
        required=False,
        help_text=_("Only of somebody other than the applicant."),
    )
    wants_code = forms.BooleanField(
        label=_("Print a code with which the applicant looks at the application online"),
        required=False,
    )

    def __init__(self, typed: QueryDict, *, prefix: str, is_looked_at: bool, at: datetime) -> None:
        super().__init__(typed, prefix=prefix, is_looked_at=is_looked_at)
        self.at = at

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        if day > day_in_kyiv(self.at):
            raise forms.ValidationError(
                _("The day of receipt has not come yet. Give the day of the stamp."), code="future"
            )
        return day

    def clean(self) -> None:
        if self.said("brought_by") == Bringer.REPRESENTATIVE and not self.said("name"):
            self.add_error("name", _("Enter the name of the representative."))
        if self.said("wants_code") and not self.is_personal():
            self.add_error(
                "wants_code",
                _("A code is handed to nobody but the applicant in person. Take the mark away."),
            )

    def is_personal(self) -> bool:
        channel, bringer = self.said("channel"), self.said("brought_by")
        return (channel, bringer) == ("in_person", Bringer.APPLICANT)

    def received_at(self) -> str:
        """Return the instant of receipt: now for today's, noon of the stamped day otherwise."""
        day: date = self.cleaned_data["received_on"]
        is_today = day == day_in_kyiv(self.at)
        instant = self.at if is_today else datetime.combine(day, time(12), KYIV)
        return instant.isoformat()


class ResidenceForm(WhereForm):
    bases = forms.MultipleChoiceField(
        label=_("On what basis"),
        choices=list(words.BASES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def document(self) -> dict[str, Any] | None:
        """Return the former residence; None where the form says nothing of it."""
        bases = [basis for basis in BASES if basis in self.cleaned_data["bases"]]
        where = self.where()
        return {"bases": bases, **where} if bases or any(where.values()) else None


class DeclarationsForm(SheetForm):
    assistance = forms.ChoiceField(
        label=_("Monetary assistance provided by the Resolution"),
        choices=[NOT_SAID, (YES, _("it was not received")), (NO, _("it was received"))],
        required=False,
    )
    owns = forms.ChoiceField(
        label=_("Own housing of the household"),
        choices=[NOT_SAID, (YES, _("owns none")), (NO, _("owns homes, named below"))],
        required=False,
    )
    notice = forms.BooleanField(
        label=_("The form is signed under the notice on personal data"), required=False
    )

    def document(self) -> dict[str, Any]:
        return {
            "no_monetary_assistance": FLAGS.get(self.cleaned_data["assistance"]),
            "owns_no_housing": FLAGS.get(self.cleaned_data["owns"]),
            "personal_data_notice": NOTICE if self.cleaned_data["notice"] else None,
        }


class InvitationForm(SheetForm):
    method = forms.ChoiceField(
        label=_("Letters and the invitation come"),
        choices=[NOT_CHOSEN, ("post", _("By post")), ("electronic", _("By e-mail"))],
        error_messages=not_chosen(_("Choose how the applicant is written to.")),
    )
    postal_address = LongTextField(
        label=_("Postal address"), rows=2, required=False, help_text=_("With the postal code.")
    )
    language = forms.ChoiceField(
        label=_("Language of letters"), choices=[("uk", "Українська"), ("en", "English")]
    )

    def clean(self) -> None:
        if self.said("method") == "post" and self.cleaned_data.get("postal_address") == "":
            self.add_error("postal_address", _("Enter the postal address, with the postal code."))

    def document(self) -> dict[str, Any]:
        address = self.said("postal_address")
        return {"method": self.said("method"), "postal_address": address}


class ScanForm(SheetForm):
    """What a scanned file shows, and whose paper it is."""

    paper = forms.ChoiceField(
        label=_("Paper"), error_messages={"required": _("Choose which paper the file shows.")}
    )
    person = forms.ChoiceField(
        label=_("Whose"), error_messages={"required": _("Choose whose paper it is.")}
    )

    def __init__(
        self,
        typed: QueryDict,
        *,
        prefix: str,
        is_looked_at: bool,
        papers: list[tuple[str, Any]],
        people: list[tuple[str, str]],
    ) -> None:
        super().__init__(typed, prefix=prefix, is_looked_at=is_looked_at)
        self.fields["paper"].choices = [NOT_CHOSEN, *papers]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["person"].choices = people  # type: ignore[attr-defined]  # a ChoiceField
