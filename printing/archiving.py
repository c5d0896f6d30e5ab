"""What a PDF for archives (ISO 19005-3, “PDF/A-3a”) needs that the renderer leaves out or doubles.

The renderer lists every attachment twice (WeasyPrint 70.0, its issue 2917), dates it by the clock,
marks headers and footers as if they were text, and writes one identification only: a document
tagged for screen readers says so here besides, with the description of that schema that PDF/A asks
for.
"""

from datetime import datetime
from typing import Any

from weasyprint import Attachment

from printing.jobs import Attached
from printing.tagging import pass_over_margins

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
