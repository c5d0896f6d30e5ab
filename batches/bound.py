"""From single PDFs to one file for the printer and a ZIP, with few of them in memory at a time.

Every lease starts on a front side: after an odd number of pages stands an empty one. Both files
come out the same, byte for byte, for the same leases.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pikepdf

AT_ONCE = 25  # single PDFs in memory
NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP can write
PACKED = pikepdf.ObjectStreamMode.generate
READABLE_BY_ITS_OWNER = 0o600 << 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """One lease as it goes in: its number, its PDF."""

    number: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Bound:
    """The two files, before they are stored."""

    pdf: Path
    archive: Path


def bind(
    sheets: Iterable[Sheet], cover: Callable[[], Sequence[bytes]], folder: Path, title: str
) -> Bound:
    """Write both files into the folder. The cover is asked for last, when all sheets are known."""
    bound = Bound(folder / "print.pdf", folder / "leases.zip")
    parts: list[Path] = []
    starts: list[tuple[str, int]] = []
    page = 0
    with zipfile.ZipFile(bound.archive, "w", zipfile.ZIP_STORED) as archive:
        for some in in_pieces(iter(sheets)):
            for sheet in some:
                archive.writestr(entry(sheet.number), sheet.pdf)
            part = folder / f"part-{len(parts)}.pdf"
            lengths = join([sheet.pdf for sheet in some], part)
            for sheet, length in zip(some, lengths, strict=True):
                starts.append((sheet.number, page))
                page += length
            parts.append(part)
    front = folder / "cover.pdf"
    before = sum(join(cover(), front, is_padded_each=False))
    finish([front, *parts], [(number, before + at) for number, at in starts], bound.pdf, title)
    return bound


def in_pieces(sheets: Iterator[Sheet]) -> Iterator[list[Sheet]]:
    while some := list(islice(sheets, AT_ONCE)):
        yield some


def entry(number: str) -> zipfile.ZipInfo:
    """Return the entry of a lease: its number is its name, which says nothing of anybody."""
    info = zipfile.ZipInfo(f"{file_name(number)}.pdf", NO_TIME)
    info.external_attr = READABLE_BY_ITS_OWNER
    return info


def file_name(number: str) -> str:
    return f"lease-{number.replace('/', '-')}"


def join(pdfs: Sequence[bytes], to: Path, *, is_padded_each: bool = True) -> list[int]:
    """Write the pages of these into one file; return how many each takes, empty ones included.

    Padded as a whole only, they follow each other and the last ends the sheet of paper.
    """
    lengths = []
    with pikepdf.new() as whole:
        opened = [pikepdf.open(io.BytesIO(pdf)) for pdf in pdfs]
        try:
            for place, single in enumerate(opened, start=1):
                before = len(whole.pages)
                whole.pages.extend(single.pages)
                if is_padded_each or place == len(opened):
                    pad(whole)
                lengths.append(len(whole.pages) - before)
            whole.save(to, deterministic_id=True)
        finally:
            for single in opened:
                single.close()
    return lengths


def pad(whole: pikepdf.Pdf) -> None:
    """Add an empty page where the last one would be a front side."""
    if len(whole.pages) % 2:
        left, bottom, right, top = map(float, whole.pages[-1].mediabox)
        whole.add_blank_page(page_size=(right - left, top - bottom))


def finish(parts: Sequence[Path], starts: Sequence[tuple[str, int]], to: Path, title: str) -> None:
    """Join the parts, with a bookmark for each lease, set to be printed on both sides."""
    with pikepdf.new() as whole:
        opened = [pikepdf.open(part) for part in parts]
        try:
            for part in opened:
                whole.pages.extend(part.pages)
            with whole.open_outline() as outline:
                outline.root.extend(pikepdf.OutlineItem(number, at) for number, at in starts)
            whole.docinfo["/Title"] = title
            whole.Root.Lang = "uk"
            whole.Root.ViewerPreferences = pikepdf.Dictionary(
                Duplex=pikepdf.Name.DuplexFlipLongEdge,
                PrintScaling=pikepdf.Name("/None"),
                DisplayDocTitle=True,
            )
            whole.save(to, deterministic_id=True, object_stream_mode=PACKED)
        finally:
            for part in opened:
                part.close()
