"""Where a residence was, or a home stands: mostly the city of Mariupol, else a place picked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.fields.choices import Choice
from applications.fields.places import PlaceField, kept, unlisted
from applications.fields.texts import LongTextField
from drafts.answers import Answers
from drafts.forms.answer_form import AnswerForm, Warning
from territories.search import finder

MARIUPOL = "UA14140050010029262"  # the city
CITY, ELSEWHERE = "mariupol", "elsewhere"
LONGEST_ADDRESS = 800  # with the name of a place before it, within the package's limit


class WhereaboutsForm(AnswerForm):
    """Says a place and an address. A place that is not found goes before the address, as typed."""

    conditional = ("place",)

    where = forms.ChoiceField(
        label=_("Place"),
        choices=(
            (CITY, Choice(_("In the city of Mariupol"))),
            (ELSEWHERE, Choice(_("In another place"), _("Type its name below."))),
        ),
        widget=forms.RadioSelect,
        required=False,
    )
    place = PlaceField(
        label=_("City, town or village"),
        help_text=_("Only if it is not the city of Mariupol. Begin to type its name."),
        required=False,
    )
    address = LongTextField(
        label=_("Address"),
        help_text=_("Street, building, flat. As much as you remember."),
        most=LONGEST_ADDRESS,
        rows=2,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, PlaceField)
        place.search(self.written.places)

    @staticmethod
    def initial_of(answers: Answers) -> dict[str, Any]:
        code, typed = answers.get("katottg"), answers.get("_place", "")
        where = "" if not (code or typed) else CITY if code == MARIUPOL else ELSEWHERE
        address = answers.get("_address", answers.get("address"))
        place = code or (kept(typed) if typed else "")
        return {"where": where, "place": "" if where == CITY else place, "address": address}

    def clean(self) -> None:
        """Take a place that was typed as an answer, whether or not it was also chosen above."""
        if self.cleaned_data.get("where") == CITY:
            self.take_city()
        elif not self.is_place_typed():
            self.require(self.cleaned_data.get("where") == ELSEWHERE)

    def take_city(self) -> None:
        """Take the city; whoever names another place beside it is asked which of the two."""
        self.errors.pop("place", None)
        self.cleaned_data["place"] = MARIUPOL
        if not self.names_city():
            self.add_error(
                "where",
                _("Choose one: the city of Mariupol with the box below empty, or another place."),
            )

    def names_city(self) -> bool:
        typed = self["place"].data.text
        found = finder(self.written.places).find(typed).matches
        return not typed or MARIUPOL in {match.code for match in found if match.is_exact}

    def require(self, is_elsewhere: bool) -> None:
        if is_elsewhere:
            self.add_error("place", _("Enter the city, town or village."))
        else:
            self.add_error("where", _("Choose “In the city of Mariupol”, or type another place."))

    def is_place_typed(self) -> bool:
        return bool(self["place"].data.text)

    def given(self) -> Answers:
        """Return the code, and the address after the name of a place that has none."""
        code, address = self.cleaned_data["place"], self.cleaned_data["address"]
        typed = "" if code else unlisted(self, "place")
        return {
            "katottg": code,
            "address": ", ".join(part for part in (typed, address) if part) or None,
            "_place": self.written.places.name(code) if code else typed,
            "_address": address,
        }

    def warnings(self) -> list[Warning]:
        if self.cleaned_data["place"]:
            return []
        sentence = _(
            "This place is not in the official list, so we keep it as you typed it. A caseworker "
            "will find out which place it is and may ask you."
        )
        return [Warning("place", sentence)]
