"""A statement is read however the bank writes it, or refused line by line with what to do."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from charges.bank_file import MOST_BYTES, StatementRefused
from charges.bank_lines import read
from tests.charges.builders import HEADINGS, line, statement

TODAY = date(2026, 11, 23)
ONE = line("05.11.2026", "7193,00", "Плата за договором № 1", "Коваленко Олена Іванівна")
GOOD = statement(ONE)


def refused(raw: bytes) -> list[tuple[int, str]]:
    with pytest.raises(StatementRefused) as caught, translation.override("en"):
        read(raw, today=TODAY)
    with translation.override("en"):
        return [(fault.line, str(fault.why)) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(GOOD, id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + GOOD, id="UTF-8 with its mark"),
        pytest.param(GOOD.decode().encode("utf-16"), id="UTF-16"),
        pytest.param(GOOD.decode().encode("cp1251"), id="Windows-1251"),
        pytest.param(GOOD.replace(b"\r\n", b"\n"), id="lines of Unix"),
        pytest.param(
            GOOD.replace(b",", b".").replace(b";", b","), id="commas between, a point inside"
        ),
        pytest.param(GOOD.replace(b";", b"\t"), id="tabs between"),
        pytest.param(
            "Виписка за рахунком;;;\n;;;\nПеріод;листопад;;\n".encode() + GOOD,
            id="words above the headings",
        ),
        pytest.param(
            statement(
                "x;05.11.2026;Коваленко Олена Іванівна;;7 193,00;UAH;Плата за договором № 1",
                headings="№;ДАТА  ОПЕРАЦІЇ;Контрагент;Дебет;Кредит;Валюта;Призначення платежу",
            ),
            id="debit and credit",
        ),
        pytest.param(
            statement(
                '2026-11-05T10:15:00,7193.00,"Коваленко Олена Іванівна","Плата за договором № 1"',
                headings="date,amount,payer,purpose",
            ),
            id="in English",
        ),
    ],
)
def test_one_payment_is_read(raw: bytes) -> None:
    (found,) = read(raw, today=TODAY).lines

    assert found.booked_on == date(2026, 11, 5)
    assert found.amount == Decimal(7193)
    assert found.payer == "Коваленко Олена Іванівна"
    assert found.purpose == "Плата за договором № 1"


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("7193", "7193"), ("7193,5", "7193.5"), ("7 193,00", "7193"), ("7\u00a0193,00", "7193"),
        ("7'193.00", "7193"), ("7,193.00", "7193"), ("1.234.567,89", "1234567.89"),
        ("+0,01", "0.01"), ("7193.00 грн", "7193"),
    ],
)  # fmt: skip
def test_an_amount_is_read(typed: str, amount: str) -> None:
    raw = statement(line("05.11.2026", typed, "x"))

    assert read(raw, today=TODAY).lines[0].amount == Decimal(amount)


@pytest.mark.parametrize(
    "typed",
    ["", "x", "NaN", "Infinity", "1e5", "7,193", "1,2,3", "1" * 30, "10000000,01",
     "=1+1", "٧١٩٣", "7193,001", "--5"],
)  # fmt: skip
def test_an_amount_that_cannot_be_meant_is_refused_by_its_line(typed: str) -> None:
    raw = statement(ONE, line("05.11.2026", typed, "x"))

    ((number, _why),) = refused(raw)
    assert number == 3


@pytest.mark.parametrize(
    "typed",
    ["", "05.13.2026", "31.02.2026", "24.11.2026", "01.01.1999", "вчора", "5", "٠٥.١١.٢٠٢٦x"],
)
def test_a_day_that_cannot_be_is_refused_by_its_line(typed: str) -> None:
    ((number, why),) = refused(statement(line(typed, "7193,00", "x")))

    assert number == 2
    assert why.startswith("The date")


def test_money_that_went_out_and_sums_of_the_bank_are_no_payments() -> None:
    raw = statement(ONE, line("05.11.2026", "-50,00", "Комісія"), ";7193,00;Разом;")

    said = read(raw, today=TODAY)

    assert (len(said.lines), said.outgoing) == (1, 2)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(line("05.11.2026", "0,00", "Комісія"), id="an amount of zero"),
        pytest.param("Всього;7193,00;;", id="a sum where the date stands"),
        pytest.param("Разом за період:;7193,00;;", id="a sum of a period"),
        pytest.param(";7193,00;;Усього:", id="a sum where the purpose stands"),
        pytest.param("Вихідний залишок;7193,00;;", id="a balance"),
    ],
)
def test_a_line_of_nothing_or_of_a_sum_is_told_and_passed_over(other: str) -> None:
    said = read(statement(ONE, other), today=TODAY)

    assert (len(said.lines), said.outgoing) == (1, 1)


def test_a_credit_of_zero_is_passed_over() -> None:
    headings = "Дата;Дебет;Кредит;Призначення платежу"
    rows = ("05.11.2026;;0,00;Комісія", "05.11.2026;;7193,00;Плата")

    said = read(statement(*rows, headings=headings), today=TODAY)

    assert ([each.number for each in said.lines], said.outgoing) == ([3], 1)


def test_a_payment_without_a_day_is_no_sum_whatever_its_purpose_begins_with() -> None:
    ((number, _why),) = refused(statement(ONE, ";7193,00;Н. Н.;Разом із сестрою за листопад"))

    assert number == 3


BY_DIRECTION = "Дата;{heading};Сума;Контрагент;Призначення платежу"


@pytest.mark.parametrize(
    ("heading", "out", "came"),
    [
        ("Тип операції", "Дебет", "Кредит"), ("Д/К", "Д", "К"), ("Дт/Кт", "Дт.", "Кт."),
        ("D/C", "D", "C"), ("Debit/Credit", "DBIT", "CRDT"), ("Тип", "Списання", "Зарахування"),
        ("Напрям", "Видаток", "НАДХОДЖЕННЯ"),
    ],
)  # fmt: skip
def test_a_column_says_whether_money_came_in_or_went_out(heading: str, out: str, came: str) -> None:
    rows = [f"05.11.2026;{each};7193,00;Н. Н.;Плата № 4829-3057-1630/1" for each in (out, came)]

    said = read(statement(*rows, headings=BY_DIRECTION.format(heading=heading)), today=TODAY)

    assert ([each.number for each in said.lines], said.outgoing) == ([3], 1)


@pytest.mark.parametrize("unknown", ["", "Переказ", "Д/К"])
def test_a_line_that_does_not_say_so_is_refused(unknown: str) -> None:
    row = f"05.11.2026;{unknown};7193,00;Н. Н.;Плата"

    ((number, why),) = refused(statement(row, headings=BY_DIRECTION.format(heading="Тип операції")))

    assert number == 2
    assert "came in or went out" in why


def test_a_debit_below_a_heading_nobody_knows_is_refused() -> None:
    rows = [f"05.11.2026;{each};7193,00;Н. Н.;Плата" for each in ("Кредит", "Дебет", "")]

    ((number, why),) = refused(statement(*rows, headings=BY_DIRECTION.format(heading="Рух коштів")))

    assert number == 3
    assert "Д/К" in why


def test_commas_in_the_purposes_separate_nothing() -> None:
    purpose = "Плата, листопад 2026 р., м. Біла Церква, вул. Маріупольська, 7, кв. 5"

    said = read(statement(*[line("05.11.2026", "7193,00", purpose)] * 4), today=TODAY)

    assert [each.purpose for each in said.lines] == [purpose] * 4


def test_every_bad_line_is_named_and_none_is_repeated() -> None:
    secret = "Зюквенко"
    raw = statement(ONE, line("x", "1,00", secret), ONE, line("05.11.2026", "y", secret))

    faults = refused(raw)

    assert [number for number, _why in faults] == [3, 5]
    assert not any(secret in why for _number, why in faults)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \r\n\r\n", "empty", id="blank"),
        pytest.param(b"PK\x03\x04" + GOOD, "spreadsheet", id="a spreadsheet"),
        pytest.param(b"%PDF-1.7", "no CSV", id="a PDF"),
        pytest.param(GOOD + b"\0", "no text", id="a zero byte"),
        pytest.param(b"\x98\x98\xff;" + GOOD, "letters cannot be read", id="no letters"),
        pytest.param(b"\xff\xfe\x00", "letters cannot be read", id="half of UTF-16"),
        pytest.param(b"x" * (MOST_BYTES + 1), "above 2 MB", id="too big"),
        pytest.param(b"x" * 20_000, "too long", id="one endless line"),
        pytest.param(GOOD + b"\n" * 11_000 + ONE.encode(), "10,000 lines", id="too many lines"),
        pytest.param(HEADINGS.encode(), "no line under", id="headings alone"),
        pytest.param(ONE.encode(), "headings", id="no headings"),
        pytest.param("Дата;Сума\n1;2\n".encode(), "headings", id="no purpose"),
        pytest.param("Дата;Призначення\n1;2\n".encode(), "headings", id="no amount"),
        pytest.param(GOOD + b'05.11.2026;1;"x', "quotation mark", id="an open quote"),
    ],
)
def test_a_file_that_is_no_statement_is_refused_with_what_to_do(raw: bytes, said: str) -> None:
    ((_number, why),) = refused(raw)

    assert said in why


def test_another_currency_is_refused() -> None:
    raw = statement("05.11.2026;1,00;x;EUR", headings="Дата;Сума;Призначення;Валюта")

    assert "hryvnia" in refused(raw)[0][1]


def test_two_equal_lines_are_two_payments_and_the_same_two_in_another_file() -> None:
    first, second = (read(statement(ONE, ONE), today=TODAY).lines for _ in range(2))

    assert len({each.fingerprint for each in first}) == 2
    assert [each.fingerprint for each in first] == [each.fingerprint for each in second]


@pytest.mark.parametrize(
    "garbage",
    [lambda raw: raw[::-1], lambda raw: raw[7:], lambda raw: raw * 3, lambda _: bytes(range(256))],
)
def test_what_was_broken_on_the_way_never_crashes(garbage: Callable[[bytes], bytes]) -> None:
    with suppress(StatementRefused):
        read(garbage(GOOD), today=TODAY)
