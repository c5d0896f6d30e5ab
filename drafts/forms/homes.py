"""Homes that people of the household own: whether there are any, who owns each, and where."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.fields.choices import Choice, not_chosen
from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm
from drafts.forms.whereabouts import WhereaboutsForm
from drafts.homes import place_said
from drafts.people import full_name, relationship

YES, NO, UNSURE = "yes", "no", "unsure"


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
        return [place_said(home, self.written.places) for home in self.written.homes]

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
