"""Adding homes to a draft: is there another one."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.fields.choices import not_chosen
from drafts.forms.homes import OwnerForm
from drafts.forms.new_ref import NewRefField

YES, NO = "yes", "no"


class AnotherHomeForm(forms.Form):
    """Whether a home is still to be added; there is no third answer."""

    more = forms.ChoiceField(
        label=_("Is there another home that any of you owns?"),
        choices=((YES, _("Yes, add a home")), (NO, _("No, that is all"))),
        widget=forms.RadioSelect,
        error_messages=not_chosen(_("Choose whether there is another home.")),
    )


class AddHomeForm(OwnerForm):
    """`new` is the ref of the home the page adds."""

    new = NewRefField()


def too_many(most: int) -> str:
    """Return the way out for a household that owns more homes than the form takes."""
    sentence = gettext(
        "The form takes %(most)s homes. For more please apply on paper: come to an aid centre or "
        "to the Mariupol City Military Administration."
    )
    return sentence % {"most": most}
