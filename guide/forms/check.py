"""The pages of “Check if you may qualify”: each asks only what the rules read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.fields.areas import AreaField
from applications.fields.choices import Choice
from applications.fields.places import PlaceField
from applications.fields.shares import ShareField
from drafts.forms.whereabouts import CITY, ELSEWHERE, MARIUPOL
from drafts.statuses import HELD, OF_HOLDER

Label = Any  # a text, translated now or later; the stubs know only one kind of the latter
YES, NO, UNSURE, NONE = "yes", "no", "unsure", "none"
MOST_PEOPLE = 30  # of the contract


def radios(
    label: Label, *choices: tuple[str, Label | Choice], missing: Label = "", **kwargs: Any
) -> forms.ChoiceField:
    """Return a question with one answer; `missing` is the sentence that asks for it."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": missing},
        **kwargs,
    )


def boxes(
    label: Label, *choices: tuple[str, Label | Choice], **kwargs: Any
) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **kwargs
    )


def count(label: Label, sentence: Label, **kwargs: Any) -> forms.IntegerField:
    """Return a field for a small number; every way to get it wrong is answered by one sentence."""
    attrs = {"inputmode": "numeric", "size": "3", "autocomplete": "off"}
    codes = ("required", "invalid", "min_value", "max_value")
    return forms.IntegerField(
        label=label,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs),
        error_messages=dict.fromkeys(codes, sentence),  # type: ignore[arg-type]  # a label is any text
        **kwargs,
    )


def meaning_of(code: str) -> Label:
    """Say who is meant by a status; of a fallen defender nobody need be told."""
    return HELD[code][1] if code in HELD else ""


def refuse_contradiction(chosen: list[str], alone: str) -> None:
    """Raise ValidationError where a choice that stands alone is ticked beside another."""
    if len(chosen) > 1 and alone in chosen:
        raise forms.ValidationError(
            _("Tick either what applies, or the last answer alone: not both."),
            code="contradiction",
        )


class StepForm(forms.Form):
    """A page of the check; `conditional` are fields that some answers require."""

    use_required_attribute = False
    conditional: tuple[str, ...] = ()


class YouForm(StepForm):
    certificate = radios(
        _("Do you have a certificate of an internally displaced person?"),
        (YES, _("Yes")),
        (NO, _("No, not yet")),
        (UNSURE, _("I am not sure")),
        help_text=_("Your own certificate. It does not matter where in Ukraine it was issued."),
        missing=_("Say whether you have the certificate, or choose “I am not sure”."),
    )
    assistance = radios(
        _("Have you received the monetary assistance that Resolution 814 provides?"),
        (YES, _("Yes")),
        (NO, _("No")),
        (UNSURE, _("I am not sure")),
        help_text=_("If you do not know what is meant, choose “I am not sure”."),
        missing=_("Say whether you received the assistance, or choose “I am not sure”."),
    )


def where(label: Label) -> forms.ChoiceField:
    return radios(
        label,
        (CITY, _("In the city of Mariupol")),
        (ELSEWHERE, Choice(_("In another place"), _("Type its name below."))),
        (UNSURE, _("I am not sure")),
        required=False,
    )


