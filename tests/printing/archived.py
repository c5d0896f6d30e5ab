"""What of ISO 19005-3 (PDF/A-3a) a machine can look for in a PDF of ours: faults by clause.

What our pages have none of (pictures of points, patterns, links, forms, scripts, layers) is a fault
where it turns up. Tags and fonts are looked at by `tagged.py` as well. `docs/decisions/0145…` lists
all, and what is not looked for.
"""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree

import pikepdf
from fontTools.ttLib import TTFont

from tests.printing import tagged

DRAWING = """
    b B b* B* BDC BMC BT c cm d Do EMC ET f F f* g G gs h i j J l m M n q Q re rg RG s S Tc Td TD
    Tf Tj TJ TL Tm Tr Ts Tw Tz T* v w W W* y ' "
"""  # the operators of ISO 32000-1 that draw in the colours of the intent
OPERATORS = frozenset(DRAWING.split())
FILTERS = {"/FlateDecode"}
STATE = {"/Type", "/ca", "/CA", "/BM", "/SMask", "/LW"}
DESCRIBED = {  # properties that need no description, and the two of formats
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/elements/1.1/",
    "http://ns.adobe.com/xap/1.0/",
    "http://ns.adobe.com/pdf/1.3/",
    "http://www.aiim.org/pdfa/ns/id/",
    "http://www.aiim.org/pdfa/ns/extension/",
    "http://www.aiim.org/pdfa/ns/schema#",
    "http://www.aiim.org/pdfa/ns/property#",
}
XML = "http://www.w3.org/XML/1998/namespace"
NAMESPACE = "{http://www.aiim.org/pdfa/ns/schema#}namespaceURI"
LONGEST_STRING, LONGEST_NAME, DEEPEST = 32767, 127, 28
ABSENT = ("AcroForm", "OpenAction", "AA", "OCProperties", "Perms", "Requirements", "NeedsRendering")


