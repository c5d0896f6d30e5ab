"""A choice that explains itself: its label, and what the pack "portal" shows under or before it."""

from dataclasses import dataclass
from typing import TypeVar

from django.utils.functional import Promise

Sentence = TypeVar("Sentence")  # a text, or one that is translated when it is shown


@dataclass(frozen=True, slots=True)
class Choice:
    """The label of a choice with a hint; `is_apart` sets "or" before it."""

    label: str | Promise
    hint: str | Promise = ""
    is_apart: bool = False

    def __str__(self) -> str:
        return str(self.label)


def not_chosen(sentence: Sentence) -> dict[str, Sentence]:
    """Return the messages of a field where nothing is chosen, or what nobody offers any more."""
    return {"required": sentence, "invalid_choice": sentence}
