"""What the tags of a PDF need (ISO 14289-1, “PDF/UA-1”) and the renderer leaves out.

The renderer (WeasyPrint 70.0) marks headers and footers as if they were text, does not say what the
head of a table is the head of, and makes a table of everything that is laid out as one.
"""

from collections.abc import Iterator
from typing import Any

import pydyf

GROUPS = {"/THead", "/TBody"}


def finished(_document: Any, pdf: Any) -> None:
    """Put right the tags of a document, before it is written."""
    pass_over_margins(pdf)
    for element in list(elements(pdf)):
        if element["S"] == "/Table":
            tell_heads(pdf, element)


def pass_over_margins(pdf: Any) -> None:
    """Mark header and footer as artifacts, which a screen reader does not read on every page.

    The renderer marks them like text, and leaves them out of the tree of the structure.
    """
    root = of(pdf, pdf.catalog["StructTreeRoot"])
    read = {number(element) for element in references(pdf, root)}
    pages = of(pdf, root["ParentTree"])["Nums"]
    for page in pdf.objects:
        if isinstance(page, dict) and page.get("Type") == "/Page":
            marks = pages[2 * page["StructParents"] + 1]
            stray = {place for place, mark in enumerate(marks) if number(mark) not in read}
            pass_over(of(pdf, page["Contents"]).stream, stray)
            marks[:] = ["null" if place in stray else mark for place, mark in enumerate(marks)]


def pass_over(stream: list[Any], stray: set[int]) -> None:
    """Mark what has these numbers in the content of a page as artifacts."""
    for place, part in enumerate(stream):
        if isinstance(part, dict) and part.get("MCID") in stray:
            stream[place - 1 : place + 1] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]


def tell_heads(pdf: Any, table: Any) -> None:
    """Say whether a head is that of a row or of a column; a table without heads is none."""
    parts = [of(pdf, each) for each in references(pdf, table)]
    rows = [each for each in parts if each["S"] == "/TR"]
    if not any(each["S"] == "/TH" for each in parts):
        for each in (table, *(part for part in parts if part["S"] in {"/TR", "/TD", *GROUPS})):
            each["S"] = "/Div"
            each.pop("A", None)
    for row in rows:
        cells = [of(pdf, each) for each in row["K"]]
        is_of_rows = any(cell["S"] == "/TD" for cell in cells)
        for cell in cells:
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = "/Row" if is_of_rows else "/Column"


def elements(pdf: Any) -> Iterator[Any]:
    return (of(pdf, each) for each in references(pdf, of(pdf, pdf.catalog["StructTreeRoot"])))


def references(pdf: Any, top: Any) -> Iterator[bytes]:
    """Yield the references to the elements of the structure below one; a link is none itself."""
    waiting = list(top["K"])
    while waiting:
        kid = waiting.pop()
        if not isinstance(kid, int) and "S" in of(pdf, kid):
            yield kid
            waiting += of(pdf, kid).get("K", [])


def of(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[number(reference)]


def number(reference: bytes) -> int:
    """Return the number of an object from a reference to it, such as "12 0 R"."""
    return int(reference.split()[0])