def faults(pdf: bytes) -> list[str]:
    """Return what is wrong, each with its clause; nothing where all that is looked for holds."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [f"6.1: {fault}" for fault in file_structure(pdf, document)]
        return found + [
            f"{clause}: {fault}" for clause, rule in RULES.items() for fault in rule(document)
        ]


def file_structure(pdf: bytes, document: Any) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", pdf):
        yield "its first two lines are not those of a PDF of bytes"
    if not re.search(rb"%%EOF\r?\n?\Z", pdf):
        yield "something follows its end"
    if len(document.trailer.get("/ID", [])) != 2 or document.is_encrypted:
        yield "it has no identifier, or is encrypted"


def objects(document: Any) -> Iterator[str]:
    for thing in document.objects:
        if isinstance(thing, pikepdf.Stream):
            if {"/F", "/FFilter", "/FDecodeParms"} & set(thing.keys()):
                yield "a stream lies in another file"
            yield from (f"a stream is packed by {it}" for it in filters(thing) - FILTERS)
        yield from limits(thing)


def filters(stream: Any) -> set[str]:
    named = stream.get("/Filter", pikepdf.Array())
    return {str(each) for each in (named if isinstance(named, pikepdf.Array) else [named])}


def limits(thing: Any) -> Iterator[str]:
    if isinstance(thing, pikepdf.String) and len(bytes(thing)) > LONGEST_STRING:
        yield "a string is too long"
    if isinstance(thing, pikepdf.Name) and len(str(thing)) - 1 > LONGEST_NAME:
        yield "a name is too long"
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Array) and not thing.is_indirect:
        held = list(thing.values()) if isinstance(thing, pikepdf.Dictionary) else list(thing)
        for each in held:
            yield from limits(each)


def drawing(document: Any) -> Iterator[str]:
    """Known operators, device colours that the intent defines, states without what is forbidden."""
    for page in document.pages:
        depth = 0
        if "/Resources" not in page.obj:
            yield "a page has no resources of its own"
        for _operands, operator in tagged.drawn(page):
            name = str(operator)
            depth += (name == "q") - (name == "Q")
            if name not in OPERATORS or depth > DEEPEST:
                yield f"{name} at depth {depth}"
        for state in page.Resources.get("/ExtGState", {}).values():
            if set(state.keys()) - STATE or state.get("/BM", "/Normal") != "/Normal":
                yield f"a state of {sorted(state.keys())}"
        for kept in page.Resources.get("/XObject", {}).values():
            if kept.Subtype != "/Form" or {"/OPI", "/PS", "/Ref", "/Subtype2"} & set(kept.keys()):
                yield f"it draws a {kept.Subtype}"


def intent(document: Any) -> Iterator[str]:
    [only] = document.Root.OutputIntents
    profile = only.DestOutputProfile.read_bytes()
    if only.S != "/GTS_PDFA1" or profile[12:16] not in {b"mntr", b"prtr"} or profile[8] >= 5:
        yield "its colours are not defined by a profile of a screen or printer"
    if profile[16:20] != b"RGB " or int(only.DestOutputProfile.N) != 3:
        yield "its profile is not of RGB"


def fonts(document: Any) -> Iterator[str]:
    """Every glyph that is shown is in its program, is as wide as it says, and is some letter."""
    yield from tagged.fonts(document)
    shown = glyphs(document)
    for font in {each.objgen: each for each in tagged.all_fonts(document)}.values():
        [inner] = font.DescendantFonts
        program = TTFont(io.BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))
        order, per_em = program.getGlyphOrder(), program["head"].unitsPerEm
        letters = to_unicode(font.ToUnicode.read_bytes())
        for glyph in shown.get(font.objgen, set()):
            if glyph == 0 or glyph >= len(order):
                yield f"glyph {glyph} is not in {font.BaseFont}"
                continue
            width = program["hmtx"][order[glyph]][0] * 1000 / per_em
            if abs(widths(inner).get(glyph, inner.get("/DW", 1000)) - width) > 1:
                yield f"glyph {glyph} of {font.BaseFont} is as wide as {width}"
            if not letters.get(glyph, "").strip("\x00\ufeff\ufffe"):
                yield f"glyph {glyph} of {font.BaseFont} is no letter"


def glyphs(document: Any) -> dict[Any, set[int]]:
    """Return the numbers of the glyphs that are shown, by their font."""
    shown: dict[Any, set[int]] = {}
    for page in document.pages:
        using: set[int] = set()
        for operands, operator in tagged.drawn(page):
            if str(operator) == "Tf":
                using = shown.setdefault(page.Resources.Font[operands[0]].objgen, set())
            elif str(operator) in {"Tj", "TJ"}:
                given = operands[0] if str(operator) == "TJ" else [operands[0]]
                texts = (bytes(each) for each in given if isinstance(each, pikepdf.String))
                using |= {number for text in texts for number in pairs(text)}
    return shown


def pairs(text: bytes) -> list[int]:
    return [int.from_bytes(text[at : at + 2]) for at in range(0, len(text), 2)]


def widths(font: Any) -> dict[int, float]:
    found: dict[int, float] = {}
    first: Any = None
    for each in font.W:
        if isinstance(each, pikepdf.Array):
            found |= {int(first) + place: float(width) for place, width in enumerate(each)}
        first = each
    return found


def to_unicode(cmap: bytes) -> dict[int, str]:
    said = re.findall(rb"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>\s*\n", cmap)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in said}


def absent(document: Any) -> Iterator[str]:
    yield from (f"it has {name}" for name in ABSENT if f"/{name}" in document.Root)
    names = document.Root.get("/Names", {})
    for name in ("JavaScript", "AlternatePresentations"):
        if f"/{name}" in names:
            yield f"it has {name}"
    for page in document.pages:
        if {"/Annots", "/AA", "/PresSteps"} & set(page.keys()):
            yield "a page has what somebody could press"


def metadata(document: Any) -> Iterator[str]:
    """Uncompressed, of described properties, and saying what the other description says."""
    stream = document.Root.Metadata
    if "/Filter" in stream:
        yield "its metadata are packed"
    text = stream.read_bytes()
    if re.match(rb"<\?xpacket[^>]*(bytes|encoding)=", text):
        yield "its metadata begin with what they must not"
    tree = ElementTree.fromstring(text)  # noqa: S314  # of our own making
    described = DESCRIBED | {each.text for each in tree.iter(NAMESPACE)}
    used = {name[1:].partition("}")[0] for name in properties(tree)}
    yield from (f"nothing describes {space}" for space in used - described)
    with document.open_metadata() as held:
        if (held.get("pdfaid:part"), held.get("pdfaid:conformance")) != ("3", "A"):
            yield "it does not say that it is PDF/A-3a"
        for key, name in {"/Title": "dc:title", "/Producer": "pdf:Producer"}.items():
            if str(document.docinfo.get(key)) != held.get(name):
                yield f"{key} is not {name}"
        if str(document.docinfo.get("/Creator")) != held.get("xmp:CreatorTool"):
            yield "/Creator is not xmp:CreatorTool"
        if [str(document.docinfo.get("/Author"))] != held.get("dc:creator"):
            yield "/Author is not dc:creator"


def properties(tree: Any) -> Iterator[str]:
    for each in tree.iter():
        if not each.tag.endswith("}xmpmeta"):
            yield each.tag
        yield from (
            name for name in each.attrib if not name.startswith(("{http://www.w3.org/XML", "xml:"))
        )


def structure(document: Any) -> Iterator[str]:
    for rule in (tagged.announced, tagged.language, tagged.nesting):
        yield from rule(document)


def attached(document: Any) -> Iterator[str]:
    held = {each.objgen for each in document.Root.get("/AF", [])}
    for each in (it for it in document.objects if dictionary(it, "/Filespec")):
        if not {"/F", "/UF", "/EF", "/AFRelationship", "/Desc"} <= set(each.keys()):
            yield "an attached file does not say its name and what it is for"
        if not str(each.EF.F.get("/Subtype", "")):
            yield "an attached file does not say of which kind it is"
        if each.objgen not in held:
            yield "an attached file belongs to nothing"


def dictionary(thing: Any, kind: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == kind


RULES: dict[str, Callable[[Any], Iterator[str]]] = {
    "6.1.7, 6.1.13": objects,
    "6.2.2, 6.2.4, 6.2.5, 6.2.8, 6.2.9, 6.2.10": drawing,
    "6.2.3": intent,
    "6.2.11": fonts,
    "6.1.12, 6.3, 6.4, 6.5, 6.9, 6.10, 6.11": absent,
    "6.6": metadata,
    "6.7": structure,
    "6.8": attached,
}
