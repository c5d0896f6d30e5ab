"""Files as pages list them to who added them: their state, what to do, pictures of their pages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from copies.models import Copy, Page, State
from copies.wording import flag_said, refusal_said

TAGS = {
    State.RECEIVING: "doing",
    State.WAITING: "doing",
    State.CLEAN: "done",
    State.REFUSED: "bad",
}

AWAITS_SCANNER = gettext_lazy(
    "The file is here and kept. It still waits for the virus check; until then staff see pictures "
    "of its pages."
)


@dataclass(frozen=True, slots=True)
class ShownCopy:
    """One file. `pages` are addresses of pictures of its pages; `remove` is empty where none may.

    Nothing of a refused file is shown.
    """

    copy: Copy
    pages: tuple[str, ...]
    remove: str = ""

    @property
    def state(self) -> State:
        return State(self.copy.state)

    @property
    def tag(self) -> str:
        """The class of its tag on a page."""
        return TAGS[self.state]

    @property
    def said(self) -> "list[str | Promise]":
        """Say what to do, or what was noticed."""
        if self.state == State.REFUSED:
            return [refusal_said(self.copy.refusal)]
        if self.state == State.RECEIVING:
            return [_("Not uploaded to the end. Choose the same file again, and it goes on.")]
        noticed: list[str | Promise] = [flag_said(flag) for flag in self.copy.flags]
        return [*noticed, AWAITS_SCANNER] if self.copy.awaits_scanner else noticed


def shown(
    copies: Iterable[Copy],
    *,
    page: Callable[[UUID, int], str],
    remove: Callable[[UUID], str] | None = None,
) -> list[ShownCopy]:
    """Return files in their order with the addresses of their pictures. One query."""
    copies = list(copies)
    numbers: dict[UUID, list[int]] = {copy.pk: [] for copy in copies}
    for copy, number in (
        Page.objects.filter(copy__in=copies).order_by("number").values_list("copy_id", "number")
    ):
        numbers[copy].append(number)
    return [
        ShownCopy(
            copy,
            tuple(page(copy.pk, number) for number in pages_of(copy, numbers)),
            remove(copy.pk) if remove else "",
        )
        for copy in copies
    ]


def pages_of(copy: Copy, numbers: dict[UUID, list[int]]) -> list[int]:
    return [] if copy.state == State.REFUSED else numbers[copy.pk]


def is_waiting(copies: Iterable[ShownCopy]) -> bool:
    """Tell whether a check may still change what is shown."""
    return any(each.state == State.WAITING for each in copies)


def version(copies: Iterable[ShownCopy]) -> str:
    """Return what changes when anything shown of these files does."""
    return " ".join(f"{each.copy.pk.hex[:8]}:{each.state}:{len(each.pages)}" for each in copies)
