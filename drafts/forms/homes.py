"""Homes that people of the household own: whether there are any, and each of them."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from applications.fields.areas import AreaField
from applications.fields.choices import Choice, not_chosen
from applications.fields.lines import LineField
from applications.fields.shares import ShareField
from applications.package_values import NUMBER
from deadlines.working_days import day_in_kyiv
from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm
from drafts.forms.whereabouts import WhereaboutsForm
from drafts.homes import HABITABLE, open_period, place_said
from drafts.people import full_name, relationship
from eligibility.terms import terms_on
from territories.kinds import Kind

YES, NO, UNSURE, NONE = "yes", "no", "unsure", "none"


class OwnsForm(AnswerForm):
    owns = forms.ChoiceField(
        label=_("A home, or a share of one"),
        help_text=_(
            "Name every home, also one that is destroyed or in occupied territory, and one of "
            "which only a share is owned. A home that is destroyed or in occupied territory mostly "
            "does not stand in your way."
        ),
        choices=(
            (YES, Choice(_("Yes"), _("We will ask about each home."))),
            (NO, Choice(_("No, nobody owns a home or a share of one"))),
            (UNSURE, Choice(_("I am not sure"), _("A caseworker will find it out."))),
        ),
        widget=forms.RadioSelect,
        error_messages=not_chosen(_("Choose whether anybody of you owns a home.")),
    )

    @staticmethod
    def initial_of(answers: Answers) -> dict[str, Any]:
        return {"owns": answers.get("_owns")}

    def clean_owns(self) -> str:
        """Refuse to leave a home listed beside the word that there is none."""
        owns: str = self.cleaned_data["owns"]
        if owns == NO and self.written.homes:
            raise forms.ValidationError(
                _(
                    "You have listed homes: %(homes)s. If they are not owned, remove them from the "
                    "list first. If they are, answer “Yes”."
                ),
                code="homes_listed",
                params={"homes": ", ".join(self.listed())},
            )
        return owns

    def listed(self) -> list[str]:
        return [place_said(home, self.places) for home in self.written.homes]

    def given(self) -> Answers:
        owns = self.cleaned_data["owns"]
        return {"_owns": owns, "owns_no_housing": True if owns == NO else None}


class OwnerForm(AnswerForm):
    owner = forms.ChoiceField(
        label=_("Owner"),
        help_text=_(
            "If several of you own shares of one home, add it once for each owner, with that "
            "owner’s share."
        ),
        widget=forms.RadioSelect,
        error_messages=not_chosen(_("Choose who owns this home.")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(it.ref, full_name(it) or relationship(it)) for it in self.written.people]
        self.fields["owner"].choices = people  # type: ignore[attr-defined]  # a ChoiceField


class HomePlaceForm(WhereaboutsForm):
    """Where a home stands."""


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
        period = open_period(self.part, self.written, self.places)
        if period is None:
            return ""
        sentence = _now(
            "%(place)s: %(kind)s since %(day)s. While this lasts, a home there does not count, and "
            "we ask for no inspection report. Choose what you last knew of the home."
        )
        return sentence % {
            "place": place_said(self.part, self.places),
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


class AreaForm(AnswerForm):
    area = AreaField(
        label=_("Total area of the whole home, m²"),
        help_text=_("As in the papers of the home, for example 53.4."),
        error_messages={"required": _("Enter the area of the home, as exactly as you can.")},
    )
    share = ShareField(
        label=_("Share that the owner has"),
        help_text=_("1 for the whole home, 1/2 for a half, 1/3 for a third, or 50 %."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if open_period(self.part, self.written, self.places) is None:
            self.fields["share"].help_text = self.limit()

    def limit(self) -> str:
        """Say how much may be owned: the set area per person, and exactly that is within it."""
        per_person = terms_on(day_in_kyiv(self.at)).area_per_person
        people = len(self.written.people)
        sentence = _now(
            "1 for the whole home, 1/2 for a half, 1/3 for a third, or 50 %%. Only the share "
            "counts. All shares of all of you together may be up to %(per_person)s m² per person, "
            "that is %(limit)s m². Exactly so much is still within the limit."
        )
        return sentence % {"per_person": shown(per_person), "limit": shown(per_person * people)}

    @staticmethod
    def initial_of(answers: Answers) -> dict[str, Any]:
        area, share = answers.get("total_area_m2"), answers.get("share")
        return {
            "area": Decimal(area) if area else None,
            "share": Fraction(share) if share else None,
        }

    def given(self) -> Answers:
        area, share = self.cleaned_data["area"], self.cleaned_data["share"]
        return {"total_area_m2": str(area), "share": str(share)}


def shown(area: Fraction) -> str:
    """Write square metres as the language of the page does, at least two decimals kept exact."""
    return str(localize(Decimal(area.numerator) / area.denominator))
