"""The forms of the application page. Each carries the version of the page it stands on."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.papers import PAPERS
from copies.kinds import START, kind_of
from copies.services import refusal_said
from review.dossier import Dossier
from review.findings import fact_choices, grounds
from review.models import Kind
from review.rejecting import REASONS, reason_in

DAY_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
ROWS = {"rows": 4}
DIGITS = 19  # of the greatest number of an act that a database keeps


class ActForm(forms.Form):
    """A step on an application: posts to its own address, under ids of its own."""

    button: "str | Promise"
    style = "button"
    version = forms.IntegerField(widget=forms.HiddenInput)
    # The last entry of the chain the page knew; what came after is shown beside what was sent.
    last_seen = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)

    def __init__(self, *args: Any, step: str, dossier: Dossier, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step, self.dossier = step, dossier
        self.initial.setdefault("version", dossier.application.version)
        self.initial.setdefault("last_seen", dossier.last_seen)
        self.helper = FormHelper()
        self.helper.form_action = action
        self.helper.form_id = str(self.auto_id) % "form"
        self.helper.add_input(Submit("", self.label_of_button(), css_class=self.style))
        self.choose()

    def choose(self) -> None:
        """Fill in what can be chosen in this application."""

    def label_of_button(self) -> "str | Promise":
        return self.button

    @property
    def told_as(self) -> str:
        """Return as which step it is told; the same step may mean another to somebody else."""
        return self.step

    def is_decision(self) -> bool:
        """Tell whether what was sent decides more than this step does as a rule."""
        return False

    @property
    def seen(self) -> int:
        """Return the number of the last act the page was made with; 0 where it does not say."""
        text = str(self.data.get("last_seen", ""))
        return int(text) if text.isascii() and text.isdecimal() and len(text) < DIGITS else 0


def looked_at(file: "UploadedFile[Any]") -> "UploadedFile[Any]":
    """Return a file that is of a kind that is taken. Raises ValidationError."""
    start = file.read(START)
    file.seek(0)
    if kind_of(start) is None:
        raise forms.ValidationError(refusal_said("wrong_kind"))
    return file


class TakeForm(ActForm):
    button = _("Take for review")


class AssignForm(ActForm):
    button = _("Assign")
    style = "button secondary"
    to = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=_("Caseworker"),
        error_messages={"required": _("Choose who is to answer for the application.")},
    )

    def choose(self) -> None:
        able = User.objects.with_perm("review.take_application", include_superusers=False)
        self.fields["to"].queryset = able.order_by("username")  # type: ignore[attr-defined]


class AddPaperForm(ActForm):
    button = _("Add the paper")
    style = "button secondary"
    paper = forms.ChoiceField(
        choices=[("", _("Choose a paper")), *((code, each.title) for code, each in PAPERS.items())],
        label=_("Paper"),
        error_messages={"required": _("Choose which paper it is.")},
    )
    person = forms.ChoiceField(label=_("About whom"))
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "PDF, JPEG, PNG, HEIC or a signed container (.p7s, .asice), at most 20 MB. It is"
            " checked before anybody opens it; a picture is made anew."
        ),
        max_length=255,
        error_messages={
            "required": _("Choose the file of the copy."),
            "empty": _("The file is empty. Choose another one."),
        },
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse what nobody could look at as a paper."""
        return looked_at(self.cleaned_data["file"])

    def choose(self) -> None:
        people = [(person.ref, person.name) for person in self.dossier.people]
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class AcceptForm(ActForm):
    button = _("Accept")
    style = "button small"
    document = forms.IntegerField(widget=forms.HiddenInput)


