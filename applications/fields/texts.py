"""Text of several lines."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.fields.lines import LineField
from applications.package_values import ADDRESS


class LongTextField(LineField):
    """A text of at most `most` characters, its limit said beforehand; lines end in a line feed."""

    def __init__(self, *, most: int = ADDRESS, rows: int = 3, **kwargs: Any) -> None:
        hint = _("At most %(most)s characters.") % {"most": most}
        attrs = {"rows": rows, "data-most": most}
        super().__init__(
            most=most, **{"widget": forms.Textarea(attrs), "help_text": hint, **kwargs}
        )

    def to_python(self, value: Any) -> str:
        typed = str(value or "").replace("\r\n", "\n").replace("\r", "\n").strip()
        if len(typed) > self.most:
            raise self.fault("too_long", most=self.most, length=len(typed))
        return "\n".join(map(super().to_python, typed.split("\n")))
