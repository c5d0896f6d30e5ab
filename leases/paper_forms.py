"""The forms in which an act or an amendment is typed in, and a signed paper is attached."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.fields.names import NameField
from applications.fields.numbers import NumberField, TaxpayerField
from copies.forms import ACCEPTED
from leases.acts import METERS, HandedOver, Keys, Meter
from leases.amending import Change, Joiner
from leases.forms import PortalForm, ScanChoice, day_field
from leases.grounds import Ground
from leases.models import ACTS, Paper, Resident, Scan, Scanned
from leases.selectors import proving_scans
from review.words import IDENTITY, RELATIONSHIPS

MOST_KEYS = 50
KEYS = ("flat", "entrance", "mailbox", "other")
SIGNING = "sign-"  # before the number of the paper, where a form waits for the second factor
JOINERS = ("first", "second")
CHOOSE = ("", _("Choose"))
OTHERS = [each for each in RELATIONSHIPS.items() if each[0] != "applicant"]
METER = {
    "electricity": _("Electricity, kWh"),
    "cold_water": _("Cold water, m³"),
    "hot_water": _("Hot water, m³"),
    "heat": _("Heat, Gcal"),
    "gas": _("Gas, m³"),
}
SECOND = "_second"  # in the names of the fields of a second meter of a kind
READING = re.compile(r"\d{1,9}([.,]\d{1,4})?")


def count_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_KEYS,
        initial=0,
        error_messages={"required": _("Enter how many keys; 0 where there are none.")},
    )


class ActForm(PortalForm):
    """What the parties saw together; the inventory is offered as it was let or handed over."""

    button = _("Draw up the act and print it")
    on = day_field(_("Day of the act"), _("Enter the day on which the parties met."))
    keys_flat = count_field(_("Keys of the flat"))
    keys_entrance = count_field(_("Keys of the entrance"))
    keys_mailbox = count_field(_("Keys of the mailbox"))
    keys_other = forms.CharField(label=_("Other keys"), max_length=200, required=False)
    inventory = forms.CharField(
        label=_("Inventory and its condition"),
        help_text=_(
            "One thing a line, its condition after a colon. For example: Electric stove — 1: works"
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )
    is_bare = forms.BooleanField(label=_("No inventory: nothing comes with it"), required=False)
    defects = forms.CharField(
        label=_("Defects beyond ordinary wear"),
        help_text=_("One a line; empty where there are none."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    remarks = forms.CharField(
        label=_("Remarks"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args: Any, is_return: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in METERS:
            words = {"meter": METER[kind]}
            self.fields[f"{kind}_serial"] = forms.CharField(
                label=_("%(meter)s: number on the meter") % words, max_length=40, required=False
            )
            self.fields[f"{kind}_reading"] = forms.CharField(
                label=_("%(meter)s: reading") % words,
                max_length=15,
                required=False,
                widget=forms.TextInput({"inputmode": "decimal", "size": 12}),
            )
            self.fields[f"{kind}_none"] = forms.BooleanField(
                label=_("%(meter)s: there is no such meter") % words, required=False
            )
            self.fields[f"{kind}{SECOND}_serial"] = forms.CharField(
                label=_("%(meter)s, second meter or night zone: number on it") % words,
                max_length=40,
                required=False,
            )
            self.fields[f"{kind}{SECOND}_reading"] = forms.CharField(
                label=_("%(meter)s, second meter or night zone: reading") % words,
                max_length=15,
                required=False,
                widget=forms.TextInput({"inputmode": "decimal", "size": 12}),
            )
        asked = ("serial", "reading", "none", f"{SECOND[1:]}_serial", f"{SECOND[1:]}_reading")
        meters = [f"{kind}_{what}" for kind in METERS for what in asked]
        self.conditional = frozenset({*meters, "inventory"})
        self.order_fields(["on", *meters])
        if not is_return:
            del self.fields["defects"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        meters = [meter for kind in METERS for meter in self.meters(kind, cleaned)]
        things = self.things(cleaned.get("inventory", ""))
        if self.errors:
            return cleaned
        keys = Keys(*(cleaned[f"keys_{which}"] for which in KEYS))
        seen = HandedOver(
            meters,
            keys,
            things,
            cleaned.get("defects", ""),
            cleaned.get("remarks", ""),
            frozenset(kind for kind in METERS if cleaned[f"{kind}_none"]),
            is_bare=cleaned["is_bare"],
        )
        return {"on": cleaned["on"], "seen": seen}

    def meters(self, kind: str, cleaned: dict[str, Any]) -> list[Meter]:
        both = (self.meter(kind, row, cleaned) for row in ("", SECOND))
        meters = [meter for meter in both if meter]
        if len({meter.serial for meter in meters}) < len(meters):
            why = _("Both have one number. Write which is which: for example E-77 day, E-77 night.")
            self.add_error(f"{kind}{SECOND}_serial", why)
        return meters

    def meter(self, kind: str, row: str, cleaned: dict[str, Any]) -> Meter | None:
        serial = cleaned.get(f"{kind}{row}_serial", "").strip()
        reading = cleaned.get(f"{kind}{row}_reading", "").strip()
        if not serial and not reading:
            return None
        if cleaned.get(f"{kind}_none"):
            why = _("Either there is no such meter, or it has a number and a reading.")
            self.add_error(f"{kind}_none", why)
        if not serial:
            self.add_error(f"{kind}{row}_serial", _("Enter the number on the meter."))
        if not READING.fullmatch(reading):
            why = _("Enter the reading in figures, as the meter shows it. For example 1024,5")
            self.add_error(f"{kind}{row}_reading", why)
            return None
        return Meter(kind, serial, Decimal(reading.replace(",", ".")))

    def things(self, inventory: str) -> list[tuple[str, str]]:
        things = []
        for number, line in enumerate(inventory.splitlines(), start=1):
            name, _colon, condition = (part.strip() for part in line.rpartition(":"))
            if name and condition:
                things.append((name, condition))
            elif line.strip():
                why = _("Line %(number)s: write the thing, a colon and its condition.")
                self.add_error("inventory", why % {"number": number})
        if things and self.cleaned_data.get("is_bare"):
            why = _("Either nothing comes with the dwelling, or the things are named above.")
            self.add_error("is_bare", why)
        return things


def offered(things: Sequence[str], accepted: Paper | None) -> dict[str, Any]:
    """Return what an act begins with: the things that were let, or what was handed over."""
    if accepted is None:
        return {"inventory": "\n".join(f"{thing}: " for thing in things if thing)}
    lines = (f"{each['name']}: {each['condition']}" for each in accepted.data["inventory"])
    serials: dict[str, str] = {}
    for each in accepted.data["meters"]:
        first = f"{each['kind']}_serial"
        serials[first if first not in serials else f"{each['kind']}{SECOND}_serial"] = each[
            "serial"
        ]
    absent = {
        f"{kind}_none": METERS[kind].partition(",")[0] in accepted.data.get("absent", ())
        for kind in METERS
    }
    is_bare = not accepted.data["inventory"]
    return {"inventory": "\n".join(lines), "is_bare": is_bare, **serials, **absent}


class AmendmentForm(PortalForm):
    """Who leaves, up to two who join, by what, on which paper."""

    button = _("Draw up the amendment and print it")
    conditional = frozenset({"proof"})
    on = day_field(_("The change holds from"), _("Enter the first day of the change."))
    leaves = forms.ModelMultipleChoiceField(
        label=_("Who leaves"),
        queryset=Resident.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    ground = forms.ChoiceField(
        label=_("By what"),
        choices=[CHOOSE, *Ground.choices],
        error_messages={"required": _("Choose by what people join or leave.")},
    )
    paper = forms.CharField(
        label=_("The paper it rests on"),
        help_text=_(
            "The consent; the birth certificate and the tenant’s word; the decision; the death "
            "certificate; proof of another address: what it is and its number."
        ),
        max_length=200,
        error_messages={"required": _("Enter the paper the change rests on.")},
    )
    paper_on = day_field(_("Day of that paper"), _("Enter the day of that paper."))
    proof = ScanChoice(
        label=_("That paper, as it is attached to the lease"),
        help_text=_(
            "Needed where somebody leaves. Attach its scan on the page of the lease first and look "
            "at the pictures of its pages there; it can be chosen once they are drawn."
        ),
        queryset=Scan.objects.none(),
        empty_label=CHOOSE[1],
        required=False,
    )

    def __init__(self, *args: Any, residents: Any, scans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaves: Any = self.fields["leaves"]
        leaves.queryset = residents
        proof: Any = self.fields["proof"]
        proof.queryset = scans
        joiners = [name for which in JOINERS for name in self.add_joiner(which)]
        self.order_fields(["on", "leaves", *joiners, "ground", "paper", "paper_on", "proof"])

    def add_joiner(self, which: str) -> list[str]:
        who = {"first": _("Who joins"), "second": _("A second person who joins")}[which]
        fields: dict[str, forms.Field] = {
            "name": NameField(label=_("%(who)s: full name") % {"who": who}, required=False),
            "birth": day_field(_("%(who)s: birth date") % {"who": who}, "", required=False),
            "relationship": forms.ChoiceField(
                label=_("%(who)s: who they are to the tenant") % {"who": who},
                choices=[CHOOSE, *OTHERS],
                required=False,
            ),
            "document": forms.ChoiceField(
                label=_("%(who)s: identity document") % {"who": who},
                choices=[CHOOSE, *IDENTITY.items()],
                required=False,
            ),
            "number": NumberField(
                label=_("%(who)s: number of the document") % {"who": who},
                help_text=_("It is not kept: only what tells whether somebody lives elsewhere."),
                required=False,
            ),
            "taxpayer": TaxpayerField(
                label=_("%(who)s: taxpayer number") % {"who": who},
                help_text=_("Ten digits, or empty."),
                required=False,
            ),
        }
        for name, made in fields.items():
            self.fields[f"{which}_{name}"] = made
        return [f"{which}_{name}" for name in fields]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        joins = [joiner for which in JOINERS if (joiner := self.joiner(which, cleaned))]
        if self.errors:
            return cleaned
        change = Change(
            joins,
            list(cleaned["leaves"]),
            Ground(cleaned["ground"]),
            cleaned["paper"],
            cleaned["paper_on"],
            cleaned["proof"],
        )
        return {"on": cleaned["on"], "change": change}

    def joiner(self, which: str, cleaned: dict[str, Any]) -> Joiner | None:
        needed = {
            "name": _("Enter the full name."),
            "birth": _("Enter the birth date."),
            "relationship": _("Choose who they are to the tenant."),
            "document": _("Choose the identity document."),
            "number": _("Enter the number of the document."),
        }
        given = {name: cleaned.get(f"{which}_{name}") for name in (*needed, "taxpayer")}
        if not any(given.values()):
            return None
        for name, why in needed.items():
            if not given[name] and f"{which}_{name}" not in self.errors:
                self.add_error(f"{which}_{name}", why)
        if self.errors:
            return None
        birth: Any = given["birth"]
        return Joiner(
            name=" ".join(str(given["name"]).split()),
            birth_date=checked_birth(self, which, birth),
            relationship=str(given["relationship"]),
            identity_type=str(given["document"]),
            identity_number=str(given["number"]),
            taxpayer_number=str(given["taxpayer"] or ""),
        )


def checked_birth(form: AmendmentForm, which: str, birth: date) -> date:
    if form.cleaned_data.get("on") and birth > form.cleaned_data["on"]:
        why = _("The birth date lies after the first day of the change.")
        form.add_error(f"{which}_birth", why)
    return birth


def sign_form(paper: Paper, sent: Any = None) -> "SignPaperForm":
    action = reverse("admin:leases_sign_paper", args=[paper.pk])
    how: dict[str, Any] = {"action": action, "auto_id": f"sign-{paper.pk}-%s"}
    if paper.kind not in ACTS:
        return SignPaperForm(sent, **how)
    return SignActForm(sent, **how, scans=proving_scans(paper.lease, Scanned(paper.kind)))


def set_aside_form(pk: int, sent: Any = None) -> "SetAsideForm":
    action = reverse("admin:leases_set_aside_paper", args=[pk])
    return SetAsideForm(sent, action=action, auto_id=f"aside-{pk}-%s")


def attach_form(pk: int, sent: Any = None, files: Any = None) -> "AttachForm":
    action = reverse("admin:leases_attach", args=[pk])
    return AttachForm(sent, files, action=action, auto_id="attach-%s")


class SignPaperForm(PortalForm):
    button = _("Record that both signed")
    signed_on = day_field(_("Signed on"), _("Enter the day on which both parties signed."))


class SignActForm(SignPaperForm):
    conditional = frozenset({"proof"})
    proof = ScanChoice(
        label=_("The signed act, as it is attached to the lease"),
        help_text=_(
            "Attach its scan on this page first; it can be chosen once it is checked or its pages "
            "are drawn."
        ),
        queryset=Scan.objects.none(),
        empty_label=CHOOSE[1],
        required=False,
    )

    def __init__(self, *args: Any, scans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proof: Any = self.fields["proof"]
        proof.queryset = scans


class SetAsideForm(PortalForm):
    button = _("Set it aside")
    style = "button warning"
    reason = forms.CharField(
        label=_("Why it is set aside"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why it is set aside.")},
    )


class AttachForm(PortalForm):
    button = _("Attach the file")
    style = "button secondary"
    shows = forms.ChoiceField(
        label=_("What the file shows"),
        choices=[CHOOSE, *Scanned.choices],
        error_messages={"required": _("Choose what the file shows.")},
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "A scan as PDF, a photograph, a PDF with a signature in it, a P7S or an ASiC; up to "
            "20 MB. It is kept to the byte as it is, and opens once it is checked."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("The file is empty. Choose another."),
        },
    )
