"""The forms of the lease clerk's pages."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from applications.models import Application
from housing.models import Dwelling
from leases.causes import ENDING
from leases.models import Scan
from leases.rechecking import Rechecked
from leases.selectors import applications_of_leasing, free_dwellings, households_to_house
from leases.shown import square_metres
from leases.term import LEAST_MONTHS, MOST_MONTHS

DAY_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
DAY_HINT = _("For example 01.12.2026")
DAY_SIZE = {"size": 10, "inputmode": "numeric"}


def day_field(
    label: Any, missing: Any, *, hint: Any = DAY_HINT, required: bool = True
) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(DAY_SIZE, format=DAY_FORMATS[0]),
        required=required,
        error_messages={"required": missing} if required else {},
    )


def months_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=_(
            "Six or more (Resolution 814). Under twelve the lease is short-term: the tenant has no "
            "preference when the dwelling is let again (Civil Code, art. 821)."
        ),
        error_messages={"required": _("Enter the number of months.")},
        widget=forms.NumberInput(attrs={"min": LEAST_MONTHS, "max": MOST_MONTHS}),
    )


class PortalForm(forms.Form):
    """A form of the pack "portal" that posts to the address given."""

    button: "str | Promise"
    style = "button"

    def __init__(self, *args: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = action
        self.helper.form_id = str(self.auto_id).removesuffix("-%s")
        self.helper.add_input(Submit("", self.button, css_class=self.style))


class HouseholdChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # in the stubs alone
    def label_from_instance(self, obj: Application) -> str:
        people = obj.people.all()
        tenant = next(person.name for person in people if person.relationship == "applicant")
        count = ngettext("%(n)s person", "%(n)s people", len(people)) % {"n": len(people)}
        return f"{obj.number} · {tenant} · {count}"


class DwellingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # in the stubs alone
    def label_from_instance(self, obj: Dwelling) -> str:
        rooms = ngettext("%(n)s room", "%(n)s rooms", obj.rooms) % {"n": obj.rooms}
        access = f" · {_('accessible')}" if obj.is_accessible else ""
        where = f"{obj.building.site}, {obj.building}, {obj.number}"
        return f"{where} · {rooms} · {square_metres(obj.total_area)}{access}"


class ScanChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # in the stubs alone
    def label_from_instance(self, obj: Scan) -> str:
        return f"{obj.get_shows_display()} · {obj.copy.name} · {obj.at:%d.%m.%Y}"


class AssignForm(PortalForm):
    """Offers what is free; what was chosen stays in the list even when it is free no longer."""

    button = _("Draw up the lease")
    application = HouseholdChoice(
        queryset=Application.objects.none(),
        label=_("Approved application"),
        error_messages={
            "required": _("Choose the application."),
            "invalid_choice": _("The application is not approved (any longer)."),
        },
    )
    dwelling = DwellingChoice(
        queryset=Dwelling.objects.none(),
        label=_("Free dwelling"),
        error_messages={"required": _("Choose the dwelling.")},
    )
    starts_on = day_field(_("First day of the lease"), _("Enter the first day of the lease."))
    months = months_field(_("Term, months"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        households = applications_of_leasing().prefetch_related("people")
        dwellings = Dwelling.objects.select_related("building__site").by_address()
        in_turn = households.order_by("received_at", "pk")
        self.offer("application", households_to_house(), in_turn)
        self.offer("dwelling", free_dwellings(), dwellings)

    def offer(self, field: str, free: Any, every: Any) -> None:
        """Let the field choose among the free rows and the one of `every` that was sent."""
        sent = self.data.get(self.add_prefix(field), "")
        offered = Q(pk__in=free.values("pk"))
        if sent.isascii() and sent.isdecimal():
            offered |= Q(pk=int(sent))
        choice: Any = self.fields[field]
        choice.queryset = every.filter(offered)


class IssueForm(PortalForm):
    button = _("Issue: print and keep the PDF")


class IssueRenewalForm(PortalForm):
    """The box stands for these findings: ticked before others came, it is no longer a choice."""

    button = _("Issue: print and keep the PDF")
    seen = forms.MultipleChoiceField(
        label=_("Asked again"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Ask the tenant again, look at what is said above, then tick this."),
            "invalid_choice": _(
                "The facts have changed since this page was opened. Look at what is said above "
                "now, then tick this."
            ),
        },
    )

    def __init__(self, *args: Any, found: Rechecked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        told = _("I have asked the tenant again who lives there, and looked at what is said above")
        choice: Any = self.fields["seen"]
        choice.choices = [(found.digest, told)]

    def clean_seen(self) -> str:
        return str(self.cleaned_data["seen"][0])


class SignForm(PortalForm):
    button = _("Record the signing")
    signed_on = day_field(_("Signed on"), _("Enter the day on which both parties signed."))


class EndForm(PortalForm):
    conditional = frozenset({"proof"})
    button = _("Record the end")
    style = "button secondary"
    cause = forms.ChoiceField(
        label=_("Why it ends"),
        choices=[("", _("Choose")), *((each.value, each.label) for each in ENDING)],
        error_messages={"required": _("Choose why the lease ends.")},
    )
    ended_on = day_field(
        _("Last day of the lease"),
        _("Enter the last day of the lease."),
        hint=_(
            "Notice by the tenant ends it three months later at the earliest; a day ahead is "
            "recorded, and the lease ends after it by itself. For example 01.12.2026"
        ),
    )
    paper = forms.CharField(
        label=_("The paper it rests on"),
        help_text=_(
            "What it is and its number: the tenant’s notice, the agreement, the decision of the "
            "court, the act of survey. The end of a term under a year needs none."
        ),
        max_length=200,
        required=False,
    )
    paper_on = day_field(_("Day of that paper"), "", required=False)
    proof = ScanChoice(
        label=_("That paper, as it is attached to the lease"),
        help_text=_(
            "Needed for a notice, an agreement and a decision of a court. Attach its scan on this"
            " page first; it can be chosen once it is checked."
        ),
        queryset=Scan.objects.none(),
        empty_label=_("Choose"),
        required=False,
    )
    reason = forms.CharField(
        label=_("In words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in words why the lease ends.")},
    )

    def __init__(self, *args: Any, scans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proof: Any = self.fields["proof"]
        proof.queryset = scans


class CarryOnForm(PortalForm):
    button = _("Take the recorded end back")
    style = "button secondary"
    reason = forms.CharField(
        label=_("Why the lease goes on"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the lease goes on.")},
    )


class RenewForm(PortalForm):
    button = _("Draw up the lease of the new term")
    months = months_field(_("New term, months"))
    confirmed = forms.BooleanField(
        label=_("I have asked the tenant: those named above live there, and want to stay"),
        error_messages={
            "required": _(
                "Ask the tenant who lives there and whether they want to stay, then tick this. "
                "Other people are recorded by an amendment first."
            )
        },
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned.pop("confirmed", None)
        return cleaned


class CancelForm(PortalForm):
    button = _("Cancel the lease")
    style = "button warning"
    reason = forms.CharField(
        label=_("Why it is cancelled"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the lease is cancelled.")},
    )


FORMS: dict[str, type[PortalForm]] = {
    "issue": IssueForm,
    "sign": SignForm,
    "renew": RenewForm,
    "end": EndForm,
    "carry_on": CarryOnForm,
    "cancel": CancelForm,
}
