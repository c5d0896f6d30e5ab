"""A place of the codifier, picked by its name: with scripts as one types, without in two steps."""

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from applications.fields.texts import refuse_hidden_characters
from territories import gazetteer
from territories.search import MOST_TYPED, Finder, Found, Match, finder

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

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        text, code, offered = (data.get(name + end, "") for end in ("", "_code", "_for"))
        return Typed(" ".join(text.split()), code, " ".join(offered.split()))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def format_value(self, value: Any) -> str:
        return typed(value).text

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, {**(attrs or {}), "autocomplete": "off"})
        given = typed(value)
        context["place"] = {"unlisted": UNLISTED, "given": given, **offer(given)}
        return context


class PlaceField(forms.Field):
    """Cleans to a code of the codifier; to None for a place said not to be in the list.

    While several places may be meant, the form is not valid, and nothing is wrong with it:
    see `left_to_choose`.
    """

    widget = PlaceWidget
    default_error_messages = {
        "required": _("Enter the city, town or village."),
        "too_long": _("Type only the name of the place, at most %(most)s characters."),
        "not_found": _(
            "This place is not in the list. Type only the beginning of its name, such as "
            "“Бер”, or mark that you do not find it."
        ),
        "not_chosen": _("Choose the place from the list, or mark that you do not find it."),
        TO_CHOOSE: _("Which place do you mean?"),
    }

    def clean(self, value: Any) -> str | None:
        given = typed(value)
        if not given.text:
            if self.required:
                raise self.refused("required")
            return None
        if len(given.text) > MOST_TYPED:
            raise self.refused("too_long", most=MOST_TYPED)
        refuse_hidden_characters(given.text)
        return self.chosen(given)

    def chosen(self, given: Typed) -> str | None:
        if given.chosen == UNLISTED:
            return None
        places = current()
        if given.chosen and places.can_be_chosen(given.chosen):
            return given.chosen
        found = places.find(given.text)
        if len(found.exact) == 1:
            return found.exact[0].code
        if not found.matches:
            raise self.refused("not_found")
        raise self.refused("not_chosen" if given.is_offered else TO_CHOOSE)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return typed(initial) != typed(data)

    def refused(self, code: str, **figures: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=figures)


def typed(value: Any) -> Typed:
    """Return what a page holds for a value: a code of ours shows the name of its place."""
    if isinstance(value, Typed):
        return value
    if value and current().can_be_chosen(value):
        label = current().match(value).label
        return Typed(label, value, label)
    return Typed(value or "")


def offer(given: Typed) -> dict[str, Any]:
    """Return the places to choose among: none while one is chosen or nothing is typed."""
    if given.chosen not in {"", UNLISTED} or not given.text:
        return {"found": Found(), "is_open": False}
    return {"found": current().find(given.text), "is_open": True}


def current() -> Finder:
    """Return the finder of the gazetteer in force. One small query."""
    return finder(gazetteer.current())


def match(code: str) -> Match:
    """Return the place of a code of the gazetteer in force. Raises UnknownPlace."""
    return current().match(code)


def unlisted(form: forms.Form, name: str) -> str:
    """Return what was typed for a place that its applicant does not find in the list, or ""."""
    given = typed(form[name].data)
    return given.text if given.chosen == UNLISTED else ""


def left_to_choose(form: forms.Form) -> bool:
    """Tell whether all that keeps a form from being valid are places still to be chosen among.

    Then the page is shown again as it is, with status 200 and the choice, not as an error.
    """
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    return codes == {TO_CHOOSE}
