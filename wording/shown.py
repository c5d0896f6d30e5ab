"""What the pages of a text show besides the text: its reference, questions, what it lacks."""

from typing import Any

from django.utils.translation import gettext as _

from wording.checks import missing, questions, read
from wording.models import Wording
from wording.sample import SAMPLES, sample
from wording.vocabulary import BLOCKS, CASES, VARIABLES, value_of


def reference() -> dict[str, Any]:
    """Return everything a text may be made of, with what each variable says in the sample."""
    data = sample("usual", "uk")
    return {
        "signs": [
            ("# …", _("the title, once, on top")),
            ("## 1. …", _("a section, with its number")),
            ("1.1. …", _("a clause, with its number")),
            ("а) …", _("an item of the clause above")),
            ("=== 1. …", _("an annex, with its number")),
            ("?? …", _("what a lawyer must confirm of the clause above; never printed")),
            ("**…**", _("bold")),
        ],
        "variables": [(name, means, value_of(name, data)) for name, means in VARIABLES.items()],
        "blocks": list(BLOCKS.items()),
        "cases": list(CASES.items()),
    }


def of_text(row: Wording) -> dict[str, Any]:
    """Return what must be known of a text before anybody approves it."""
    text = read(row.text)
    return {
        "missing": missing(text) if row.is_draft else [],
        "questions": questions(text),
        "samples": [(name, told) for name, (told, _change) in SAMPLES.items()],
    }


def predecessor(row: Wording) -> Wording | None:
    """Return the newest approved text before this one. One query."""
    earlier = Wording.objects.approved().filter(programme=row.programme, number__lt=row.number)
    return earlier.order_by("-number").first()
