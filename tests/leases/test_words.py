"""Amounts, days and terms in Ukrainian."""

import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leases import words, words_read
from leases.words import NotAnAmount, in_figures, in_words


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("1", "одна гривня 00 копійок"),
        ("2", "дві гривні 00 копійок"),
        ("5", "п’ять гривень 00 копійок"),
        ("11", "одинадцять гривень 00 копійок"),
        ("21", "двадцять одна гривня 00 копійок"),
        ("1000", "одна тисяча гривень 00 копійок"),
        ("6240", "шість тисяч двісті сорок гривень 00 копійок"),
        ("7193", "сім тисяч сто дев’яносто три гривні 00 копійок"),
        ("8112", "вісім тисяч сто дванадцять гривень 00 копійок"),
        ("1000001", "один мільйон одна гривня 00 копійок"),
        ("0.01", "нуль гривень 01 копійка"),
        ("7193.16", "сім тисяч сто дев’яносто три гривні 16 копійок"),
    ],
)
def test_amount_in_words(amount: str, written: str) -> None:
    assert in_words(Decimal(amount)) == written


@pytest.mark.parametrize(
    "amount",
    [
        pytest.param(6240, id="an int, which would be read as kopecks"),
        pytest.param(6240.0, id="a float"),
        pytest.param(True, id="a bool"),
        pytest.param("6240", id="a text"),
        pytest.param(Decimal("7193.165"), id="a fraction of a kopeck"),
        pytest.param(Decimal(-1), id="below zero"),
        pytest.param(Decimal("NaN"), id="no number"),
        pytest.param(Decimal("Infinity"), id="infinite"),
    ],
)
def test_what_is_no_amount_is_refused(amount: Any) -> None:
    with pytest.raises(NotAnAmount):
        in_words(amount)


def test_ten_thousand_amounts_are_read_back_from_their_words() -> None:
    drawn = random.Random(814)  # noqa: S311  # the same each time
    kopecks = [*range(0, 300_000, 100), *(drawn.randrange(10**12) for _ in range(7_000))]

    wrong = [each for each in kopecks if read_back(Decimal(each) / 100) != Decimal(each) / 100]

    assert len(kopecks) == 10_000
    assert wrong == []


def read_back(amount: Decimal) -> Decimal:
    return words_read.amount(in_words(amount))


@given(st.decimals("0", "999999999999.99", places=2))
def test_any_amount_is_read_back_from_its_words(amount: Decimal) -> None:
    assert read_back(amount) == amount


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("", id="nothing"),
        pytest.param("дві гривень 00 копійок", id="another form of the noun"),
        pytest.param("два гривні 00 копійок", id="another gender"),
        pytest.param("один тисяча гривень 00 копійок", id="another gender of the thousand"),
        pytest.param("одна мільйон гривень 00 копійок", id="another gender of the million"),
        pytest.param("дві тисяч гривень 00 копійок", id="another form of the thousand"),
        pytest.param("дві гривні 01 копійок", id="another form of the kopeck"),
        pytest.param("дві гривні 5 копійок", id="one digit of kopecks"),
        pytest.param("двадцять дванадцять гривень 00 копійок", id="two numbers below twenty"),
        pytest.param("п'ять гривень 00 копійок", id="a straight apostrophe"),
        pytest.param("тисяча гривень 00 копійок", id="a thousand without its number"),
        pytest.param("сто двісті гривень 00 копійок", id="hundreds twice"),
        pytest.param("нуль тисяч гривень 00 копійок", id="no thousands"),
        pytest.param("багато гривень 00 копійок", id="no number"),
    ],
)
def test_words_that_are_no_amount_are_not_read(words: str) -> None:
    with pytest.raises(words_read.NotReadable):
        words_read.amount(words)


@given(st.decimals("0", "99999999.99", places=2))
def test_no_amount_has_a_straight_apostrophe_or_loses_its_kopecks(amount: Decimal) -> None:
    written = in_words(amount)

    assert "'" not in written
    assert f" {int(amount * 100) % 100:02d} копі" in written


def test_figures_have_a_blank_that_does_not_break() -> None:
    assert in_figures(Decimal("1000001.5")) == "1\u00a0000\u00a0001,50"


def test_day() -> None:
    assert words.day(date(2026, 11, 22)) == "«22»\u00a0листопада 2026\u00a0р."


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (6, "6 місяців"), (11, "11 місяців"), (12, "12 місяців"), (21, "21 місяць"),
        (22, "22 місяці"), (24, "24 місяці"), (25, "25 місяців"), (112, "112 місяців"),
    ],
)  # fmt: skip
def test_months(number: int, written: str) -> None:
    assert words.months(number) == written.replace(" ", "\u00a0")
