"""Free text: as typed, without hidden characters."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from applications.package_values import ADDRESS, HIDDEN


class LongTextField(forms.CharField):
    """A text of several lines, of `most` characters; a line ends in a line feed."""

    widget = forms.Textarea

    def __init__(self, *, most: int = ADDRESS, rows: int = 3, **kwargs: Any) -> None:
        self.most = most
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        kwargs.setdefault("help_text", _("Up to %(most)s characters.") % {"most": most})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")

    def run_validators(self, value: Any) -> None:
        """Refuse what the package refuses: too much of it, and characters nobody sees."""
        if len(value) > self.most:
            raise ValidationError(
                _("At most %(most)s characters: you have typed %(typed)s. Shorten the text."),
                code="too_long",
                params={"most": self.most, "typed": len(value)},
            )
        refuse_hidden_characters(value)


def refuse_hidden_characters(text: str) -> None:
    """Raise ValidationError on characters that do not show (contract/package.md)."""
    if HIDDEN.search(text):
        raise ValidationError(
            _("The text contains a hidden character that is not allowed. Type it again."),
            code="hidden_character",
        )
