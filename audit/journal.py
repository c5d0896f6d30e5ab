"""The journal as it is looked through: by what it is about, act, person and day; newest first."""

import re
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from audit.models import Entry
from audit.words import ACTS

DAY_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
AT_ONCE = 50
THE_PORTAL = "portal"
NUMBER = re.compile(r"\d{12}")


class JournalForm(forms.Form):
    """What the journal is searched by; everything may be left out."""

    about = forms.CharField(
        label=_("Number of an application, or what it is about"),
        help_text=_("For example 1234-5678-9012, lease:7, letter:15, user:3"),
        max_length=64,
        required=False,
    )
    act = forms.ChoiceField(label=_("Act"), required=False)
    by = forms.ChoiceField(label=_("Who"), required=False)
    day = forms.DateField(
        label=_("Day"),
        help_text=_("For example 05.01.2026"),
        input_formats=DAY_FORMATS,
        required=False,
        error_messages={"invalid": _("Write the day as day, month and year: 05.01.2026.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = sorted(((code, str(words)) for code, words in ACTS.items()), key=lambda it: it[1])
        staff = get_user_model()._default_manager.filter(is_staff=True).order_by("username")
        people = [(str(user.pk), name_of(user)) for user in staff]
        self.fields["act"].choices = [("", _("any")), *acts]  # type: ignore[attr-defined]
        self.fields["by"].choices = [  # type: ignore[attr-defined]
            ("", _("anybody")), (THE_PORTAL, _("the portal itself")), *people
        ]  # fmt: skip


def name_of(user: Any) -> str:
    full = user.get_full_name()
    return f"{full} ({user.get_username()})" if full else user.get_username()


def found(asked: dict[str, Any], *, before: int | None) -> list[Entry]:
    """Return one entry more than a page has, before that number, as the form asks. Two queries.

    One more query where an application is asked for by its number.
    """
    entries: QuerySet[Entry] = Entry.objects.select_related("by").order_by("-seq")
    if about := asked.get("about"):
        entries = entries.filter(subject=subject_of(about))
    if act := asked.get("act"):
        entries = entries.filter(act=act)
    if by := asked.get("by"):
        entries = entries.filter(by__isnull=True) if by == THE_PORTAL else entries.filter(by=by)
    if day := asked.get("day"):
        start = make_aware(datetime.combine(day, time.min))
        end = make_aware(datetime.combine(day + timedelta(days=1), time.min))
        entries = entries.filter(at__gte=start, at__lt=end)
    if before:
        entries = entries.filter(seq__lt=before)
    return list(entries[: AT_ONCE + 1])


def subject_of(about: str) -> str:
    """Return the subject as the chain names it: an application is also found by its number."""
    digits = re.sub(r"[\s-]", "", about)
    if not NUMBER.fullmatch(digits):
        return about.strip()
    number = "-".join((digits[:4], digits[4:8], digits[8:]))
    submitted = Entry.objects.filter(act="application.submitted", facts__number=number)
    return submitted.values_list("subject", flat=True).first() or about.strip()
