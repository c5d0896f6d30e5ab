"""A letter on paper: its address in the window, its text whole, nobody else's on its back."""

import io
import shutil
import subprocess

import pikepdf
import pytest

from outbox.models import Letter
from outbox.printed import envelopes_pdf, joined, letters_pdf
from tests.outbox.builders import ADDRESS, NOON
from tests.printing import tagged

BROKEN = (
    "За Вашою заявою запропоновано відмовити. Рішення ще не ухвалено. До його ухвалення\n"
    "Ви маєте право бути заслуханими.\n\n– перша підстава\n  (норма)\n\nАдміністрація\nтел."
)


def letter(pk: int = 1, body: str = BROKEN) -> Letter:
    return Letter(pk=pk, to=ADDRESS, subject="Рішення", body=body, created_at=NOON)


def text_of(pdf: bytes, *, box: tuple[int, int, int, int] | None = None) -> str:
    """Return what is printed, or what is in a box of the first page: x, y, width, height in mm."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    where = [f"-{name}" for name in "xyWH"]
    sizes = [str(round(each / 25.4 * 72)) for each in box or ()]
    cut = [each for pair in zip(where, sizes, strict=False) for each in pair]
    last = ["-l", "1"] if box else []
    command = ["pdftotext", "-r", "72", *cut, *last, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize(
    ("is_left", "x"), [pytest.param(False, 105, id="right"), pytest.param(True, 20, id="left")]
)
def test_the_window_shows_the_address_and_nothing_else_of_the_letter(
    is_left: bool, x: int, settings: pytest.FixtureRequest
) -> None:
    settings.ENVELOPE_WINDOW_LEFT = is_left  # type: ignore[attr-defined]
    pdf = letters_pdf([letter()])

    shown = text_of(pdf, box=(x, 45, 85, 45)).split("\n")

    assert [line for line in shown if line in ADDRESS.split("\n") and line] == ADDRESS.split("\n")
    assert not {"Рішення", "05.01.2026"} & set(shown)


def test_each_letter_begins_on_a_sheet_of_its_own() -> None:
    pdf = letters_pdf([letter(1), letter(2, BROKEN * 14), letter(3)])

    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = [page.get("/Contents") is not None for page in document.pages]
    texts = text_of(pdf).split("\f")
    firsts = [number for number, text in enumerate(texts) if "09100" in text]
    assert len(firsts) == 3
    assert all(first % 2 == 0 for first in firsts)
    assert len(pages) % 2 == 1  # nothing is printed after the last


def test_lines_that_an_email_breaks_are_joined_and_others_are_kept() -> None:
    assert joined(BROKEN.split("\n\n", maxsplit=1)[0].splitlines()) == [
        BROKEN.split("\n\n", maxsplit=1)[0].replace("\n", " ")
    ]
    assert joined(["Адміністрація", "тел."]) == ["Адміністрація", "тел."]
    assert joined(["– " + "п" * 70, "  (норма)"]) == ["– " + "п" * 70, "(норма)"]


@pytest.mark.parametrize(
    ("size", "width", "height"), [pytest.param("dl", 220, 110), pytest.param("c5", 229, 162)]
)
def test_envelopes_have_the_size_of_theirs_and_one_page_each(
    size: str, width: int, height: int
) -> None:
    pdf = envelopes_pdf([letter(1), letter(2)], size)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 2
        box = [round(float(each) / 72 * 25.4) for each in document.pages[0].mediabox]
    assert box == [0, 0, width, height]
    assert "вул. Лісова, 2, кв. 7" in text_of(pdf)
    assert tagged.faults(pdf) == []


def test_what_somebody_typed_is_printed_and_fetches_nothing() -> None:
    hostile = '<img src="file:///etc/hostname">'
    pdf = letters_pdf([Letter(pk=1, to=hostile, subject=hostile, body=hostile, created_at=NOON)])

    assert hostile in text_of(pdf).replace("\n", " ")
