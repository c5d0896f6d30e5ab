"""One entry as a page shows it: its facts in words, where they lead, and its commitments."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from audit.chain import COMMITTED
from audit.models import Entry
from audit.words import ACTS

PAGES = {
    "application": "admin:applications_application_change",
    "letter": "admin:outbox_letter_change",
    "lease": "admin:leases_lease_change",
    "tariff": "admin:rent_tariffrow_change",
    "rerating": "admin:rerating_rerating_change",
    "user": "admin:accounts_user_change",
    "site": "admin:housing_site_change",
    "building": "admin:housing_building_change",
    "dwelling": "admin:housing_dwelling_change",
}


class CheckForm(forms.Form):
    """A text to be held against a commitment."""

    name = forms.CharField(max_length=32, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Text to compare"),
        widget=forms.Textarea(attrs={"rows": 4}),
        strip=False,
        max_length=100_000,
        error_messages={"required": _("Paste the text that is to be compared.")},
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One fact; `form` is of a commitment, whose value tells nothing by itself."""

    name: str
    value: Any
    form: CheckForm | None = None
    is_erased: bool = False


def words_of(entry: Entry) -> str:
    return str(ACTS.get(entry.act, entry.act))


def page_of(subject: str) -> str | None:
    """Return the address of what an entry is about, where it has a page."""
    kind, _colon, key = subject.partition(":")
    try:
        return reverse(PAGES[kind], args=[key])
    except (KeyError, NoReverseMatch):
        return None


def rows(entry: Entry, failed: CheckForm | None = None) -> list[Row]:
    """Return the facts of an entry in the order of their names. One query with commitments."""
    open_still = set(entry.openings.values_list("name", flat=True))
    return [row(name, value, open_still, failed) for name, value in sorted(entry.facts.items())]


def row(name: str, value: Any, open_still: set[str], failed: CheckForm | None) -> Row:
    if not str(value).startswith(COMMITTED):
        return Row(name, value)
    if name not in open_still:
        return Row(name, value, is_erased=True)
    if failed is not None and failed.data.get("name") == name:
        return Row(name, value, failed)
    return Row(name, value, CheckForm(initial={"name": name}, auto_id=f"{name}-%s"))
