"""The form of a question about a change of the rules."""

import json
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from eligibility.figures import area_text
from eligibility.terms import Terms
from oversight.changed_terms import AREA, COUNTS, HIGHEST, changed_terms
from refusals.refused import Refused
from review.findings import figure


class WhatIfForm(forms.Form):
    """Figures of the rules as they are, to be changed; and lists, as TOML, by who knows how."""

    area_per_person_m2 = forms.CharField(
        label=_("Own housing per person that does not exclude, m²"),
        max_length=20,
        widget=forms.TextInput({"size": "8", "inputmode": "decimal"}),
    )
    child_age = forms.IntegerField(
        label=_("A child is younger than, years"), min_value=0, max_value=HIGHEST
    )
    student_age = forms.IntegerField(
        label=_("A child who studies full-time is younger than, years"),
        min_value=0,
        max_value=HIGHEST,
    )
    young_child_age = forms.IntegerField(
        label=_("A young child is younger than, years"), min_value=0, max_value=HIGHEST
    )
    large_family_children = forms.IntegerField(
        label=_("A large family has at least, children"), min_value=0, max_value=HIGHEST
    )
    lists = forms.CharField(
        label=_("Lists, as TOML"),
        help_text=_(
            "Only if a list changes, as in the files of eligibility/terms: [categories] or"
            " [defence_or_captivity]. Leave it empty otherwise."
        ),
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 6, "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None, *, base: Terms) -> None:
        self.base = base
        figures = {name: getattr(base, name) for name in COUNTS}
        area = figure(area_text(base.area_per_person))
        super().__init__(data, initial={AREA: area, **figures})
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("ask", _("Show what would change"), css_class="button"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            try:
                changed_terms(self.as_toml(), self.base)
            except Refused as refused:
                for each in refused.refusals:
                    sentence = each.en if get_language() == "en" else each.uk
                    named = each.path if each.path in (AREA, *COUNTS) else "lists"
                    place = f"{each.path}: " if named == "lists" and each.path else ""
                    self.add_error(named, place + sentence)
        return given

    def as_toml(self) -> str:
        """Return only what is changed, as `changed_terms` reads it."""
        given = self.cleaned_data
        area = given[AREA].strip().replace(",", ".")
        lines = [f"{name} = {given[name]}" for name in COUNTS if given[name] != self.initial[name]]
        if area != area_text(self.base.area_per_person):
            lines.insert(0, f"{AREA} = {json.dumps(area, ensure_ascii=False)}")
        return "\n".join([*lines, given.get("lists", "").strip()]).strip()
