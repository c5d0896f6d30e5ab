"""What a browser offers to fill in: the applicant's own name, and never that of whoever helps."""

from collections.abc import Iterator

from django import forms


def without_hints(form: forms.Form) -> None:
    """Let the browser offer nothing in any field."""
    for field in form.fields.values():
        for widget in boxes(field.widget):
            widget.attrs["autocomplete"] = "off"


def boxes(widget: forms.Widget) -> Iterator[forms.Widget]:
    """Yield the widgets that are typed into."""
    if isinstance(widget, forms.MultiWidget):
        yield from widget.widgets
    elif isinstance(widget, forms.TextInput | forms.Textarea):
        yield widget
