"""Fields that a page did not ask for: its form ignores them, and that they came is logged."""

import logging
from collections.abc import Iterable

from drafts.forms.answer_form import AnswerForm

OF_EVERY_PAGE = ("csrfmiddlewaretoken", "seen")

logger = logging.getLogger(__name__)


def note_unasked(names: Iterable[str], form: AnswerForm, *, about: str) -> None:
    """Log how many fields came with a form that it does not have; never which, or what is in them.

    `about` is what the answer belongs to, like "draft …".
    A field of several boxes has their names: its own, an underscore and more.
    """
    count = sum(not is_asked(name, form) for name in names)
    if count:
        logger.warning("%s was sent %d fields that were not asked for", about, count)


def is_asked(name: str, form: AnswerForm) -> bool:
    own = (name == field or name.startswith(f"{field}_") for field in form.fields)
    return name in OF_EVERY_PAGE or any(own)
