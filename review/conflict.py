"""A page that is older than its application: what was sent from it, beside what was done since."""

from dataclasses import dataclass
from html import unescape

from django import forms
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from review.dossier import Dossier
from review.events import Event, acts, entries
from review.forms import ActForm

MOST = 50  # acts listed; the timeline has them all


@dataclass(frozen=True, slots=True)
class Conflict:
    """`sent`: label and text of each field as it was typed; `done`: the acts since, latest first.

    `files` tells that a file was sent, which no page can keep.
    """

    sent: list[tuple[str, str]]
    done: list[Event]
    files: bool


def conflict(form: ActForm, dossier: Dossier) -> Conflict:
    """Lay both versions side by side. At least the last act is listed, however old the page."""
    found = entries(dossier.application.pk)
    since = list(found.filter(seq__gt=form.seen)[:MOST]) or list(found[:1])
    return Conflict(sent(form), acts(dossier, since), bool(form.files))


def sent(form: ActForm) -> list[tuple[str, str]]:
    """Return what somebody typed or chose, in words; what was left empty is left out."""
    fields = [field for field in form.visible_fields() if field.name not in form.files]
    told = [(str(field.label), worded(field.field, field.value())) for field in fields]
    return [(label, text) for label, text in told if text]


def worded(field: forms.Field, value: object) -> str:
    """Word a value as its field shows it: a choice by its label."""
    values = value if isinstance(value, list | tuple) else [value]
    labels = labels_of(field)
    return "; ".join(labels.get(str(each), str(each)) for each in values if each not in (None, ""))


def labels_of(field: forms.Field) -> dict[str, str]:
    labels: dict[str, str] = {}
    for key, label in getattr(field, "choices", ()):
        if isinstance(label, list | tuple):
            labels |= {str(code): plain(each) for code, each in label}
        else:
            labels[str(key)] = plain(label)
    return labels


def plain(label: object) -> str:
    """Return a label as text, without the tags of one that is HTML."""
    return unescape(strip_tags(label)) if isinstance(label, SafeString) else str(label)
