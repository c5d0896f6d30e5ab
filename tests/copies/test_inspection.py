"""What an inspection finds in one file, and that pictures come out with nothing but pixels."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from PIL import Image, ImageFile, ImageFilter

from copies.inspection.found import MADE, page_path
from copies.inspection.images import LONGEST_SIDE
from copies.inspection.inspecting import inspect
from tests.copies.builders import (
    MARKER,
    asice,
    encoded,
    heic,
    jpeg,
    p7s,
    page_of_print,
    pdf,
    png,
    zipped,
)
from tests.copies.hostile_pictures import with_exif, with_text

A4 = (1240, 1754)


@pytest.fixture(autouse=True)
def a_cut_picture_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint, which other tests load into this process, has Pillow take cut pictures."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)


def inspected(content: bytes, folder: Path) -> dict[str, Any]:
    source = folder / "received"
    source.write_bytes(content)
    return inspect(source, folder)


def made(content: bytes, folder: Path) -> Image.Image:
    assert inspected(content, folder)["is_made_anew"]
    picture = Image.open(io.BytesIO((folder / MADE).read_bytes()))
    assert picture.format == "JPEG"
    return picture


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(jpeg()[:4000], "damaged", id="a JPEG cut short"),
        pytest.param(png()[:200], "damaged", id="a PNG cut short"),
        pytest.param(heic()[:400], "damaged", id="a HEIC cut short"),
        pytest.param(pdf()[:200], "damaged", id="a PDF cut short"),
        pytest.param(asice()[:200], "damaged", id="a container cut short"),
        pytest.param(p7s()[:20], "damaged", id="a signature cut short"),
        pytest.param(encoded(Image.new("1", (9000, 9000)), "PNG"), "too_many_pixels", id="81 MP"),
        pytest.param(encoded(Image.new("1", (8001, 5000)), "PNG"), "too_many_pixels", id="40 MP"),
        pytest.param(
            pdf(encryption=pikepdf.Encryption(user="x", owner="y")), "password", id="a password"
        ),
        pytest.param(pdf(61), "too_many_pages", id="61 pages"),
        pytest.param(pdf(0), "damaged", id="no page"),
        pytest.param(b"MZ", "wrong_kind", id="a program"),
        pytest.param(
            zipped(("mimetype", b"application/vnd.etsi.asic-e+zip")), "wrong_kind", id="unsigned"
        ),
    ],
)
def test_what_cannot_be_taken_is_refused_by_a_code(
    content: bytes, refusal: str, tmp_path: Path
) -> None:
    assert inspected(content, tmp_path) == {"refusal": refusal}


def test_exactly_forty_megapixels_and_sixty_pages_are_taken(tmp_path: Path) -> None:
    assert inspected(encoded(Image.new("1", (8000, 5000)), "PNG"), tmp_path)["is_made_anew"]
    assert inspected(pdf(60), tmp_path)["pages"] == 60
    assert page_path(tmp_path, 60).exists()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(with_exif(MARKER), id="EXIF, comment and profile"),
        pytest.param(jpeg() + MARKER, id="after a JPEG"),
        pytest.param(png() + MARKER, id="after a PNG"),
        pytest.param(with_text(), id="texts of a PNG"),
        pytest.param(heic(), id="EXIF of a HEIC"),
    ],
)
def test_nothing_but_pixels_survives(content: bytes, tmp_path: Path) -> None:
    picture = made(content, tmp_path)

    assert MARKER in content or b"<script>" in content or b"Packed" in content
    for file in (tmp_path / MADE, page_path(tmp_path, 1)):
        assert b"script" not in file.read_bytes()
    assert not picture.getexif()
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_upright(orientation: int, tmp_path: Path) -> None:
    upright = page_of_print((240, 160))
    upright.paste("red", (0, 0, 60, 40))
    stored = {
        1: upright,
        2: upright.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: upright.transpose(Image.Transpose.ROTATE_180),
        4: upright.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: upright.transpose(Image.Transpose.TRANSPOSE),
        6: upright.transpose(Image.Transpose.ROTATE_90),
        7: upright.transpose(Image.Transpose.TRANSVERSE),
        8: upright.transpose(Image.Transpose.ROTATE_270),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation

    picture = made(encoded(stored, "JPEG", exif=exif, quality=95), tmp_path)

    assert picture.size == (240, 160)
    pixel = picture.getpixel((20, 20))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 200
    assert max(pixel[1:]) < 100


@pytest.mark.parametrize(
    ("size", "kept"),
    [((4000, 3000), (LONGEST_SIDE, 2631)), ((3000, 4000), (2631, LONGEST_SIDE)), (A4, A4)],
)
def test_a_picture_is_made_no_larger_than_is_needed(
    size: tuple[int, int], kept: tuple[int, int], tmp_path: Path
) -> None:
    assert made(encoded(Image.new("RGB", size, "white"), "JPEG"), tmp_path).size == kept


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_every_sort_of_picture_comes_out_in_its_colours(mode: str, tmp_path: Path) -> None:
    grey: Any = {"I;16": 0x8000, "LA": (128, 255), "RGBA": (128, 128, 128, 255), "1": 1}
    whole = Image.new(mode, (60, 40), grey.get(mode, 128))

    pixel = made(encoded(whole, "PNG"), tmp_path).getpixel((30, 20))

    assert isinstance(pixel, tuple)
    expected = {"1": 255, "P": None}.get(mode, 128)
    assert expected is None or abs(pixel[0] - expected) < 3


def test_what_one_can_see_through_is_white(tmp_path: Path) -> None:
    hidden = Image.new("RGBA", (60, 40), (255, 0, 0, 0))

    assert made(encoded(hidden, "PNG"), tmp_path).getpixel((30, 20)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("change", "flags"),
    [
        pytest.param(lambda page: page, [], id="a page of print"),
        pytest.param(
            lambda page: page.filter(ImageFilter.GaussianBlur(20)), ["maybe_unreadable"], id="blur"
        ),
        pytest.param(lambda page: page.point(lambda it: it // 20), ["maybe_unreadable"], id="dark"),
        pytest.param(
            lambda page: Image.new("RGB", page.size, "white"), ["maybe_unreadable"], id="empty"
        ),
        pytest.param(lambda page: page.point(lambda it: 100 + it // 3), [], id="pale"),
        pytest.param(lambda page: page.rotate(7, fillcolor="white"), [], id="askew"),
    ],
)
def test_a_photograph_hard_to_read_is_flagged_and_taken(
    change: Callable[[Image.Image], Image.Image], flags: list[str], tmp_path: Path
) -> None:
    photograph = change(page_of_print((1500, 1000)).resize((3000, 2000)))

    assert inspected(encoded(photograph, "JPEG"), tmp_path)["flags"] == flags


def opening(action: str, **more: str) -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        entries = {"/S": pikepdf.Name(f"/{action}")} | {f"/{key}": more[key] for key in more}
        document.Root.OpenAction = pikepdf.Dictionary(entries)

    return change


def attached(document: pikepdf.Pdf) -> None:
    document.attachments["a.exe"] = b"MZ"


def signed(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(
        Fields=[pikepdf.Dictionary(FT=pikepdf.Name.Sig, V=pikepdf.Dictionary(ByteRange=[0, 1]))]
    )


@pytest.mark.parametrize(
    ("change", "flags"),
    [
        pytest.param(bool, [], id="only pages"),
        pytest.param(opening("JavaScript", JS="app.alert(1)"), ["javascript"], id="a script"),
        pytest.param(opening("Launch", F="cmd.exe"), ["launch"], id="a program to be started"),
        pytest.param(opening("SubmitForm", F="http://127.0.0.1"), ["launch"], id="a form sent"),
        pytest.param(opening("URI", URI="https://example.org"), [], id="a link"),
        pytest.param(attached, ["attachments"], id="a file inside"),
        pytest.param(signed, ["signature_unverified"], id="a signature"),
    ],
)
def test_what_is_more_than_a_page_is_flagged_and_kept(
    change: Callable[[pikepdf.Pdf], None], flags: list[str], tmp_path: Path
) -> None:
    assert inspected(pdf(2, change), tmp_path) == {
        "kind": "pdf",
        "flags": flags,
        "pages": 2,
        "is_made_anew": False,
    }


def test_a_page_is_drawn_as_it_looks(tmp_path: Path) -> None:
    inspected(pdf(), tmp_path)

    with Image.open(page_path(tmp_path, 1)) as page:
        assert page.size == (1240, 1736)
        assert page.convert("L").getpixel((400, 1590)) == 0  # what the builder draws
        assert page.convert("L").getpixel((400, 200)) == 255


def test_the_process_says_in_json_what_it_found(tmp_path: Path) -> None:
    source = tmp_path / "received"
    source.write_bytes(jpeg())

    said = subprocess.run(
        [sys.executable, "-m", "copies.inspection", str(source), str(tmp_path)],
        cwd=settings.BASE_DIR,
        env={},
        capture_output=True,
        check=True,
    )

    assert json.loads(said.stdout) == {
        "kind": "jpeg",
        "flags": [],
        "pages": 1,
        "is_made_anew": True,
    }
    assert (tmp_path / MADE).stat().st_mode & 0o777 == 0o600


def test_an_inspection_loads_neither_django_nor_our_settings() -> None:
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from copies.inspection import images, pdfs; print(*sys.modules)",
        ],
        cwd=settings.BASE_DIR,
        env={},
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()

    assert not {"django", "celery", "housing_portal", "copies.models"} & set(loaded)


@pytest.mark.parametrize(
    "use",
    [
        pytest.param("bytearray(2 * 1024**3)", id="two gigabytes of memory"),
        pytest.param("open('x', 'wb').write(bytes(300 * 1024**2))", id="a file of 300 MB"),
    ],
)
def test_what_uses_too_much_ends(use: str, tmp_path: Path) -> None:
    script = f"from copies.inspection.limits import *; keep_within_limits(); import os; {use}"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, sys.argv[1]); {script}"]

    ended = subprocess.run(
        [*command, str(settings.BASE_DIR)], cwd=tmp_path, env={}, capture_output=True, check=False
    )

    assert ended.returncode != 0