class RejectForm(AcceptForm):
    button = _("Reject")
    style = "button small warning"
    common = forms.ChoiceField(
        label=_("Common reason"),
        choices=[("", _("None of these")), *REASONS.items()],
        required=False,
    )
    reason = forms.CharField(
        label=_("Why it is rejected"),
        help_text=_("In the applicant's language: they read it. A common reason may be enough."),
        max_length=2000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Join the common reason and what was written; one of the two is needed."""
        cleaned = {**(super().clean() or {})}
        language = self.dossier.application.language
        reason = reason_in(language, cleaned.get("common", ""), cleaned.get("reason", ""))
        if not reason and not self.errors:
            self.add_error("reason", _("Say why the paper is rejected."))
        return {**cleaned, "reason": reason}


class ProposeForm(ActForm):
    kind = forms.ChoiceField(choices=Kind.choices, widget=forms.HiddenInput)
    grounds = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label=_("Grounds"),
        help_text=_("The clauses the proposal rests on. Their sentences go into the letter."),
        error_messages={"required": _("Choose at least one clause as a ground.")},
    )
    facts = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label=_("Facts"),
        help_text=_("What the papers show of the clauses chosen. Untick what the proposal does not"
                    " rest on; facts of clauses not chosen are left out."),
        required=False,
    )  # fmt: skip
    text = forms.CharField(
        label=_("Reasons"),
        help_text=_("In the applicant's language; this goes into the letter."),
        widget=forms.Textarea(ROWS),
        max_length=10000,
        error_messages={"required": _("Write the reasons of the proposal.")},
    )

    def choose(self) -> None:
        self.initial.setdefault("kind", self.dossier.kind)
        clauses = self.dossier.carrying
        told = grounds([clause["id"] for clause in clauses], self.dossier.verified)
        self.fields["grounds"].choices = [  # type: ignore[attr-defined]
            (clause["id"], format_html("<strong>{}.</strong> {}", *ground))
            for clause, ground in zip(clauses, told, strict=True)
        ]
        facts = fact_choices(clauses)
        self.fields["facts"].choices = facts  # type: ignore[attr-defined]
        self.fields["facts"].initial = [code for code, _label in facts]

    def clean(self) -> dict[str, Any]:
        """Hold it against the facts as they are; leave out those of clauses that are no grounds."""
        fields: dict[str, Any] = super().clean() or self.cleaned_data
        if self.dossier.kind and fields.get("kind") not in {None, self.dossier.kind}:
            self.errors.clear()  # the clauses to choose from are others now
            self.add_error(
                None,
                _(
                    "The proven facts, or the rules, changed since this page was"
                    " opened, and now carry the opposite. Look at the grounds and"
                    " propose anew."
                ),
            )
        if "grounds" in fields:
            named = fields.get("facts", [])
            fields["facts"] = [f for f in named if f.partition(":")[0] in fields["grounds"]]
        return fields

    def label_of_button(self) -> "str | Promise":
        return _("Propose refusal") if self.dossier.kind == Kind.REFUSE else _("Propose approval")


class HearForm(ActForm):
    button = _("Record the hearing")
    heard_on = forms.DateField(
        label=_("Heard on"),
        help_text=_("Day, month and year, such as 27.01.2026."),
        input_formats=DAY_FORMATS,
        widget=forms.DateInput({"size": 10, "inputmode": "numeric"}, format=DAY_FORMATS[0]),
        error_messages={
            "required": _("Write the day of the hearing."),
            "invalid": _("Write the day as day, month and year, such as 27.01.2026."),
        },
    )
    statement = forms.CharField(
        label=_("What the applicant said"),
        widget=forms.Textarea(ROWS),
        max_length=10000,
        error_messages={"required": _("Write what the applicant said.")},
    )


class DecideForm(ActForm):
    considered = forms.CharField(
        label=_("How what the applicant said was weighed"),
        help_text=_("Stands in the decision, beside what was said (law 2073-IX, article 17)."),
        widget=forms.Textarea(ROWS),
        max_length=10000,
        error_messages={"required": _("Write how what the applicant said was weighed.")},
    )
    text = forms.CharField(
        label=_("Reasons of the decision"),
        help_text=_("In the applicant's language; this goes into the letter."),
        widget=forms.Textarea(ROWS),
        max_length=10000,
        error_messages={"required": _("Write the reasons of the decision.")},
    )

    def choose(self) -> None:
        if self.dossier.proposal:
            self.fields["text"].initial = self.dossier.proposal.text
        hearing = self.dossier.open_hearing
        if hearing is None or hearing.heard_on is None:
            del self.fields["considered"]

    def label_of_button(self) -> "str | Promise":
        proposal = self.dossier.proposal
        is_refusal = proposal is not None and proposal.kind == Kind.REFUSE
        return _("Refuse as proposed") if is_refusal else _("Approve as proposed")


class SendBackForm(ActForm):
    button = _("Send back to review")
    style = "button secondary"
    reason = forms.CharField(
        label=_("Why it goes back"),
        widget=forms.Textarea({"rows": 2}),
        max_length=2000,
        error_messages={"required": _("Say why the proposal goes back.")},
    )

    @property
    def told_as(self) -> str:
        proposal = self.dossier.proposal
        is_own = proposal is not None and proposal.by_id == self.dossier.user.pk
        return "take_proposal_back" if is_own else self.step

    def label_of_button(self) -> "str | Promise":
        return self.button if self.told_as == self.step else _("Take the proposal back")
