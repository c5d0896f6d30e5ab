"""The text that came with the release: whole, in both languages, and printed the same for ever."""

import hashlib
import re
import shutil
import subprocess
from typing import Any

import pytest

from leases import printing
from tests.leases.samples import LONG, lease_data
from wording import services
from wording.checks import compared, missing, questions, read
from wording.models import Wording
from wording.rendering import lease_html
from wording.sample import LONG_ADDRESS

pytestmark = pytest.mark.django_db
TEMPLATE = "resolution-814/2"
# Leases pin these; whoever changes one of them has broken every lease that did.
PINNED = "79cecf49245b4cb97756f423b42f6dfc1966a6a3ae1c823d44957906a6479368"
SAID = "15f2049bd2c76d92c31734da9439663edbd096ff08271fd66ada250b5ea01331"
PRINTED_BY_THE_FIRST_RELEASE = "bad26ac32f965605a83989603d776aff5002f9c9530933c382ab55ae0fa9b9f4"


@pytest.fixture
def shipped() -> Wording:
    return services.current("resolution-814")


def test_it_is_whole_and_says_the_same_in_both_languages(shipped: Wording) -> None:
    text, reading = read(shipped.text), read(shipped.reading)

    assert str(shipped) == TEMPLATE
    assert (text.slips, reading.slips) == ((), ())
    assert compared(text, reading) == ()
    assert missing(text) == missing(reading) == []
    asked = [[clause for clause, _ in questions(each)] for each in (text, reading)]
    assert asked[0] == asked[1]
    assert len(asked[0]) >= 15


def test_a_new_lease_pins_it_by_its_hash(shipped: Wording) -> None:
    assert shipped.sha256 == services.sha256_of(shipped)
    assert printing.current_template("resolution-814") == TEMPLATE
    assert printing.template_sha256(TEMPLATE) == PINNED


def test_leases_of_the_first_release_print_the_same_bytes() -> None:
    pdf = printing.lease_pdf("resolution-814/1", lease_data())

    assert hashlib.sha256(pdf).hexdigest() == PRINTED_BY_THE_FIRST_RELEASE


def test_our_code_says_the_same_of_a_pinned_text_for_ever(shipped: Wording) -> None:
    html = lease_html(read(shipped.text), lease_data(), layout=shipped.layout, language="uk")

    assert hashlib.sha256(html.encode()).hexdigest() == SAID


def test_no_question_to_a_lawyer_is_printed_in_a_contract(shipped: Wording) -> None:
    html = printing.lease_html(TEMPLATE, lease_data())

    assert [asked for _, asked in questions(read(shipped.text)) if asked in html] == []
    assert "юрист" not in html


@pytest.mark.parametrize(
    ("changed", "said", "unsaid"),
    [
        pytest.param({"is_short": True}, "короткостроковим", "має переважне", id="short term"),
        pytest.param({"is_short": False}, "має переважне", "короткостроковим", id="a year"),
    ],
)
def test_a_case_prints_its_clause_alone(changed: Any, said: str, unsaid: str) -> None:
    data = lease_data()
    data["term"].update(changed)

    html = printing.lease_html(TEMPLATE, data)

    assert said in html
    assert unsaid not in html


def test_every_resident_is_named_in_the_clause_and_in_the_annex() -> None:
    html = printing.lease_html(TEMPLATE, lease_data(11, LONG))

    assert html.count(LONG) >= 22
    assert "У Житлі проживатимуть" in html
    assert "У Житлі проживатимуть" not in printing.lease_html(TEMPLATE, lease_data(1))


SECTION = re.compile(r"\d+\. [А-ЯІЇЄҐ]")


def pages_of(data: dict[str, Any]) -> list[list[str]]:
    """Return the lines of each page of a lease, its header and footer taken off."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    pdf = printing.lease_pdf(TEMPLATE, data)
    told = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    pages = told.stdout.decode().split("\f")[:-1]
    return [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]


@pytest.mark.parametrize("residents", [1, 2, 4, 7, 11, 30])
@pytest.mark.parametrize("things", [0, 40], ids=["an empty annex", "forty things"])
def test_pages_break_where_a_reader_would_break_them(residents: int, things: int) -> None:
    data = lease_data(residents, LONG)
    data["dwelling"]["address"] = LONG_ADDRESS
    data["dwelling"]["inventory"] = [f"Річ {each}" for each in range(things)] or [""] * 8

    pages = pages_of(data)

    for lines in pages:
        page, last = "\n".join(lines), lines[-2]
        assert lines[-1].startswith("Сторінка ")
        assert not SECTION.match(last), "a heading ends no page"
        assert not last.endswith(("таке житло (далі — Житло):", "зобов’язаний:", ", де"))
        if "підпис __" in page:
            assert "15.3. Договір складено" in page or "Зауваження:" in page
    assert sum("підпис __" in "\n".join(lines) for lines in pages) == 3
    begun = [lines[1].split()[1] for lines in pages if lines[1].startswith("Додаток ")]
    assert [each for each in begun if each != "2"] == ["1", "3", "4"]
