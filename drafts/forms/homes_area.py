"""How large a home is, and how much of it is owned."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.fields.areas import AreaField
from applications.fields.shares import ShareField
from deadlines.working_days import day_in_kyiv
from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm
from drafts.homes import open_period
from eligibility.terms import terms_on


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
        if open_period(self.part, self.written) is None:
            self.fields["share"].help_text = self.limit()

    def limit(self) -> str:
        """Say how much may be owned: the set area per person, and exactly that is within it."""
        per_person = terms_on(day_in_kyiv(self.at)).area_per_person
        people = len(self.written.people)
        sentence = gettext(
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
