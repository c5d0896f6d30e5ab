"""The PDF: the same each time, with its fonts, its title and its people, and nothing fetched."""

import hashlib
import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from leases import printing
from printing import renderer, rendering
from printing.renderer import TAGGED, TAGGED_AS_FIRST, Job
from tests.leases.samples import LONG, lease_data

TEMPLATE = "resolution-814/1"
SHEETS = ("base", "lease")
SHEET = printing.TEMPLATES / TEMPLATE / "base.css"
ROOT = Path(__file__).resolve().parents[2]
AGAIN = """
import hashlib, sys
import django; django.setup()
from leases.printing import lease_pdf
from tests.leases.samples import lease_data
print(hashlib.sha256(lease_pdf(sys.argv[1], lease_data())).hexdigest())
"""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return printing.lease_pdf(TEMPLATE, lease_data())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every address the renderer, in this process, asks our fetcher for, nothing yet parsed."""
    kinds: tuple[Any, ...] = (rendering.fonts, rendering.style)
    for kind in kinds:
        kind.cache_clear()
    seen: list[str] = []
    given = type(rendering.fetcher()).fetch

    def fetch(self: Any, url: str, headers: Any = None) -> Any:
        seen.append(url)
        return given(self, url, headers)

    monkeypatch.setattr(type(rendering.fetcher()), "fetch", fetch)
    yield seen
    for kind in kinds:
        kind.cache_clear()


def job(data: dict[str, Any]) -> Job:
    """What a printer is given for a lease, to be printed in this process."""
    base, sheet = ((printing.TEMPLATES / TEMPLATE / f"{it}.css").read_text() for it in SHEETS)
    return Job(printing.lease_html(TEMPLATE, data), base, sheet, TAGGED)


def text_of(pdf: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def test_the_same_data_give_the_same_bytes(pdf: bytes) -> None:
    assert printing.lease_pdf(TEMPLATE, lease_data()) == pdf


def test_another_process_gives_the_same_bytes(pdf: bytes) -> None:
    done = subprocess.run(
        [sys.executable, "-c", AGAIN, TEMPLATE], cwd=ROOT, capture_output=True, check=True
    )

    assert done.stdout.decode().strip() == hashlib.sha256(pdf).hexdigest()
    assert done.stderr == b""


def test_threads_at_once_give_the_same_bytes(pdf: bytes) -> None:
    with ThreadPoolExecutor(4) as threads:
        made = threads.map(lambda _: printing.lease_pdf(TEMPLATE, lease_data()), range(8))

        assert set(made) == {pdf}


def test_other_data_give_other_bytes(pdf: bytes) -> None:
    assert printing.lease_pdf(TEMPLATE, lease_data(4)) != pdf


def test_title_language_tags_and_pages(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "uk"
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.docinfo["/Title"]) == "Договір найму житла № 4829-3057-1630/1"
        assert len(document.pages) == 6


def test_every_font_is_ours_and_embedded(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = [
            font.DescendantFonts[0]
            for page in document.pages
            for font in page.Resources.Font.values()
        ]

        assert {str(font.BaseFont).partition("+")[2] for font in fonts} == {
            "Lease-Sans",
            "Lease-Sans-Bold",
        }
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_nothing_in_it_runs_opens_or_hangs_on(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "/OpenAction" not in document.Root
        assert "/AA" not in document.Root
        assert "/EmbeddedFiles" not in document.Root.get("/Names", {})
        assert not any("/Annots" in page for page in document.pages)


def test_everybody_is_named_with_figures_words_and_page_numbers() -> None:
    text = text_of(printing.lease_pdf(TEMPLATE, lease_data(11, LONG))).replace("\u00a0", " ")
    words = " ".join(text.split())

    letters = "".join(text.split()).replace("-", "")  # pdftotext drops hyphens at line ends
    assert letters.count(LONG.replace("-", "")) >= 11 * 2  # in the clause and in the annex
    assert "7 193,00 грн (сім тисяч сто дев’яносто три гривні 00 копійок)" in words
    assert "дорівнює 7 193,16 грн" in words
    assert "Сторінка 1 з" in words
    assert "Договір № 4829-3057-1630/1" in words


@pytest.mark.parametrize("residents", [1, 2, 4, 7, 11, 30])
def test_signatures_never_stand_alone_on_a_page(residents: int) -> None:
    pages = text_of(printing.lease_pdf(TEMPLATE, lease_data(residents, LONG))).split("\f")

    [signed] = [page for page in pages if "Договір складено українською мовою" in page]
    assert "підпис ___" in signed
    assert "15. Прикінцеві положення" in signed


@pytest.mark.parametrize(
    ("is_short", "said"),
    [
        pytest.param(True, "Сам собою Договір не поновлюється.", id="under a year"),
        pytest.param(False, "у порядку, встановленому законом.", id="a year or more"),
    ],
)
def test_renewal_of_a_year_or_more_is_left_to_the_law(is_short: bool, said: str) -> None:
    data = lease_data()
    data["term"]["is_short"] = is_short
    html = printing.lease_html(TEMPLATE, data)

    assert said in html
    assert ("не поновлюється" in html) == is_short


def test_the_housing_code_is_not_cited() -> None:
    assert "Житлового кодексу" not in printing.lease_html(TEMPLATE, lease_data())


def test_nothing_is_asked_for_but_our_two_fonts(asked: list[str]) -> None:
    rendering.render(job(lease_data(surname='<img src="file:///etc/hostname">')))

    assert sorted(asked) == ["lease-font:bold", "lease-font:regular"]


@pytest.mark.parametrize(
    "wish",
    [
        '<img src="file:///etc/hostname">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        "<style>@import url(file:///etc/hostname)</style>",
        '<p style="background: url(data:image/png;base64,AAAA)">x</p>',
        '<link rel="attachment" href="file:///etc/hostname">',
    ],
)
def test_a_template_that_asks_for_more_is_not_printed(wish: str) -> None:
    with pytest.raises(printing.FetchRefused):
        renderer.pdf(f"<html><body>{wish}</body></html>", base=SHEET, sheet=SHEET)


def test_control_the_usual_fetcher_does_read_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("kept from everybody")
    html = f'<link rel="attachment" href="{secret.as_uri()}">x'

    pdf = HTML(string=html, url_fetcher=URLFetcher()).write_pdf(uncompressed_pdf=True)

    assert b"kept from everybody" in pdf


def test_the_fetcher_gives_fonts_and_nothing_near_them() -> None:
    fetcher = rendering.fetcher()

    assert fetcher("lease-font:bold").read(4) == b"\0\1\0\0"
    for near in ("lease-font:../settings.py", "lease-font:", "LEASE-FONT:bold", "data:,x"):
        with pytest.raises(FatalURLFetchingError):
            fetcher(near)


def test_our_base_sheet_prints_what_the_renderers_own_would(pdf: bytes) -> None:
    html = printing.lease_html(TEMPLATE, lease_data())
    theirs = HTML(string=html, url_fetcher=rendering.fetcher()).write_pdf(
        stylesheets=[rendering.style(job(lease_data()).sheet)],
        font_config=rendering.fonts(),
        pdf_variant=TAGGED_AS_FIRST,
    )

    with pikepdf.open(io.BytesIO(pdf)) as ours, pikepdf.open(io.BytesIO(theirs)) as other:
        assert len(ours.pages) == len(other.pages)
        for page, twin in zip(ours.pages, other.pages, strict=True):
            assert page.Contents.read_bytes() == twin.Contents.read_bytes()


def test_the_renderer_is_not_imported_before_it_prints() -> None:
    code = (
        "import sys, django; django.setup(); import leases.services, leases.admin;"
        "sys.exit('weasyprint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)

    assert done.returncode == 0


def test_the_template_is_pinned_by_all_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / TEMPLATE
    shutil.copytree(printing.TEMPLATES / TEMPLATE, folder)
    before = printing.template_sha256(TEMPLATE)
    monkeypatch.setattr(printing, "TEMPLATES", tmp_path)
    assert printing.template_sha256(TEMPLATE) == before

    (folder / "_term.html").write_text("інше")

    assert printing.template_sha256(TEMPLATE) != before


@pytest.mark.django_db
def test_no_lease_is_worded_for_an_unknown_programme() -> None:
    with pytest.raises(printing.NoTemplate):
        printing.current_template("resolution-796")
