"""What a PDF for archives (ISO 19005-3, “PDF/A-3a”) needs that the renderer leaves out or doubles.

The renderer lists every attachment twice (WeasyPrint 70.0, its issue 2917), dates it by the clock,
marks headers and footers as if they were text, and writes one identification only: a document
tagged for screen readers says so here besides, with the description of that schema that PDF/A asks
for.
"""

from datetime import datetime
from typing import Any

import pydyf
from weasyprint import Attachment

from printing.jobs import Attached

NEVER = datetime(2000, 1, 1)  # noqa: DTZ001  # taken out again: no clock is in the bytes
PDFUA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
END = b"</rdf:RDF>"


def attachment(each: Attached, fetcher: Any) -> Attachment:
    """Return a text to attach, as the renderer takes it."""
    return Attachment(
        string=each.text,
        name=each.name,
        description=each.description,
        relationship=each.relationship,
        created=NEVER,
        modified=NEVER,
        url_fetcher=fetcher,
    )


def finished(_document: Any, pdf: Any) -> None:
    """Put right what the renderer made of a PDF/A-3, before it is written."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))
    for thing in pdf.objects:
        extra = getattr(thing, "extra", {})
        if extra.get("Type") == "/EmbeddedFile":
            del extra["Params"]["CreationDate"], extra["Params"]["ModDate"]
        elif extra.get("Type") == "/Metadata":
            thing.compress = False
            thing.stream = [part.replace(END, PDFUA + END) for part in thing.stream]
    pass_over_margins(pdf)


def pass_over_margins(pdf: Any) -> None:
    """Mark header and footer as artifacts, which a screen reader does not read on every page.

    The renderer marks them like text, and leaves them out of the tree of the structure.
    """
    root = of(pdf, pdf.catalog["StructTreeRoot"])
    read = below(pdf, root)
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


def below(pdf: Any, top: Any) -> set[int]:
    """Return the numbers of the elements of the structure."""
    found: set[int] = set()
    waiting = list(top["K"])
    while waiting:
        kid = waiting.pop()
        if not isinstance(kid, int):
            found.add(number(kid))
            waiting += of(pdf, kid).get("K", [])
    return found


def of(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[number(reference)]


def number(reference: bytes) -> int:
    """Return the number of an object from a reference to it, such as "12 0 R"."""
    return int(reference.split()[0])
