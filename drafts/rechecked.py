"""Saved answers put through their forms again: other answers may have made them doubtful."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict

from applications.fields.days import DaysWidget
from applications.fields.places import PlaceWidget
from drafts.forms.answer_form import AnswerForm
from drafts.steps import Step


def doubts(step: Step, shown: AnswerForm) -> list[str]:
    """Return what looks wrong now about a saved answer, shown by an unbound form; none blocks."""
    form = step.form(as_sent(shown), at=shown.at)
    if not form.is_valid():
        return [str(error) for errors in form.errors.values() for error in errors]
    return [str(warning.sentence) for warning in form.warnings()]


def as_sent(form: forms.Form) -> MultiValueDict[str, Any]:
    """Return what the page of an unbound form sends when nothing is changed."""
    data: MultiValueDict[str, Any] = MultiValueDict()
    for field in form:
        for name, value in sent(field):
            data.appendlist(name, value)
    return data


def sent(field: BoundField) -> list[tuple[str, Any]]:
    """Return the names and values one field sends."""
    name, widget, value = field.html_name, field.field.widget, field.value()
    if isinstance(widget, PlaceWidget):
        place = widget.typed(value)
        return [(name, place.text), (f"{name}_code", place.code), (f"{name}_for", place.offered)]
    if isinstance(widget, DaysWidget):
        names = widget.widgets_names  # type: ignore[attr-defined]  # the stubs leave it out
        boxes = zip(names, widget.decompress(value), strict=True)
        return [(f"{name}{end}", box) for end, box in boxes]
    if isinstance(widget, forms.CheckboxInput):
        return [(name, "on")] if value else []
    shown = widget.format_value(value)
    return [(name, each) for each in (shown if isinstance(shown, list) else [shown]) if each]
