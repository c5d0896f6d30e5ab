"""The ref of what a page adds: sent twice, it is still one."""

from django import forms

REF = r"[0-9a-f]{12}\Z"


class NewRefField(forms.RegexField):
    """A hidden field with the ref of a part that is not there yet."""

    def __init__(self) -> None:
        super().__init__(REF, widget=forms.HiddenInput, required=False)
