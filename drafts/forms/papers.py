"""A paper that is added unasked: which it is, and whose."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.papers import PAPERS
from drafts.subjects import Subject


class AddPaperForm(forms.Form):
    """Choices of people and homes are those of the draft."""

    code = forms.ChoiceField(
        label=_("Which paper is it?"),
        choices=[(paper.code, paper.title) for paper in PAPERS.values()],
        initial="other",
        error_messages={"invalid_choice": _("Choose the paper from the list.")},
    )
    about = forms.ChoiceField(
        label=_("Whose is it, or about which home?"),
        error_messages={"invalid_choice": _("Choose a person or a home from the list.")},
    )

    def __init__(self, *args: Any, subjects: Iterable[Subject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = self.fields["about"]
        assert isinstance(about, forms.ChoiceField)
        about.choices = [(subject.ref, named(subject)) for subject in subjects]


def named(subject: Subject) -> str:
    if subject.is_home:
        return gettext("Own home: %(place)s") % {"place": subject.name}
    return subject.name or gettext("My paper")
