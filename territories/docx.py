"""A Word document as its paragraphs and tables. Bounded: nothing it declares is believed."""

import io
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import XMLParser, fromstring

from refusals.refused import Refused
from territories.files import MEGABYTE

Table = list[list[str]]

MAX_ENTRIES = 1000
MAX_ALL_BYTES = 128 * MEGABYTE
MAX_PART_BYTES = 64 * MEGABYTE
MAX_NESTING = 200

BODY = "word/document.xml"
TYPES = "[Content_Types].xml"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE, ROW, CELL, PARAGRAPH, TEXT = W + "tbl", W + "tr", W + "tc", W + "p", W + "t"
BLANKS = frozenset({W + "br", W + "cr", W + "tab"})

UNREADABLE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError,
    NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip
"""What zipfile raises on archives that are cut, damaged, encrypted or packed in other ways."""


def blocks(data: bytes) -> list[str | Table]:
    """Return the paragraphs and tables in order; a cell is one text, blanks not yet tidied.

    Raises Refused on what is not a Word document without macros, is cut, unpacks to more than
    64 MB of text or 128 MB in all, or declares entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(archive)
            types, body = part(archive, TYPES), part(archive, BODY)
    except UNREADABLE as error:
        raise Refused.at(
            "file",
            uk="Файл не є документом DOCX або пошкоджений.",
            en="The file is not a DOCX document, or is damaged.",
        ) from error
    check_kind(types)
    return walked(body)


def check_size(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_ALL_BYTES:
        raise too_big()


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return one part of the document, unpacked no further than its cap."""
    if archive.namelist().count(name) != 1:
        raise Refused.at(
            "file",
            uk=f"Файл не є документом DOCX: немає частини {name}.",
            en=f"The file is not a DOCX document: it has no part {name}.",
        )
    with archive.open(name) as file:
        content = file.read(MAX_PART_BYTES + 1)
    if len(content) > MAX_PART_BYTES:
        raise too_big()
    return content


def check_kind(types: bytes) -> None:
    """Refuse templates, documents with macros, and archives of any other kind."""
    try:
        declared = [
            override.get("ContentType")
            for override in fromstring(types, forbid_dtd=True)
            if override.get("PartName") == f"/{BODY}"
        ]
    except (ParseError, ValueError, LookupError) as error:
        raise damaged() from error
    if declared != [DOCUMENT]:
        raise Refused.at(
            "file",
            uk="Файл не є звичайним документом DOCX.",
            en="The file is not a plain DOCX document.",
        )


def walked(xml: bytes) -> list[str | Table]:
    """Walk the body without building its tree, in a few megabytes whatever it holds."""
    body = Body()
    parser = XMLParser(target=body, forbid_dtd=True)
    try:
        parser.feed(xml)
        parser.close()
    except (ParseError, ValueError, LookupError) as error:
        raise damaged() from error
    return body.blocks


class Body:
    """Hears the parser; a table within a cell is part of that cell's text. `depth` is of tables."""

    def __init__(self) -> None:
        self.blocks: list[str | Table] = []
        self.table: Table = []
        self.depth = 0
        self.nesting = 0
        self.text: list[str] = []
        self.is_text = False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self.is_text = tag == TEXT
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise damaged()
        if tag in BLANKS:
            self.text.append(" ")
        elif tag == TABLE:
            self.depth += 1
            if self.depth == 1:
                self.table = []
                self.blocks.append(self.table)
        elif tag == ROW and self.depth == 1:
            self.table.append([])

    def data(self, text: str) -> None:
        if self.is_text:
            self.text.append(text)

    def end(self, tag: str) -> None:
        self.is_text = False
        self.nesting -= 1
        if tag == TABLE:
            self.depth -= 1
        elif tag == CELL and self.depth == 1 and self.table:
            self.table[-1].append(self.taken())
        elif tag == PARAGRAPH and self.depth:
            self.text.append(" ")
        elif tag == PARAGRAPH:
            self.blocks.append(self.taken())

    def close(self) -> None:
        """The parser asks for it; there is nothing left to do."""

    def taken(self) -> str:
        text, self.text = "".join(self.text), []
        return text


def too_big() -> Refused:
    return Refused.at(
        "file",
        uk="Документ розпаковується у завеликий обсяг.",
        en="The document unpacks to too much.",
    )


def damaged() -> Refused:
    return Refused.at(
        "file",
        uk="Вміст документа пошкоджено або він має оголошення, які не читаються.",
        en="The document's content is damaged, or declares what is not read.",
    )
