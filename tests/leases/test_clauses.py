"""What the lease claims of ISO 19005-3 and ISO 14289-1 is looked for; what is broken is found."""

import io
from collections.abc import Callable, Iterable
from typing import Any

import pikepdf
import pytest
from django.db import transaction
from pikepdf import Dictionary, Name

from leases import printing
from tests.leases.samples import LONG, lease_data
from tests.printing import archived, tagged

TEMPLATE = "resolution-814/2"


def printed(*given: Any) -> bytes:
    return printing.lease_pdf(TEMPLATE, lease_data(*given))


@pytest.fixture(scope="module")
def pdf(django_db_setup: None, django_db_blocker: Any) -> bytes:
    with django_db_blocker.unblock(), transaction.atomic():
        return printed()


def test_nothing_that_is_looked_for_is_wrong_with_a_lease(pdf: bytes) -> None:
    assert archived.faults(pdf) + tagged.faults(pdf) == []


@pytest.mark.django_db
def test_nor_with_the_longest(tmp_path: object) -> None:
    pdf = printed(30, LONG)

    assert archived.faults(pdf) + tagged.faults(pdf) == []


# Controls: each breaks one thing ------------------------------------------------------------------


def no_language(pdf: Any) -> None:
    del pdf.Root.Lang


def not_marked(pdf: Any) -> None:
    pdf.Root.MarkInfo.Marked = False


def no_window_title(pdf: Any) -> None:
    del pdf.Root.ViewerPreferences


def painted_unmarked(pdf: Any) -> None:
    pdf.pages[0].contents_add(b"0 0 10 10 re f")


def out_of_the_tree(pdf: Any) -> None:
    pdf.Root.StructTreeRoot.K[0].K.pop()


def in_no_row(pdf: Any) -> None:
    first(pdf, "TR").S = Name.Div


def no_alternative(pdf: Any) -> None:
    del first(pdf, "Figure").Alt


def a_level_left_out(pdf: Any) -> None:
    first(pdf, "H2").S = Name.H3


def no_heads(pdf: Any) -> None:
    for each in tagged.elements(pdf):
        if "/A" in each and "/Headers" in each.A:
            del each.A.Headers


def a_link(pdf: Any) -> None:
    pdf.pages[0].Annots = pikepdf.Array([Dictionary(Type=Name.Annot, Subtype=Name.Link)])


def no_letters(pdf: Any) -> None:
    del next(tagged.all_fonts(pdf)).ToUnicode


def nameless(pdf: Any) -> None:
    del pdf.Root.AF[0].UF


def of_no_part(pdf: Any) -> None:
    written = pdf.Root.Metadata.read_bytes().replace(b"pdfuaid:part>1", b"pdfuaid:part>7")
    pdf.Root.Metadata.write(written)


def of_another_level(pdf: Any) -> None:
    written = pdf.Root.Metadata.read_bytes().replace(b'conformance="A"', b'conformance="B"')
    pdf.Root.Metadata.write(written)


def undescribed(pdf: Any) -> None:
    described = b"<pdfaSchema:namespaceURI>"
    written = pdf.Root.Metadata.read_bytes().replace(described, described + b"x")
    pdf.Root.Metadata.write(written)


def another_title(pdf: Any) -> None:
    pdf.docinfo["/Title"] = "Інша назва"


def in_other_colours(pdf: Any) -> None:
    pdf.pages[0].contents_add(b"/Artifact BMC 0 0 0 1 k 0 0 9 9 re f EMC")


def without_colours(pdf: Any) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.N = 4


def as_wide_as_it_likes(pdf: Any) -> None:
    [inner] = next(tagged.all_fonts(pdf)).DescendantFonts
    del inner.W
    inner.W = pikepdf.Array([])


def no_glyph(pdf: Any) -> None:
    [font] = list(pdf.pages[0].Resources.Font.keys())[:1]
    shown = f"/Artifact BMC BT {font} 9 Tf <0000> Tj ET EMC"
    pdf.pages[0].contents_add(shown.encode())


def a_script(pdf: Any) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="1")


def for_nothing(pdf: Any) -> None:
    del pdf.Root.AF[0].AFRelationship


def of_elsewhere(pdf: Any) -> None:
    pdf.Root.Metadata.F = "elsewhere.xml"


def first(pdf: Any, kind: str) -> Any:
    return next(each for each in tagged.elements(pdf) if tagged.kind(each) == kind)


Break = Callable[[Any], None]
OF_TAGS: dict[Break, str] = {
    no_language: "7.2: its language is not said",
    not_marked: "7.1: it is not marked as tagged",
    no_window_title: "7.1: its window does not show the title",
    painted_unmarked: "f paints what is neither read nor passed over",
    out_of_the_tree: "its marks are not those of the structure",
    in_no_row: "TH is held by /Div",
    no_alternative: "7.3: ",
    a_level_left_out: "7.4: H3 follows H1",
    no_heads: "7.5: it is not said what a head of a table is the head of",
    a_link: "a page has annotations",
    no_letters: "7.21: ",
    nameless: "7.11: ",
    of_no_part: "part 1 is not named",
}
OF_ARCHIVES: dict[Break, str] = {
    no_language: "6.7: its language is not said",
    of_another_level: "it does not say that it is PDF/A-3a",
    undescribed: "nothing describes ",
    another_title: "/Title is not dc:title",
    in_other_colours: "k at depth ",
    without_colours: "6.2.3: its profile is not of RGB",
    as_wide_as_it_likes: "is as wide as",
    no_glyph: "glyph 0 is not in",
    a_script: "it has OpenAction",
    for_nothing: "6.8: ",
    of_elsewhere: "a stream lies in another file",
}


def broken(pdf: bytes, ways: Iterable[Break]) -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for way in ways:
            way(document)
        document.save(written, fix_metadata_version=False)
    return written.getvalue()


@pytest.mark.parametrize(
    ("ways", "faults"),
    [
        pytest.param(OF_TAGS, tagged.faults, id="tags"),
        pytest.param(OF_ARCHIVES, archived.faults, id="an archive's file"),
    ],
)
def test_control_what_is_broken_is_found_and_nothing_else_is(
    ways: dict[Break, str], faults: Callable[[bytes], list[str]], pdf: bytes
) -> None:
    found = faults(broken(pdf, ways))

    assert [way.__name__ for way, said in ways.items() if said not in " ".join(found)] == []
    assert faults(broken(pdf, [])) == []  # written anew as well, with nothing broken


def test_control_a_file_with_more_after_its_end_is_found(pdf: bytes) -> None:
    assert archived.faults(pdf + b"more") == ["6.1: something follows its end"]
