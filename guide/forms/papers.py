"""What decides which papers are asked for, as far as it can be told without naming anybody."""

from django.utils.translation import gettext_lazy as _

from applications.fields.choices import Choice
from drafts.statuses import OF_HOLDER
from guide.forms.check import StepForm, boxes, meaning_of


class SituationForm(StepForm):
    bases = boxes(
        _("Where you lived in the Mariupol community"),
        ("registered", _("My residence was registered or declared there")),
        ("actual", _("I lived or stayed there in fact")),
        required=False,
    )
    family = boxes(
        _("Who will live with you?"),
        ("spouse", _("My husband or wife")),
        ("small_child", _("Children under 14")),
        ("child", _("Children from 14 to 17")),
        ("student", _("Children from 18 to 22 who study full-time")),
        ("large", _("Three or more children in all")),
        ("relative", _("Parents, grandparents, brothers or sisters, grandchildren")),
        ("ward", _("Somebody placed in my care: a ward or a foster child")),
        required=False,
        help_text=_("Tick nobody if you live alone."),
    )
    statuses = boxes(
        _("Who of these is in your household, or is a family member of somebody in it?"),
        *((code, Choice(label, meaning_of(code))) for code, label in OF_HOLDER.items()),
        required=False,
    )
    homes = boxes(
        _("Homes that anybody of you owns, whole or in part"),
        ("none", _("Nobody owns any")),
        ("habitable", _("A home that people can live in")),
        ("damaged", _("A home that is destroyed or that nobody can live in")),
        ("occupied", _("A home in an occupied place, or where hostilities go on")),
        required=False,
    )


def everything() -> dict[str, list[str]]:
    """Return the answers of a household in every situation there is: its papers are all papers."""
    fields = SituationForm.base_fields.items()
    return {name: [code for code, _label in field.choices] for name, field in fields}  # type: ignore[attr-defined]  # all are of choices
