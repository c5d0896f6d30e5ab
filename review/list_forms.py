"""The forms of the list: the search, what narrows it, the rows chosen, and to whom they go."""

import re
from typing import Any, Final

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from applications.searching import FEWEST_DIGITS, TooShort, matching, taxpayer_number_in
from review.explained import name
from review.filters import ANSWERED_FOR, NOBODY, Filters, statuses_of
from review.sharing import Load
from review.turns import Turn
from review.words import CHANNELS

CHOSEN = re.compile(r"(\d{1,18}):(\d{1,9})", re.ASCII)
BY_LOAD: Final = "load"


class SearchForm(forms.Form):
    typed = forms.CharField(
        max_length=200,
        label=gettext_lazy("Number of the application, a name, or a taxpayer number in full"),
        error_messages={
            "required": gettext_lazy(
                "Type a number of an application or a part of it, a name, or a taxpayer number in"
                " full."
            )
        },
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "size": 34}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "search-%s", **kwargs})
        self.user = user

    def clean_typed(self) -> str:
        """Refuse what finds everything, and a person's number to whoever may not see people."""
        typed = str(self.cleaned_data["typed"])
        if taxpayer_number_in(typed) and not self.user.has_perm("applications.view_person"):
            raise forms.ValidationError(
                _("Your role does not look for people by their taxpayer number. Type a name.")
            )
        try:
            matching(typed)
        except TooShort:
            raise forms.ValidationError(
                _("Type at least %(digits)d digits of the number, or the beginning of a name.")
                % {"digits": FEWEST_DIGITS}
            ) from None
        return typed


class FilterForm(forms.Form):
    """Asks for those filters alone that can narrow a tab; `filters.py` reads what is sent."""

    caseworker = forms.ChoiceField(label=gettext_lazy("Who answers"))
    channel = forms.ChoiceField(label=gettext_lazy("How it came"))
    status = forms.ChoiceField(label=gettext_lazy("Status"))

    def __init__(self, turn: Turn | None, caseworkers: list[tuple[str, str]], chosen: Filters):
        super().__init__(initial=chosen.as_query(), auto_id="filter-%s")
        statuses = [(each.value, each.label) for each in statuses_of(turn)]
        if turn in ANSWERED_FOR:
            del self.fields["caseworker"]
        else:
            whoever = [("", _("anybody")), (NOBODY, _("nobody yet")), *caseworkers]
            self.fields["caseworker"].choices = whoever  # type: ignore[attr-defined]
        self.fields["channel"].choices = [("", _("in any way")), *CHANNELS.items()]  # type: ignore[attr-defined]
        self.fields["status"].choices = [("", _("any status")), *statuses]  # type: ignore[attr-defined]
        if not statuses:
            del self.fields["status"]


class ChosenForm(forms.Form):
    """The rows whose boxes are ticked, each with the version it was shown in; `rows` holds both."""

    def clean(self) -> dict[str, Any]:
        """Refuse a form without a row."""
        found = [CHOSEN.fullmatch(each) for each in self.data.getlist("chosen")]  # type: ignore[attr-defined]
        self.rows = {int(each[1]): int(each[2]) for each in found if each}
        if not self.rows:
            raise forms.ValidationError(
                _("Choose at least one application: tick the box beside its number.")
            )
        return self.cleaned_data


class ToWhomForm(forms.Form):
    to = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=gettext_lazy("Who is to answer for them"),
        error_messages={
            "required": gettext_lazy("Choose who is to answer for the applications."),
            "invalid_choice": gettext_lazy(
                "This person may not take applications any more. Choose another one."
            ),
        },
    )

    def __init__(self, *args: Any, loads: list[Load], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "assign-%s", **kwargs})
        by_load = (BY_LOAD, _("Share out: each to whoever of those present has the fewest"))
        people = [(str(each.caseworker.pk), said(each)) for each in loads]
        self.fields["to"].choices = [by_load, *people]  # type: ignore[attr-defined]


def said(load: Load) -> str:
    """Name a caseworker with what they have to do, and until when they are away."""
    text = ngettext(
        "%(name)s: %(count)d open application", "%(name)s: %(count)d open applications", load.open
    ) % {"name": name(load.caseworker), "count": load.open}
    if load.away_until is None:
        return text
    return _("%(load)s, away until %(day)s") % {
        "load": text,
        "day": date_format(load.away_until, "d.m.Y"),
    }
