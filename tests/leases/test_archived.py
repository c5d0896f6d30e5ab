"""The PDF of a lease as it is kept: its structure, its data inside it, and the same bytes again."""

import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import jsonschema
import pikepdf
import pypdfium2
import pytest
import segno
from django.db import DatabaseError, transaction

from leases import printing
from leases.models import Lease, LeaseCode
from leases.snapshot import opened
from printing import renderer
from printing.printers import Limits, Printers
from printing.renderer import Job
from tests.leases.builders import issued
from tests.leases.samples import LONG, lease_data

TEMPLATE = "resolution-814/2"
TITLE = "Договір найму житла № 4829-3057-1630/1"
ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(at_once=1, seconds=20, memory=512 * 1024 * 1024, documents=100)
ELSEWHERE = """
import json, sys
sys.path.insert(0, {root!r})
from printing.rendering import render
from printing.jobs import Attached, Job
given = json.load(sys.stdin)
attached = [Attached(**each) for each in given.pop("attached")]
sys.stdout.buffer.write(render(Job(**given, attached=attached)))
"""


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> dict[str, Any]:
    """One lease of three residents: its job, its code, its PDF."""
    jobs: list[Job] = []
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        given = renderer.printers().pdf

        def noted(message: bytes) -> bytes:
            jobs.append(Job(**json.loads(message)))
            return given(message)

        patch.setattr(renderer.printers(), "pdf", noted)
        pdf = printing.lease_pdf(TEMPLATE, lease_data())
        return {"pdf": pdf, "job": jobs[0], "code": printing.code_of(TEMPLATE, lease_data())}


@pytest.fixture(scope="module")
def pdf(made: dict[str, Any]) -> bytes:
    printed: bytes = made["pdf"]
    return printed


@pytest.fixture
def document(pdf: bytes) -> Iterator[Any]:
    with pikepdf.open(io.BytesIO(pdf)) as opened_pdf:
        yield opened_pdf


def tool(name: str, pdf: bytes, tmp_path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    file = tmp_path / "lease.pdf"
    file.write_bytes(pdf)
    return subprocess.run(
        [name, *options, file], capture_output=True, text=True, check=False, timeout=60
    )


# The same bytes ----------------------------------------------------------------------------------


def test_two_printers_and_one_started_again_give_the_same_bytes(made: dict[str, Any]) -> None:
    message = json.dumps(asdict(made["job"]), ensure_ascii=False).encode()
    hashes = set()
    for printers in (Printers(LIMITS), Printers(LIMITS)):
        hashes.add(hashlib.sha256(printers.pdf(message)).hexdigest())
        printers.close()

    assert hashes == {hashlib.sha256(made["pdf"]).hexdigest()}


def test_another_clock_language_and_seed_give_the_same_bytes(made: dict[str, Any]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE.format(root=str(ROOT))],
        input=json.dumps(asdict(made["job"])).encode(),
        env={"TZ": "Pacific/Kiritimati", "LANG": "uk_UA.UTF-8", "PYTHONHASHSEED": "7"},
        capture_output=True, check=True,
    )  # fmt: skip

    assert hashlib.sha256(done.stdout).hexdigest() == hashlib.sha256(made["pdf"]).hexdigest()


def test_no_moment_stands_in_the_bytes(pdf: bytes, document: Any) -> None:
    assert not {"/CreationDate", "/ModDate"} & set(document.docinfo.keys())
    assert not re.search(rb"D:20\d\d|xmp:(Create|Modify|Metadata)Date", pdf)


# Its structure -----------------------------------------------------------------------------------


def test_language_title_and_tags(document: Any) -> None:
    assert str(document.Root.Lang) == "uk"
    assert str(document.docinfo["/Title"]) == TITLE
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(document.Root.MarkInfo.Marked)
    assert {"/Document", "/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD", "/Figure"} <= {
        str(each.S) for each in elements(document)
    }


def elements(document: Any) -> Iterator[Any]:
    """Yield the elements of the structure in the order in which they are read."""
    waiting: list[Any] = [document.Root.StructTreeRoot.K]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, pikepdf.Array):
            waiting[:0] = list(each)
        elif isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            waiting[:0] = [each.K] if "/K" in each else []


