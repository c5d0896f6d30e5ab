"""The condition of a home, and the paper on it."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.fields.choices import Choice, not_chosen
from applications.fields.lines import LineField
from applications.package_values import NUMBER
from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm
from drafts.homes import HABITABLE, open_period, place_said
from territories.kinds import Kind

NONE = "none"


class ConditionForm(AnswerForm):
    condition = forms.ChoiceField(
        label=_("Condition of the home"),
        help_text=_(
            "As far as you know. If you cannot know how it is now, choose what you last knew."
        ),
        choices=(
            (HABITABLE, Choice(_("One can live in it"))),
            (
                "uninhabitable",
                Choice(
                    _("It stands, but one cannot live in it"),
                    _("Damaged by the war or otherwise, until it is repaired."),
                ),
            ),
            ("destroyed", Choice(_("It is destroyed"))),
        ),
        widget=forms.RadioSelect,
        error_messages=not_chosen(_("Choose in what condition the home is.")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reason := self.out_of_reach():
            self.fields["condition"].help_text = reason

    def out_of_reach(self) -> str:
        """Say why no paper on the condition is asked for, where none is; else nothing."""
        period = open_period(self.part, self.written)
        if period is None:
            return ""
        sentence = gettext(
            "%(place)s: %(kind)s since %(day)s. While this lasts, a home there does not count, and "
            "we ask for no inspection report. Choose what you last knew of the home."
        )
        return sentence % {
            "place": place_said(self.part, self.written.places),
            "kind": str(Kind(period.kind).label).lower(),
            "day": date_format(period.start, "d.m.Y"),
        }

    def given(self) -> Answers:
        """Return the condition; a paper on damage falls with the damage."""
        condition = self.cleaned_data["condition"]
        return {"condition": condition, **({"evidence": None} if condition == HABITABLE else {})}


class EvidenceForm(AnswerForm):
    conditional = ("reference",)

    type = forms.ChoiceField(
        label=_("Paper on the condition of the home"),
        help_text=_(
            "With such a paper, a home that cannot be lived in does not count. Without it, "
            "a caseworker will ask for one if the home decides the matter."
        ),
        choices=(
            (
                "damage_register",
                Choice(
                    _("Extract from the register of damaged and destroyed property"),
                    _("From Diia, an administrative service centre or a notary."),
                ),
            ),
            (
                "inspection_report",
                Choice(
                    _("Inspection report of the commission"),
                    _("By the commission of the place where the home stands."),
                ),
            ),
            (
                "technical_assessment",
                Choice(
                    _("Technical assessment of the building"),
                    _("By an expert or a company with the right to make it."),
                ),
            ),
            (NONE, Choice(_("There is none yet"), _("It can be given later."), is_apart=True)),
        ),
        widget=forms.RadioSelect,
        error_messages=not_chosen(_("Choose which paper there is, or “There is none yet”.")),
    )
    reference = LineField(
        label=_("Number and date of the paper"),
        help_text=_("As on the paper, for example № 12/34 of 5 May 2023."),
        most=NUMBER,
        required=False,
    )

    @staticmethod
    def initial_of(answers: Answers) -> dict[str, Any]:
        if evidence := answers.get("evidence"):
            return dict(evidence)
        return {"type": NONE if "evidence" in answers else ""}

    def clean(self) -> None:
        kind, reference = (self.cleaned_data.get(key) for key in ("type", "reference"))
        if kind == NONE and reference:
            self.add_error("type", _("Choose which paper this number is of, or remove the number."))
        if kind not in (None, NONE) and reference == "":
            self.add_error(
                "reference",
                _(
                    "Enter the number of the paper. If it is not at hand, choose “There is none "
                    "yet”."
                ),
            )

    def given(self) -> Answers:
        kind, reference = self.cleaned_data["type"], self.cleaned_data["reference"]
        return {"evidence": None if kind == NONE else {"type": kind, "reference": reference}}
