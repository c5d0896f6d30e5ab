"""The forms of the batch pages: where the leases are, and which of them."""

import re
from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from batches.making import MOST
from batches.places import place_choices
from leases.forms import PortalForm
from leases.models import Lease
from leases.status import LIVE, Status

UNSIGNED = [Status.DRAFT, Status.ISSUED]
ID = re.compile(r"[0-9]{1,18}")  # what fits a key of the database
OFFERED = [(status.value, status.label) for status in Status if status in LIVE]


class PlaceForm(PortalForm):
    """A building or a whole site, and the leases of it by their status."""

    button = _("Show its leases")
    place = forms.ChoiceField(
        label=_("Building or site"),
        choices=place_choices,
        error_messages={
            "required": _("Choose a building or a site."),
            "invalid_choice": _("There is no such building or site. Choose one of the list."),
        },
    )
    status = forms.MultipleChoiceField(
        label=_("Which leases"),
        choices=OFFERED,
        initial=UNSIGNED,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Drafts are issued as they are printed; all others are printed as issued."),
        error_messages={
            "required": _("Choose at least one status."),
            "invalid_choice": _("There is no such status. Choose among those shown."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_method = "get"
        self.helper.disable_csrf = True


class LeasesChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # in the stubs alone
    """Leases by their ids; what is no id at all is no lease either."""

    def clean(self, value: Any) -> Any:
        if not all(ID.fullmatch(each) for each in value or ()):
            raise forms.ValidationError(self.error_messages["invalid_choice"])
        return super().clean(value)


class ChosenForm(forms.Form):
    """The leases that were ticked, and the key of the page they were ticked on."""

    chosen = LeasesChoice(
        queryset=Lease.objects.none(),
        error_messages={
            "required": _("Choose at least one lease: tick it in the list."),
            "invalid_choice": _("One of the leases does not exist. Choose them anew in the list."),
        },
    )
    key = forms.UUIDField(required=False)
    place = forms.CharField(required=False, max_length=320)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["chosen"]
        chosen.queryset = Lease.objects.all()

    def clean_chosen(self) -> Collection[int]:
        numbers = list(self.cleaned_data["chosen"].values_list("pk", flat=True))
        if len(numbers) > MOST:
            raise forms.ValidationError(
                ngettext_lazy(
                    "A batch has at most %(most)s lease. Choose a building instead of a site, or "
                    "fewer in the list.",
                    "A batch has at most %(most)s leases. Choose a building instead of a site, or "
                    "fewer in the list.",
                    MOST,
                ),
                params={"most": MOST},
            )
        return numbers
