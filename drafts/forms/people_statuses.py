"""Which statuses a person holds, or has as a family member of their holder."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from applications.fields.choices import Choice
from deadlines.working_days import day_in_kyiv
from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm, InSummary
from drafts.statuses import FAMILY, HOLDER, claims, family_choices, held_choices

NEITHER, UNSURE = "none", "unsure"


class StatusesForm(AnswerForm):
    in_summary: ClassVar = {"otherwise": InSummary()}

    own = forms.MultipleChoiceField(
        label=_("Own statuses and circumstances"),
        help_text=_("Mark everything that applies. The paper can be brought later."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    family = forms.MultipleChoiceField(
        label=_("As a family member of such a person"),
        help_text=_(
            "That person need not live with you, and may have died. The same papers show it. If "
            "they are on your list themselves, it is enough to mark it there."
        ),
        choices=family_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    otherwise = forms.MultipleChoiceField(
        label=_("If nothing fits"),
        choices=(
            (NEITHER, Choice(_("None of these"))),
            (UNSURE, Choice(_("I am not sure"), _("A caseworker will clear it up with you."))),
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = held_choices(self.part.answers, day_in_kyiv(self.at))
        self.fields["own"].choices = choices  # type: ignore[attr-defined]  # a MultipleChoiceField

    @staticmethod
    def initial_of(answers: Answers) -> dict[str, Any]:
        own, family = claims(answers, HOLDER), claims(answers, FAMILY)
        is_unsure = answers.get("unsure_of_statuses")
        has_none = "statuses" in answers and not (own or family or is_unsure)
        otherwise = [code for code, chosen in ((NEITHER, has_none), (UNSURE, is_unsure)) if chosen]
        return {"own": own, "family": family, "otherwise": otherwise}

    def clean_otherwise(self) -> list[str]:
        """Refuse "none" together with anything else, and nothing at all."""
        otherwise: list[str] = self.cleaned_data["otherwise"]
        chosen = [*self.cleaned_data.get("own", ()), *self.cleaned_data.get("family", ())]
        if NEITHER in otherwise and (chosen or UNSURE in otherwise):
            raise ValidationError(
                _(
                    "“None of these” is marked together with something else. Leave the mark at "
                    "what applies, or at “None of these” alone."
                ),
                code="none_and_some",
            )
        return otherwise

    def clean(self) -> None:
        if not self.errors and not any(self.cleaned_data.values()):
            self.add_error(
                "own",
                _("Choose at least one that applies, or “None of these”, or “I am not sure”."),
            )

    def given(self) -> Answers:
        held = [{"code": code, "as": HOLDER} for code in self.cleaned_data["own"]]
        as_family = [{"code": code, "as": FAMILY} for code in self.cleaned_data["family"]]
        is_unsure = UNSURE in self.cleaned_data["otherwise"]
        return {"statuses": held + as_family, "unsure_of_statuses": is_unsure}