def test_every_cell_of_a_table_with_heads_names_its_heads(document: Any) -> None:
    heads = {str(each.ID) for each in elements(document) if each.S == "/TH"}
    cells = [each for each in elements(document) if each.S == "/TD" and "/A" in each]

    named = [str(head) for cell in cells for head in cell.A.Headers]
    assert len(named) > 40
    assert set(named) <= heads


def test_header_and_footer_are_passed_over_by_who_reads_aloud(
    pdf: bytes, document: Any, tmp_path: Path
) -> None:
    drawn = pikepdf.parse_content_stream(document.pages[0], "BDC")
    margins = [each.operands for each in drawn if str(each.operands[0]) == "/Artifact"]
    assert len(margins) == 3  # the number, the code, the page
    assert all(str(mark[1].Type) == "/Pagination" for mark in margins)
    assert "Сторінка" not in tool("pdfinfo", pdf, tmp_path, "-struct-text").stdout


def test_the_qr_code_has_a_text_for_those_who_do_not_see_it(document: Any) -> None:
    [figure] = [each for each in elements(document) if each.S == "/Figure"]

    assert str(figure.Alt) == "QR: https://portal.example.org/lease/4829-3057-1630/1/"


def test_bookmarks_name_the_contract_its_parts_and_its_annexes(document: Any) -> None:
    with document.open_outline() as outline:
        [contract] = outline.root
        titles = [str(each.title) for each in contract.children]

    assert str(contract.title).replace("\u00a0", " ") == TITLE
    assert titles[0] == "1. Сторони"
    assert len(titles) >= 15 + 4


def test_it_says_which_archive_format_it_is_in_and_that_it_is_tagged(
    document: Any,
) -> None:
    assert "/Filter" not in document.Root.Metadata
    with document.open_metadata() as metadata:
        assert metadata.pdfa_status == "3A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == str(document.docinfo["/Title"])
        assert metadata["dc:creator"] == [str(document.docinfo["/Author"])]
        assert metadata["pdf:Producer"] == str(document.docinfo["/Producer"])
        assert metadata["xmp:CreatorTool"] == str(document.docinfo["/Creator"])
    [intent] = document.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFA1"
    assert int(intent.DestOutputProfile.N) == 3
    assert "/Encrypt" not in document.trailer
    assert len(document.trailer.ID) == 2


def test_nothing_in_it_runs_opens_or_leads_away(document: Any) -> None:
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(document.Root.keys())
    assert "/JavaScript" not in document.Root.Names
    assert not any({"/Annots", "/AA"} & set(page.keys()) for page in document.pages)


def test_the_page_has_no_picture_of_points(document: Any) -> None:
    drawn = [
        str(thing.Subtype)
        for page in document.pages
        for thing in page.Resources.get("/XObject", {}).values()
    ]

    assert "/Image" not in drawn


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param(("qpdf", "--check"), r"No syntax or stream encoding errors", id="qpdf"),
        pytest.param(("pdfinfo",), r"Tagged: +yes", id="pdfinfo: tagged"),
        pytest.param(("pdfinfo",), r"JavaScript: +no", id="pdfinfo: no script"),
        pytest.param(("pdfinfo", "-struct"), r"H1 \(block\)", id="pdfinfo: structure"),
    ],
)
def test_tools_of_others_find_it_sound(
    pdf: bytes, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    name, *rest = options
    done = tool(name, pdf, tmp_path, *rest)

    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(said, done.stdout)


def test_both_fonts_are_ours_embedded_and_can_be_read_as_text(pdf: bytes, tmp_path: Path) -> None:
    fonts = tool("pdffonts", pdf, tmp_path).stdout.splitlines()[2:]

    assert {line.split()[0].partition("+")[2] for line in fonts} == {
        "Lease-Sans",
        "Lease-Sans-Bold",
    }
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)


# Its data ----------------------------------------------------------------------------------------


