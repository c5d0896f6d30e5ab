"""Two people of one household who look like one, or share the number of a document."""

import unicodedata
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from drafts.answers import Answers, Said
from drafts.forms.answer_form import AnswerForm, Warning
from drafts.forms.people_dates import shown
from drafts.people import born, called, full_name, others

Numbered = Callable[[Answers], Any]
APOSTROPHES = str.maketrans("’ʼ`", "'''")


def alike(form: AnswerForm, field: str) -> list[Warning]:
    """Warn of somebody else with the same name and birth date: twins, or one person twice."""
    person = form.said()
    day = born(person)
    if day is None or not full_name(person):
        return []
    sentence = _(
        "%(name)s, born on %(day)s, is in the list twice. If they are two people, continue. If it "
        "is one person, remove one of the two."
    )
    return [
        Warning(field, sentence % {"name": full_name(person), "day": shown(day)})
        for other in others(form.written, person)
        if born(other) == day and spelt(other) == spelt(person)
    ][:1]


def same_number(form: AnswerForm, field: str, number_of: Numbered) -> list[Warning]:
    """Warn of somebody else with the same number; `number_of` reads it off what somebody said."""
    number = number_of(form.said().answers)
    sentence = _(
        "This number is also given for %(name)s. If one document covers both, continue. Otherwise "
        "check whose number it is."
    )
    return [
        Warning(field, sentence % {"name": full_name(other) or called(other)})
        for other in others(form.written, form.part)
        if number and number_of(other.answers) == number
    ][:1]


def spelt(person: Said) -> str:
    """Return the name for comparison: the three apostrophes are one, and so are both cases."""
    return unicodedata.normalize("NFC", full_name(person)).translate(APOSTROPHES).casefold()
