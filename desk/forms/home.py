"""One home that somebody of the household owns, on one card of the sheet."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from applications.fields.areas import AreaField
from applications.fields.lines import LineField
from applications.fields.places import PlaceField, unlisted
from applications.fields.shares import ShareField
from applications.fields.texts import LongTextField
from applications.package_values import NUMBER
from desk.forms.person import NOT_CHOSEN
from desk.forms.sheet_form import SheetForm
from drafts.forms.whereabouts import LONGEST_ADDRESS
from review import words
from territories.gazetteer import Gazetteer


class WhereForm(SheetForm):
    """A place, as far as the paper names one, and the address there."""

    place = PlaceField(label=_("City, town or village"), required=False)
    address = LongTextField(
        label=_("Address"), most=LONGEST_ADDRESS, rows=2, required=False, help_text=""
    )

    def __init__(self, *args: Any, places: Gazetteer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, PlaceField)
        place.search(places)

    def where(self) -> dict[str, str | None]:
        """Return code and address; a place that is not in the list goes before the address."""
        code = self.said("place")
        typed = "" if code else unlisted(self, "place")
        address = ", ".join(filter(None, (typed, self.said("address"))))
        return {"katottg": code, "address": address or None}


class HomeForm(WhereForm):
    owner = forms.ChoiceField(
        label=_("Owner"), error_messages={"required": _("Choose who owns this home.")}
    )
    area = AreaField(label=_("Total area, m²"))
    share = ShareField(label=_("Share"))
    condition = forms.ChoiceField(
        label=_("Condition"),
        choices=[NOT_CHOSEN, *words.CONDITIONS.items()],
        error_messages={"required": _("Choose in what condition the home is.")},
    )
    evidence_type = forms.ChoiceField(
        label=_("Paper on the condition"),
        choices=[NOT_CHOSEN, *words.EVIDENCE.items()],
        required=False,
    )
    evidence_reference = LineField(
        label=_("Number and date of the paper"), most=NUMBER, required=False
    )

    def __init__(
        self,
        typed: QueryDict,
        *,
        prefix: str,
        is_looked_at: bool,
        places: Gazetteer,
        people: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(typed, prefix=prefix, is_looked_at=is_looked_at, places=places)
        self.fields["owner"].choices = [NOT_CHOSEN, *people]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> None:
        kind, reference = self.said("evidence_type"), self.said("evidence_reference")
        if kind and not reference and "evidence_reference" not in self.errors:
            self.add_error("evidence_reference", _("Enter the number of the paper."))
        if reference and not kind:
            self.add_error("evidence_type", _("Choose which paper this number is of."))

    def document(self) -> dict[str, Any]:
        """Return the home of a valid form as in the package."""
        kind, reference = self.said("evidence_type"), self.said("evidence_reference")
        return {
            "ref": self.prefix,
            "owner": self.said("owner"),
            "total_area_m2": str(self.cleaned_data["area"]),
            "share": str(self.cleaned_data["share"]),
            **self.where(),
            "condition": self.said("condition"),
            "evidence": {"type": kind, "reference": reference} if kind else None,
        }
