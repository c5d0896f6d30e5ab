"""A choice that explains itself: its label, and what the pack "portal" shows under or before it."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Choice:
    """The label of a choice with a hint; `is_apart` sets "or" before it."""

    label: str | Promise
    hint: str | Promise = ""
    is_apart: bool = False

    def __str__(self) -> str:
        return str(self.label)
