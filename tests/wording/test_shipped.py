"""The text that came with the release: whole, in both languages, and printed the same for ever."""

import hashlib
from typing import Any

import pytest

from leases import printing
from tests.leases.samples import LONG, lease_data
from wording import services
from wording.checks import compared, missing, questions, read
from wording.models import Wording

pytestmark = pytest.mark.django_db
TEMPLATE = "resolution-814/2"
# Leases pin these; whoever changes one of them has broken every lease that did.
PINNED = "6f54ef4a1f8a0f688b8abb7c99bcef2b1110b90e4e7769b1c1d91b24e482117a"
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