class WhereForm(StepForm):
    """Says a place: mostly the city of Mariupol, else one picked by its name, or not known."""

    conditional = ("place",)
    where = where(_("Place"))
    place = PlaceField(
        label=_("City, town or village"),
        help_text=_("Only if it is not the city of Mariupol. Begin to type its name."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Give the code of the place as `katottg`, None where it is not known."""
        given = super().clean() or {}
        where, typed = given.get("where"), self["place"].data.text
        if where in (CITY, UNSURE):
            self.errors.pop("place", None)
            return {**given, "katottg": MARIUPOL if where == CITY else None}
        if not typed:
            self.require(is_elsewhere=where == ELSEWHERE)
        return {**given, "katottg": given.get("place")}

    def require(self, *, is_elsewhere: bool) -> None:
        if is_elsewhere:
            self.add_error("place", _("Enter the city, town or village."))
        else:
            self.add_error("where", _("Say where it is, or choose “I am not sure”."))


class ResidenceForm(WhereForm):
    field_order = ("bases",)
    where = where(_("Where was it?"))
    bases = boxes(
        _("Which of these is true of you?"),
        ("registered", _("My residence was registered or declared there")),
        ("actual", _("I lived or stayed there in fact")),
        (UNSURE, Choice(_("I am not sure"), is_apart=True)),
        help_text=_("Before you had to leave. Tick all that apply."),
        error_messages={"required": _("Tick what applies to you, or “I am not sure”.")},
    )

    def clean_bases(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["bases"]
        refuse_contradiction(chosen, UNSURE)
        return chosen


class HouseholdForm(StepForm):
    people = count(
        _("How many people will live in the apartment, with you?"),
        _("Give the number of people in digits, from 1 to 30. Larger households apply on paper."),
        min_value=1,
    )
    children = count(
        _("How many of them are your children?"),
        _("Give the number of children in digits, such as 2. If there are none, type 0."),
        min_value=0,
        help_text=_(
            "Under 18, or under 23 and studying full-time. Adopted children and stepchildren "
            "count. If there are none, type 0."
        ),
    )
    young = radios(
        _("Is anybody of you under three years old?"),
        (YES, _("Yes")),
        (NO, _("No")),
        missing=_("Say whether anybody of you is under three."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if {"people", "children", "young"} <= given.keys():
            others = given["people"] - 1
            if given["children"] > others:
                self.add_error(
                    "children", _("There cannot be more children than people beside you.")
                )
            elif given["young"] == YES and not others:
                self.add_error(
                    "people", _("With somebody under three you are at least two people.")
                )
        return given


class StatusesForm(StepForm):
    statuses = boxes(
        _("Who of these is in your household, or is a family member of somebody in it?"),
        *((code, Choice(label, meaning_of(code))) for code, label in OF_HOLDER.items()),
        (UNSURE, Choice(_("I am not sure"), is_apart=True)),
        (NONE, _("None of these")),
        help_text=_("Tick all that apply."),
        error_messages={
            "required": _("Tick at least one answer, or “I am not sure”, or “None of these”.")
        },
    )

    def clean_statuses(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["statuses"]
        refuse_contradiction(chosen, NONE)
        return chosen


class HousingForm(StepForm):
    owns = radios(
        _("Does anybody of your household own housing, or a share in it?"),
        (YES, _("Yes")),
        (NO, _("No")),
        (UNSURE, _("I am not sure")),
        help_text=_("Count homes in occupied places and destroyed homes too."),
        missing=_("Say whether anybody of you owns housing, or choose “I am not sure”."),
    )


class HomeForm(WhereForm):
    where = where(_("Where is the home?"))
    area = AreaField(label=_("Total area, m²"), help_text=_("For example 53,4"))
    share = ShareField(
        label=_("The share that is yours"),
        help_text=_("All shares of your household together: 1 for the whole home, 1/2 for a half."),
    )
    condition = radios(
        _("Can people live in it?"),
        ("habitable", _("Yes")),
        ("destroyed", _("No, it is destroyed")),
        ("uninhabitable", _("No, it is so damaged that nobody can live there")),
        missing=_("Say whether people can live in this home."),
    )
    evidence = radios(
        _("If not: is that confirmed?"),
        ("damage_register", _("It is in the register of damaged and destroyed property")),
        ("inspection_report", _("There is an inspection report")),
        ("technical_assessment", _("There is a technical assessment")),
        (NONE, Choice(_("Not yet"), is_apart=True)),
        required=False,
    )
    more = radios(
        _("Does your household own another home?"),
        (YES, _("Yes")),
        (NO, _("No")),
        missing=_("Say whether there is another home."),
    )
