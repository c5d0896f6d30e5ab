"""What of ISO 14289-1 (PDF/UA-1) a machine can look for in a PDF of ours: faults by clause.

Looked for is what our pages have. What they have none of (links, forms, notes, formulas, layers) is
a fault where it turns up, so that nothing goes by unlooked at. `docs/decisions/0145…` lists all.
"""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

PAINTING = {
    *("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do"),
    "INLINE IMAGE",
}  # fmt: skip
STANDARD = {
    *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "NonStruct", "P", "Span", "Figure"),
    *("H1", "H2", "H3", "L", "LI", "Lbl", "LBody"),
    *("Table", "THead", "TBody", "TR", "TH", "TD"),
}
MAY_HOLD = {
    "Table": {"THead", "TBody", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "L"},
    "LI": {"Lbl", "LBody"},
}
HELD_BY = {
    "TR": {"Table", "THead", "TBody"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "LBody": {"LI"},
}
ABSENT = ("OCProperties", "AcroForm", "Perms", "OpenAction", "AA")


def faults(pdf: bytes) -> list[str]:
    """Return what is wrong, each with its clause; nothing where all that is looked for holds."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [f"{clause}: {fault}" for clause, rule in RULES.items() for fault in rule(document)]


def elements(document: Any) -> list[Any]:
    """Return the elements of the structure in the order in which they are read."""
    found: list[Any] = []
    waiting: list[Any] = [document.Root.StructTreeRoot.K]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, pikepdf.Array):
            waiting[:0] = list(each)
        elif isinstance(each, pikepdf.Dictionary) and "/S" in each:
            found.append(each)
            waiting[:0] = [each.K] if "/K" in each else []
    return found


def kind(element: Any) -> str:
    return str(element.S)[1:]


def kids(element: Any) -> list[Any]:
    held = element.get("/K", [])
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def elements_in(element: Any) -> list[Any]:
    return [kid for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def below(element: Any) -> Iterator[Any]:
    for kid in elements_in(element):
        yield kid
        yield from below(kid)


def identified(document: Any) -> Iterator[str]:
    with document.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1":
            yield "part 1 is not named in the metadata"
        if not metadata.get("dc:title"):
            yield "there is no title in the metadata"


def announced(document: Any) -> Iterator[str]:
    root = document.Root
    if not root.MarkInfo.get("/Marked") or root.MarkInfo.get("/Suspects"):
        yield "it is not marked as tagged"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "its window does not show the title"
    if "/RoleMap" in root.StructTreeRoot:
        yield "tags are mapped to others"
    yield from (f"a tag {name}" for name in {kind(it) for it in elements(document)} - STANDARD)


def content(document: Any) -> Iterator[str]:
    """All that is painted is read or passed over, and what is read is in the structure."""
    held = in_structure(document)
    rows = document.Root.StructTreeRoot.ParentTree.Nums
    for place, page in enumerate(document.pages, start=1):
        read, faults_here = marks(page)
        yield from (f"page {place}: {fault}" for fault in faults_here)
        row = rows[[int(number) for number in list(rows)[::2]].index(page.StructParents) * 2 + 1]
        listed = {mark for mark, it in enumerate(row) if isinstance(it, pikepdf.Dictionary)}
        if not read == listed == held.get(page.obj.objgen, set()):
            yield f"page {place}: its marks are not those of the structure"


def marks(page: Any) -> tuple[set[int], set[str]]:
    """Return the numbers of what is read on a page, and what is wrong with how it is marked."""
    stack: list[int | str | None] = []
    read: set[int] = set()
    wrong = set()
    for operands, operator in drawn(page):
        name = str(operator)
        if name in {"BMC", "BDC"}:
            mark = mark_of(operands)
            if mark is not None and any(each is not None for each in stack):
                wrong.add("a mark within a mark")
            if isinstance(mark, int):
                read.add(mark)
            stack.append(mark)
        elif name == "EMC":
            stack.pop()
        elif name in PAINTING and not any(each is not None for each in stack):
            wrong.add(f"{name} paints what is neither read nor passed over")
    return read, wrong


def drawn(page: Any) -> list[Any]:
    """Return what a page is drawn by: pairs of operands and their operator."""
    return list(pikepdf.parse_content_stream(page))


def mark_of(operands: Any) -> int | str | None:
    """Return the number of what is read, "Artifact" for what is passed over."""
    if str(operands[0]) == "/Artifact":
        return "Artifact"
    given: Any = operands[1] if len(operands) > 1 else {}
    return int(given.MCID) if "/MCID" in given else None


def in_structure(document: Any) -> dict[Any, set[int]]:
    """Return the numbers of what the elements in the tree hold, by page."""
    held: dict[Any, set[int]] = {}
    for element in elements(document):
        numbers = {int(kid) for kid in kids(element) if not isinstance(kid, pikepdf.Object)}
        held.setdefault(element.Pg.objgen if numbers else None, set()).update(numbers)
    return held


def language(document: Any) -> Iterator[str]:
    if str(document.Root.get("/Lang", "")) not in {"uk", "en"}:
        yield "its language is not said"


def nesting(document: Any) -> Iterator[str]:
    for element in elements(document):
        own, parent = kind(element), element.P
        held = {kind(each) for each in elements_in(element)}
        if own in MAY_HOLD and not held <= MAY_HOLD[own]:
            yield f"{own} holds {held - MAY_HOLD[own]}"
        if own in HELD_BY and str(parent.get("/S", "/"))[1:] not in HELD_BY[own]:
            yield f"{own} is held by {parent.get('/S')}"


def figures(document: Any) -> Iterator[str]:
    for element in elements(document):
        if kind(element) == "Figure" and not str(element.get("/Alt", "")).strip():
            yield "a figure has no text for who does not see it"


def headings(document: Any) -> Iterator[str]:
    levels = [int(kind(it)[1]) for it in elements(document) if kind(it) in {"H1", "H2", "H3"}]
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            yield f"H{level} follows H{before}"


def tables(document: Any) -> Iterator[str]:
    for table in (each for each in elements(document) if kind(each) == "Table"):
        cells = list(below(table))
        heads = [cell for cell in cells if kind(cell) == "TH"]
        named = {str(name) for cell in cells for name in cell.get("/A", {}).get("/Headers", [])}
        if not heads:
            yield "a table has no heads"
        for head in heads:
            if "/Scope" not in head.get("/A", {}) and str(head.get("/ID")) not in named:
                yield "it is not said what a head of a table is the head of"
        rows = [len(elements_in(row)) for row in cells if kind(row) == "TR" and plain(row)]
        if len(set(rows)) > 1:
            yield f"a table has rows of {sorted(set(rows))} cells"


def plain(row: Any) -> bool:
    spans = ("/ColSpan", "/RowSpan")
    return not any(span in cell.get("/A", {}) for cell in elements_in(row) for span in spans)


def absent(document: Any) -> Iterator[str]:
    yield from (f"it has {name}" for name in ABSENT if f"/{name}" in document.Root)
    yield from ("a page has annotations" for page in document.pages if "/Annots" in page)
    if document.is_encrypted:
        yield "it is encrypted"


def attached(document: Any) -> Iterator[str]:
    for each in document.Root.get("/AF", []):
        if not (each.get("/F") and each.get("/UF")):
            yield "an attached file has no name"


def fonts(document: Any) -> Iterator[str]:
    """Every font is embedded, says which letters its glyphs are, and as wide as its program."""
    for font in {each.objgen: each for each in all_fonts(document)}.values():
        [inner] = font.DescendantFonts
        if font.Encoding != "/Identity-H" or inner.get("/CIDToGIDMap") != "/Identity":
            yield f"{font.BaseFont}: its characters are not its glyphs"
        if not {"/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys()):
            yield f"{font.BaseFont}: is not embedded"
        if "/ToUnicode" not in font:
            yield f"{font.BaseFont}: does not say which letters its glyphs are"


def all_fonts(document: Any) -> Iterator[Any]:
    for page in document.pages:
        yield from page.Resources.get("/Font", {}).values()


RULES: dict[str, Callable[[Any], Iterator[str]]] = {
    "5, 7.1": identified,
    "7.1": announced,
    "7.1, 7.8": content,
    "7.2": language,
    "7.2 (tables, lists)": nesting,
    "7.3": figures,
    "7.4": headings,
    "7.5": tables,
    "7.10, 7.15, 7.16, 7.18": absent,
    "7.11": attached,
    "7.21": fonts,
}
