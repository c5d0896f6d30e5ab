"""What may be opened: a copy that is clean, and the pictures we drew of one that was inspected."""

from typing import Any

from django.core.files.base import File

from copies import files
from copies.models import Copy, Page, State


class NotClean(Exception):
    """The copy was not found clean, so nobody opens it; `state` is where it stands."""

    def __init__(self, state: State) -> None:
        super().__init__(f"a copy is not opened while {state}")
        self.state = state


def open_clean(copy: Copy) -> "File[Any]":
    """Open a clean copy at its start. Raises NotClean, CopyMissing and CopyAltered."""
    if copy.state != State.CLEAN:
        raise NotClean(State(copy.state))
    return files.opened(copy.stored_name, copy.stored_sha256)


def open_page(copy: Copy, number: int) -> "File[Any]":
    """Open the picture of a page, which is ours even while the copy waits for the scanner.

    Raises NotClean for a refused copy, Page.DoesNotExist, CopyMissing and CopyAltered.
    """
    if copy.state == State.REFUSED:
        raise NotClean(State.REFUSED)
    page = Page.objects.get(copy=copy, number=number)
    return files.opened(page.stored_name, page.sha256)
