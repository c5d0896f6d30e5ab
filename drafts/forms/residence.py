"""Where the applicant lived before displacement, and on what basis."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.fields.choices import Choice, not_chosen
from applications.vocabulary import BASES
from deadlines.working_days import day_in_kyiv
from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm, Warning
from drafts.forms.whereabouts import WhereaboutsForm
from eligibility.terms import terms_on

UNSURE = "unsure"


class BasesForm(AnswerForm):
    bases = forms.MultipleChoiceField(
        label=_("Mark all that was true"),
        help_text=_("Two routes lead to housing, and one of them is enough."),
        choices=(
            (
                "registered",
                Choice(
                    _("My residence was registered there"),
                    _(
                        "A stamp in the passport or an extract from the register shows it. This "
                        "route is for households of a category: a large family, people with "
                        "disabilities, military service and others."
                    ),
                ),
            ),
            (
                "declared",
                Choice(
                    _("I had declared my residence there"),
                    _("Online, for example in Diia. The route is the same as with registration."),
                ),
            ),
            (
                "actual",
                Choice(
                    _("I lived there in fact"),
                    _(
                        "Rented, with relatives, in a dormitory: without registration or besides "
                        "it. This route is for households of which somebody defended Mariupol or "
                        "was in captivity."
                    ),
                ),
            ),
            (
                UNSURE,
                Choice(_("I am not sure"), _("A caseworker will find it out."), is_apart=True),
            ),
        ),
        widget=forms.CheckboxSelectMultiple,
        error_messages=not_chosen(_("Mark at least one basis, or “I am not sure”.")),
    )

    @staticmethod
    def initial_of(answers: Answers) -> dict[str, Any]:
        bases = answers.get("bases")
        return {"bases": [UNSURE] if bases == [] else bases}

    def clean_bases(self) -> list[str]:
        chosen = self.cleaned_data["bases"]
        if UNSURE in chosen and len(chosen) > 1:
            raise forms.ValidationError(
                _("Mark either what was true, or only “I am not sure”."), code="both"
            )
        return [basis for basis in BASES if basis in chosen]


class ResidencePlaceForm(WhereaboutsForm):
    def warnings(self) -> list[Warning]:
        code = self.cleaned_data["place"]
        prefix = terms_on(day_in_kyiv(self.at)).community_prefix
        if not code or code.startswith(prefix):
            return super().warnings()
        sentence = _(
            "This place is not in the Mariupol community. Both routes to housing are for those "
            "who lived in the community: registered or declared there, or in fact. Check the "
            "place. You may apply all the same; a person decides, not this page."
        )
        return [Warning("place" if self.is_place_typed() else "where", sentence)]
