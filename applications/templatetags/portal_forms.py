"""What the pack "portal" has from Python, where a loop in a template would take most of a page."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt

from applications.fields.choices import Choice

register = template.Library()
register.filter("attributes", flatatt)


@register.filter
def options(field: BoundField) -> Iterator[dict[str, Any]]:
    """Yield the choices of a field as they are shown; of a plain label there is no hint."""
    for each in field:
        shown = each.data
        label = shown["label"]
        choice = label if isinstance(label, Choice) else Choice(label)
        yield {
            "id": shown["attrs"]["id"],
            "type": shown["type"],
            "name": shown["name"],
            "value": str(shown["value"]),
            "is_chosen": shown["selected"],
            "is_apart": choice.is_apart,
            "label": str(choice),
            "hint": str(choice.hint),
        }
