"""What every part of the sheet is: a form that shows what was typed, and looks at it when asked."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

NOTHING: Mapping[str, Any] = {}


class SheetForm(forms.Form):
    """Part of the page of one paper form; `prefix` tells the parts apart.

    Until it `is_looked_at` it shows what was typed and finds nothing wrong with it.
    """

    use_required_attribute = False

    def __init__(self, typed: QueryDict, *, prefix: str, is_looked_at: bool) -> None:
        super().__init__(typed if is_looked_at else None, prefix=prefix, label_suffix="")
        if not is_looked_at:
            self.initial = {
                name: field.widget.value_from_datadict(typed, NOTHING, self.add_prefix(name))
                for name, field in self.fields.items()
            }
        self.conditional = tuple(self.fields)  # what may be left empty, the page says once

    def said(self, name: str) -> Any:
        """Return a cleaned value; None where it is empty or wrong."""
        return self.cleaned_data.get(name) or None
