"""Adding people to the household: is there anybody else, and who."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from drafts.forms.new_ref import NewRefField
from drafts.forms.people_relationships import RelationshipForm


class NobodyElseForm(forms.Form):
    """Whether somebody is still to be added; there is no third answer."""

    more = forms.ChoiceField(
        label=_("Will anybody else live with you?"),
        choices=(("yes", _("Yes, add a person")), ("no", _("No, nobody else"))),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether anybody else will live with you."),
            "invalid_choice": _("Choose whether anybody else will live with you."),
        },
    )


class AddPersonForm(forms.Form):
    """`new` is the ref of whom the page adds: sent twice, it is still one person."""

    relationship = RelationshipForm.base_fields["relationship"]
    new = NewRefField()


def too_many(most: int) -> str:
    """Return the way out for a household larger than the form takes."""
    sentence = gettext(
        "The form takes %(most)s people. For a larger household please apply on paper: come to an "
        "aid centre or to the Mariupol City Military Administration."
    )
    return sentence % {"most": most}
