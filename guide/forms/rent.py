"""What the rent is asked for: a dwelling of so many rooms and so large."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.fields.areas import AreaField

MORE = "4"  # rooms or more: no coefficient is set (docs/decisions/0011)


class RentForm(forms.Form):
    use_required_attribute = False

    rooms = forms.ChoiceField(
        label=_("How many rooms?"),
        help_text=_("Kitchen, bathroom and hall are not counted."),
        choices=(
            ("1", _("1 room")),
            ("2", _("2 rooms")),
            ("3", _("3 rooms")),
            (MORE, _("4 rooms or more")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how many rooms the apartment has.")},
    )
    area = AreaField(
        label=_("Total area, m²"),
        help_text=_("For example 40, or 53,4. With kitchen and bathroom."),
    )
