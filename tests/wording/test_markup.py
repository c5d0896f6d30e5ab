"""The markup of a lease text: what is read, and what is refused with its line and the way out."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from wording.checks import compared, missing, questions, read
from wording.lines import Kind
from wording.slips import SENTENCES, Why
from wording.vocabulary import BLOCKS, VARIABLES

TEXT = """# Договір № {number}
## 1. Сторони
1.1. Наймач: **{tenant.name}**.
@short-term 1.2. До року.
@year-or-more 1.2. Рік і більше.
?? Чи так це?
а) один
[[residents]]
=== 1. Особи
"""

# What stands on the line after a title, and why it is refused.
REFUSED = [
    ("{{ settings.SECRET_KEY }}", Why.CODE),
    ("{% include 'x' %}", Why.CODE),
    ("{# так #}", Why.CODE),
    ("${x}", Why.CODE),
    ("<script>alert(1)</script>", Why.TAG),
    ("текст <img src=file:///etc/hostname>", Why.TAG),
    ("</p>", Why.TAG),
    ("<!-- x -->", Why.TAG),
    ("{tenant.nmae}", Why.VARIABLE),
    ("{tenant.__class__}", Why.VARIABLE),
    ("{number:>1000000}", Why.VARIABLE),
    ("{number!r}", Why.VARIABLE),
    ("{residents}", Why.VARIABLE),
    ("{}", Why.BRACE),
    ("одна } дужка", Why.BRACE),
    ("{без кінця", Why.BRACE),
    ("**без кінця", Why.BOLD),
    ("[[resident]]", Why.BLOCK),
    ("[[../../secret]]", Why.BLOCK),
    ("[[residents", Why.BLOCK_BESIDE_TEXT),
    ("Список: [[residents]]", Why.BLOCK_BESIDE_TEXT),
    ("@sometimes 1.1. Так.", Why.CASE),
    ("@short-term", Why.NO_TEXT),
    ("- список", Why.MARK),
    ("* список", Why.MARK),
    ("> цитата", Why.MARK),
    ("| a | b |", Why.MARK),
    ("#без пробілу", Why.MARK),
    ("`код`", Why.MARK),
    ("\\x", Why.MARK),
    ("1.1.  ", Why.NO_TEXT),
    ("## 2. Не перший", Why.SECTION),
    ("## Без номера", Why.SECTION),
    ("1.1. Поза розділом", Why.CLAUSE),
    ("=== 2. Не перший", Why.ANNEX),
    ("# Ще один заголовок", Why.TITLE),
    ("?? Запитання ні про що", Why.QUESTION),
    ("За пунктом 7.7.", Why.NO_SUCH_CLAUSE),
    ("Under clause 7.7.", Why.NO_SUCH_CLAUSE),
    ("Стаття 1 Житлового кодексу", Why.REPEALED),
    ("the Housing Code", Why.REPEALED),
    ("сховано\u202eтут", Why.HIDDEN),
    ("нуль\0", Why.HIDDEN),
    ("без\u200bширини", Why.HIDDEN),
    ("а" * 3001, Why.TOO_LONG),
]


def whys(text: str) -> set[Why]:
    return {slip.why for slip in read(text).slips}


def test_a_text_of_every_kind_is_read() -> None:
    text = read(TEXT)

    assert text.slips == ()
    assert {line.kind for line in text.lines} == set(Kind) - {Kind.PARAGRAPH}
    assert [line.at for line in text.lines] == list(range(1, 10))
    assert questions(text) == [("1.2", "Чи так це?")]


@pytest.mark.parametrize(("written", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_anything_else_is_refused_by_line(written: str, why: Why) -> None:
    [slip] = [slip for slip in read(f"# Договір\n{written}\n").slips if slip.why is why]

    assert slip.line == 2


@pytest.mark.parametrize(("spoken", "begins"), [("en", "Line 2, “"), ("uk", "Рядок 2, «")])
def test_every_slip_tells_its_line_and_the_way_out(spoken: str, begins: str) -> None:
    with translation.override(spoken):
        said = [
            str(slip) for written, _ in REFUSED for slip in read(f"# Договір\n{written}\n").slips
        ]

    assert [each for each in said if not each.startswith(begins) or "%(" in each] == []


def test_every_kind_of_slip_has_a_test_and_a_sentence() -> None:
    elsewhere = {Why.EMPTY, Why.READING}

    assert {why for _, why in REFUSED} | elsewhere == set(Why) == set(SENTENCES)


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_an_empty_text_is_refused(text: str) -> None:
    assert whys(text) == {Why.EMPTY}


def test_a_text_beyond_every_measure_is_refused_at_once() -> None:
    assert whys("# Д\n" * 30_000) == {Why.TOO_LONG}


def test_at_most_twenty_slips_are_told() -> None:
    assert len(read("# Д\n" + "{x}\n" * 5000).slips) == 20


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_refused(written: str) -> None:
    text = read(f"# Договір\n{written}")

    for line in text.lines:
        assert all(each.text in VARIABLES for each in line.pieces if each.is_variable)
        assert line.kind is not Kind.BLOCK or line.label in BLOCKS


@pytest.mark.parametrize(
    ("reading", "refused"),
    [
        pytest.param(TEXT, False, id="the same order"),
        pytest.param(TEXT.replace("а) один", "a) one"), False, id="letters of another alphabet"),
        pytest.param(TEXT.replace("@year-or-more 1.2. Рік і більше.\n", ""), True, id="a case"),
        pytest.param(TEXT.replace("[[residents]]", "[[keys]]"), True, id="another block"),
        pytest.param(TEXT + "=== 2. Ще\n", True, id="an annex more"),
    ],
)
def test_the_reading_copy_keeps_the_order_of_the_text(reading: str, refused: bool) -> None:
    assert bool(compared(read(TEXT), read(reading))) == refused


def test_what_a_lease_must_have_is_named() -> None:
    told = "\n".join(missing(read("# Договір № {number}\n")))

    assert "{rent.words}" in told
    assert "[[signatures]]" in told
    assert "{number}" not in told
