"""Answers as people read them: what a form holds, in the words of its own choices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format, localize
from django.utils.translation import gettext

from applications.fields.days import DayField
from applications.fields.places import PlaceWidget
from drafts.forms.answer_form import AnswerForm, InSummary


@dataclass(frozen=True, slots=True)
class Line:
    """One answer; `label` is empty where the question itself says what it is."""

    label: str
    text: str


def lines(form: AnswerForm) -> list[Line]:
    """Return what was answered, field by field; fields left empty are left out."""
    fields = list(form)
    answered = [(field, text) for field in fields if (text := text_of(field.field, field.initial))]
    return [line(form, field, text, is_alone=len(fields) == 1) for field, text in answered]


def line(form: AnswerForm, field: forms.BoundField, text: str, *, is_alone: bool) -> Line:
    label = "" if is_alone else field.label
    shown = form.in_summary.get(field.name, InSummary(label))
    return Line(str(shown.label), str(shown.text) or text)


def text_of(field: forms.Field, value: Any) -> str:
    """Return a value in the language of the page; nothing for no answer."""
    if value in (None, "", False) or value == []:
        return ""
    if isinstance(field, forms.ChoiceField):
        return "; ".join(chosen(field, value))
    if isinstance(field, forms.BooleanField):
        return gettext("Yes")
    if isinstance(field.widget, PlaceWidget):
        return field.widget.typed(value).text
    if isinstance(field, DayField):
        return date_format(date.fromisoformat(str(value)))
    return str(localize(value)) if isinstance(value, Decimal) else str(value)


def chosen(field: forms.ChoiceField, value: Any) -> Iterable[str]:
    """Return the labels of what was chosen, in the order offered."""
    values = value if isinstance(value, list) else [value]
    offered = field.widget.choices
    return (str(label) for code, label in offered if code in values)