def test_data_and_schema_are_attached_once_each(document: Any) -> None:
    attached = {str(each.UF): each for each in document.Root.AF}

    assert len(document.Root.AF) == 2
    assert {name: str(each.AFRelationship) for name, each in attached.items()} == {
        "lease.json": "/Data",
        "lease.schema.json": "/Supplement",
    }
    for name, each in attached.items():
        assert str(each.F) == name
        assert str(each.EF.F.Subtype) == "/application/json"
    assert set(document.attachments) == set(attached)


def test_the_data_are_those_of_the_lease_and_fit_their_schema(document: Any) -> None:
    data, schema = (
        json.loads(document.attachments[name].get_file().read_bytes())
        for name in ("lease.json", "lease.schema.json")
    )

    assert data["lease"] == lease_data()
    assert data["template"] == TEMPLATE
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema, jsonschema.Draft202012Validator)


def test_the_code_on_every_page_is_the_hash_of_the_data(
    made: dict[str, Any], document: Any, tmp_path: Path
) -> None:
    attached = document.attachments["lease.json"].get_file().read_bytes()
    pages = text_of(made["pdf"], tmp_path)

    assert hashlib.sha256(attached).hexdigest() == made["code"]
    for place, page in enumerate(pages, start=1):
        said = " ".join(page.split())
        assert "Договір № 4829-3057-1630/1" in said
        assert made["code"] in said.replace(" ", "")
        assert f"Сторінка {place} з {len(pages)}" in said


def text_of(pdf: bytes, tmp_path: Path) -> list[str]:
    """Return the text of each page."""
    whole = tool("pdftotext", pdf, tmp_path, "-layout")
    return (tmp_path / "lease.txt").read_text().split("\f")[:-1] if not whole.returncode else []


def test_the_qr_code_that_is_printed_is_of_the_address(pdf: bytes, document: Any) -> None:
    """Sample the middle of every module of the drawn page."""
    [figure] = [each for each in elements(document) if each.S == "/Figure"]
    matrix = segno.make(str(figure.Alt).removeprefix("QR: "), micro=False, error="m").matrix
    left, top, right, _ = (float(each) for each in figure.A.BBox)  # in CSS pixels
    scale, modules = 6, len(matrix) + 2 * 4
    with pypdfium2.PdfDocument(pdf) as drawn:
        page = drawn[0].render(scale=scale, grayscale=True).to_pil()
    step = (right - left) * 0.75 * scale / modules
    x, y = (edge * 0.75 * scale for edge in (left, top))

    seen = [
        [page.getpixel((int(x + (column + 4.5) * step), int(y + (row + 4.5) * step))) < 128
         for column in range(len(matrix))]
        for row in range(len(matrix))
    ]  # fmt: skip
    assert seen == [[bool(module) for module in line] for line in matrix]


# What is kept of it ------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("tariff_of_2026")
def test_an_issued_lease_keeps_its_code_and_its_data_fit_the_schema(staff: Any) -> None:
    lease: Lease = issued(staff("lease_clerk"))
    found = printing.proof_of(lease.template, opened(lease.data))

    assert found is not None
    assert LeaseCode.objects.get(lease=lease).sha256 == found.code
    jsonschema.validate(
        json.loads(found.text), json.loads(found.schema), jsonschema.Draft202012Validator
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("tariff_of_2026")
def test_the_database_keeps_the_code_of_a_lease(staff: Any) -> None:
    code = issued(staff("lease_clerk")).code

    for act in (code.delete, lambda: LeaseCode.objects.update(sha256="0" * 64)):
        with pytest.raises(DatabaseError, match="is only added to"), transaction.atomic():
            act()

    assert LeaseCode.objects.get() == code


@pytest.mark.django_db
@pytest.mark.parametrize("residents", [1, 11, 30])
def test_signatures_never_stand_alone_on_a_page(residents: int, tmp_path: Path) -> None:
    pages = text_of(printing.lease_pdf(TEMPLATE, lease_data(residents, LONG)), tmp_path)

    signed = [page for page in pages if "підпис ___" in page]
    assert len(signed) == 3  # contract, acceptance, return
    for page in signed:
        before = page.partition("Наймодавець  ")[0]
        assert len(before.split()) > 30
