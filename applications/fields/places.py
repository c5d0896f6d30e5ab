"""A place of the codifier, picked by its name: with scripts as one types, without in two steps."""

from functools import cached_property
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from applications.package_values import HIDDEN
from territories.gazetteer import Gazetteer, current
from territories.search import MOST_TYPED, Finder, Found, finder

UNLISTED = "unlisted"
TO_CHOOSE = "to_choose"


class Typed(NamedTuple):
    """What came from the page: the text, and the code chosen among those offered for `offered`."""

    text: str = ""
    code: str = ""
    offered: str = ""

    @property
    def chosen(self) -> str:
        """The code, while the text is still the one it was offered for."""
        return self.code if self.is_offered else ""

    @property
    def is_offered(self) -> bool:
        return bool(self.text) and self.text == self.offered


class PlaceWidget(forms.TextInput):
    """A text box; below it the places the text may mean, once it was sent."""

    template_name = "portal/place.html"

    class Media:
        js = ("places.js",)

    @cached_property
    def finder(self) -> Finder:
        """The finder of the gazetteer in force. One small query per form."""
        return finder(current())

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        text, code, offered = (data.get(name + end, "") for end in ("", "_code", "_for"))
        return Typed(" ".join(text.split()), code, " ".join(offered.split()))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def format_value(self, value: Any) -> str:
        return self.typed(value).text

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        given = self.typed(value)
        context = super().get_context(name, given, {**(attrs or {}), "autocomplete": "off"})
        is_open = bool(given.text) and given.chosen in {"", UNLISTED}
        found = self.finder.find(given.text) if is_open else Found()
        return {**context, "given": given, "found": found, "is_open": is_open}

    def typed(self, value: Any) -> Typed:
        """Return what a page holds for a value: a code of ours shows the name of its place."""
        given = value if isinstance(value, Typed) else Typed(value or "", value or "", value or "")
        if not self.finder.can_be_chosen(given.chosen):
            return given
        label = self.finder.match(given.chosen).label
        return Typed(label, given.chosen, label)


class PlaceField(forms.Field):
    """Cleans to a code of the codifier; to None for a place said not to be in the list.

    While several places may be meant, the form is not valid, and nothing is wrong with it:
    see `left_to_choose`.
    """

    widget = PlaceWidget
    default_error_messages = {
        "required": _("Enter the city, town or village."),
        "too_long": _("Type only the name of the place, at most %(most)s characters."),
        "hidden_character": _(
            "The name of the place has a hidden character that is not allowed. Type it again."
        ),
        "not_found": _(
            "We do not find this place in the list. Type only the beginning of its name, such as "
            "“Бердя”, or mark below that you do not find it."
        ),
        "not_chosen": _("Choose the place from the list below, or mark that you do not find it."),
        TO_CHOOSE: _("Which place do you mean?"),
    }

    def search(self, places: Gazetteer) -> None:
        """Search these places, which the form has at hand, rather than look for those in force."""
        self.shown.finder = finder(places)

    def clean(self, value: Any) -> str | None:
        given = self.shown.typed(value)
        if not given.text:
            if self.required:
                raise self.refused("required")
            return None
        if len(given.text) > MOST_TYPED and not given.chosen:
            raise self.refused("too_long", most=MOST_TYPED)
        if HIDDEN.search(given.text):
            raise self.refused("hidden_character")
        return self.chosen(given)

    def chosen(self, given: Typed) -> str | None:
        if given.chosen == UNLISTED:
            return None
        if self.shown.finder.can_be_chosen(given.chosen):
            return given.chosen
        found = self.shown.finder.find(given.text)
        if len(found.exact) == 1:
            return found.exact[0].code
        if not found.matches:
            raise self.refused("not_found")
        raise self.refused("not_chosen" if given.is_offered else TO_CHOOSE)

    @property
    def shown(self) -> PlaceWidget:
        assert isinstance(self.widget, PlaceWidget)
        return self.widget

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.shown.typed(initial) != self.shown.typed(data)

    def refused(self, code: str, **figures: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=figures)


def kept(text: str) -> Typed:
    """Return what a page holds of a place that is not in the list and kept as typed."""
    return Typed(text, UNLISTED, text)


def unlisted(form: forms.Form, name: str) -> str:
    """Return what was typed for a place that its applicant does not find in the list, or ""."""
    given: Typed = form[name].data
    return given.text if given.chosen == UNLISTED else ""


def left_to_choose(form: forms.Form) -> bool:
    """Tell whether all that keeps a form from being valid are places still to be chosen among.

    Then its errors are cleared and the page is shown again, with status 200 and the choice:
    nothing is wrong.
    """
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    return codes == {TO_CHOOSE}
