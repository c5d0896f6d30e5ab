"""A day in three boxes, so that nobody has to know which number comes first."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

DIGITS = 4  # of a year
LABELS = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
RANGES = {"day": range(1, 32), "month": range(1, 13), "year": range(1000, 10000)}
LEFT_OUT = {
    "day": _("The date must include a day."),
    "month": _("The date must include a month."),
    "year": _("The date must include a year."),
}


class DaysWidget(forms.MultiWidget):
    """Three boxes, `name_day`, `name_month` and `name_year`; `fills` is a word of autocomplete."""

    template_name = "portal/days.html"

    def __init__(self, *, fills: str = "") -> None:
        super().__init__({part: self.box(part, fills) for part in LABELS})

    @staticmethod
    def box(part: str, fills: str) -> forms.TextInput:
        size = "4" if part == "year" else "2"
        attrs = {"inputmode": "numeric", "size": size, "class": part}
        autocomplete = f"{fills}-{part}" if fills else "off"
        return forms.TextInput({**attrs, "autocomplete": autocomplete})

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Label the boxes, and mark those that are wrong in themselves; if none is, all."""
        context = super().get_context(name, value, attrs)
        boxes = context["widget"]["subwidgets"]
        wrong = [
            not looks_right(part, box["value"]) for part, box in zip(LABELS, boxes, strict=True)
        ]
        for label, box, is_wrong in zip(LABELS.values(), boxes, wrong, strict=True):
            box["label"] = label
            if any(wrong) and not is_wrong:
                box["attrs"].pop("aria-invalid", None)
        return context

    def decompress(self, value: Any) -> list[str]:
        """Take a date, or one written as in the package; nothing shows empty boxes."""
        if not value:
            return ["", "", ""]
        day = value if isinstance(value, date) else date.fromisoformat(value)
        return [str(day.day), str(day.month), str(day.year)]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0"


class DayField(forms.Field):
    """Reads digits of any script, with or without a leading zero. Cleans to a date or None."""

    widget = DaysWidget
    default_error_messages = {
        "required": _("Enter the date: day, month and year."),
        "digits": _("Write the date in digits: day, month, year, such as 12 3 1987."),
        "year": _("Write the year in full, such as 1987."),
        "no_such": _("There is no such date. Check the day, the month and the year."),
    }

    def __init__(self, *, fills: str = "", **kwargs: Any) -> None:
        super().__init__(**{"widget": DaysWidget(fills=fills), **kwargs})

    def to_python(self, value: Sequence[str | None] | None) -> date | None:
        typed = [(box or "").strip() for box in value or ()]
        if not any(typed):
            return None
        refuse_left_out(typed)
        if not all(box.isdecimal() for box in typed):
            raise self.refused("digits")
        return self.dated(typed)

    def dated(self, typed: Sequence[str]) -> date:
        if len(typed[2]) != DIGITS:
            raise self.refused("year")
        try:
            return date(*map(int, reversed(typed)))
        except (ValueError, OverflowError) as error:
            raise self.refused("no_such") from error

    def refused(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


def looks_right(part: str, typed: str | None) -> bool:
    """Tell whether a box alone holds what its part of a date can be."""
    box = (typed or "").strip()
    return box.isdecimal() and len(box) <= DIGITS and int(box) in RANGES[part]


def refuse_left_out(typed: Sequence[str]) -> None:
    """Raise ValidationError with a sentence for each empty box."""
    left_out = [said for said, box in zip(LEFT_OUT.values(), typed, strict=True) if not box]
    if left_out:
        raise ValidationError([ValidationError(said, code="incomplete") for said in left_out])
