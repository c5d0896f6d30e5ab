"""The copies of a paper as the application's page shows them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from applications.models import Document, DocumentCopy
from copies.models import Copy, State
from copies.services import flag_said, refusal_said

TAGS = {"waiting": "unknown", "clean": "met", "refused": "not_met"}


@dataclass(frozen=True, slots=True)
class PageRow:
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One copy: what became of it, what was noticed, and what of it may be looked at."""

    copy: Copy
    place: int
    tag: str
    refusal: str
    flags: list[str]
    pages: list[PageRow]
    download: str | None


def copy_rows(document: Document) -> list[CopyRow]:
    """Return its copies in their order; read with `Prefetch`, it asks the database nothing."""
    return [copy_row(document, held) for held in document.copies.all()]


def copy_row(document: Document, held: DocumentCopy) -> CopyRow:
    address = [document.application_id, held.copy.pk]
    return row_of(held.copy, held.position + 1, "review_picture", "review_download", address)


def row_of(copy: Copy, place: int, picture: str, download: str, address: list[Any]) -> CopyRow:
    """Return how a copy is shown; `picture` and `download` name its addresses in the admin."""
    refused, clean = copy.state == State.REFUSED, copy.state == State.CLEAN
    numbers = [] if refused else sorted(page.number for page in copy.pages.all())
    return CopyRow(
        copy=copy,
        place=place,
        tag=TAGS[copy.state],
        refusal=refusal_said(copy.refusal) if refused else "",
        flags=[flag_said(flag) for flag in copy.flags],
        pages=[
            PageRow(number, reverse(f"admin:{picture}", args=[*address, number]))
            for number in numbers
        ],
        download=reverse(f"admin:{download}", args=address) if clean else None,
    )
