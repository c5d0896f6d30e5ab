"""Fields about people: what they read the same, what they tell apart, what they refuse."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.forms import Field

from applications.fields.emails import EmailField, suggestion
from applications.fields.lines import LineField
from applications.fields.names import NameField, is_foreign
from applications.fields.numbers import (
    BirthCertificateField,
    BookletField,
    CertificateField,
    TaxpayerField,
    UnzrField,
    born_by_taxpayer_number,
    born_by_unzr,
    is_usual_certificate,
)
from applications.fields.phones import PhoneField

LINE = LineField(most=20, label="Line", required=False)
NAME = NameField(label="Surname")
EMAIL = EmailField(label="E-mail")
PHONE = PhoneField(label="Telephone")


def code_of(field: Field, typed: str) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return str(refused.value.error_list[0].code)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param(" a  b ", "a  b", id="trimmed, kept within"),
        pytest.param("\ufeffa\u200b", "a", id="unseen blanks at the edges"),
        pytest.param("a\u00a0b\tc", "a b c", id="odd blanks are blanks"),
        pytest.param("i\u0308", "ï", id="composed"),
        pytest.param("\u200b \u2060", "", id="nothing to be seen is nothing"),
        pytest.param("a" * 20, "a" * 20, id="as long as may be"),
    ],
)
def test_a_line_is_read_as_it_is_seen(typed: str, read: str) -> None:
    assert LINE.clean(typed) == read


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param("a\u200bb", "hidden_character", id="an unseen blank within"),
        pytest.param("\u202ea", "hidden_character", id="a bidi override in front"),
        pytest.param("a\nb", "hidden_character", id="a second line"),
        pytest.param("a\r\n", "hidden_character", id="the end of a line"),
        pytest.param("a\x00", "hidden_character", id="NUL"),
        pytest.param("\ud800", "hidden_character", id="half a surrogate pair"),
        pytest.param("a" * 21, "too_long", id="a character too many"),
    ],
)
def test_a_line_that_hides_something_is_refused(typed: str, code: str) -> None:
    assert code_of(LINE, typed) == code


def test_an_error_names_its_field() -> None:
    with pytest.raises(ValidationError, match="Surname"):
        NAME.clean("а1")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param("Ⅷ", "digits", id="a Roman numeral of one sign"),
        pytest.param("Оксана²", "digits", id="a raised digit"),
        pytest.param("👩‍👩‍👧", "symbols", id="a family in one picture"),
        pytest.param("🇺🇦", "symbols", id="a flag"),
        pytest.param("№", "symbols", id="a sign"),
        pytest.param("\ufffd", "symbols", id="a letter that was lost"),
        pytest.param("Нечуй-Лeвицький", "latin_letter", id="in the second word"),
        pytest.param("Ｏксана", "latin_letter", id="a full-width Latin letter"),
        pytest.param("ї" * 151, "too_long", id="a letter too many"),
    ],
)
def test_a_name_is_of_letters_of_one_alphabet(typed: str, code: str) -> None:
    assert code_of(NAME, typed) == code


@pytest.mark.parametrize("typed", ["О", "Лі", "Д’Артаньян", "de la Cruz", "О'Ніл-Ґонта", "Ім я"])
def test_names_of_every_kind_are_kept_as_typed(typed: str) -> None:
    assert NAME.clean(typed) == typed


def test_a_name_is_foreign_when_all_of_it_is_latin() -> None:
    assert [is_foreign(name) for name in ("Smith", "Коваль", "Smith Коваль", "-")] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("field", "typed", "read"),
    [
        (TaxpayerField(), "31-84.710 691", "3184710691"),
        (BookletField(), "mb № 123456", "МВ123456"),
        (BookletField(), "КН-123456", "КН123456"),
        (BirthCertificateField(), "ІV—НО № 123456", "IV-НО 123456"),
        (BirthCertificateField(), "Акт 12", "Акт 12"),
        (UnzrField(), "19870312 12345", "19870312-12345"),
        (CertificateField(), "1401–5001234567", "1401-5001234567"),
        (CertificateField(), "АБ 12345", "АБ 12345"),
    ],
    ids=lambda it: it if isinstance(it, str) else type(it).__name__,
)
def test_numbers_are_read_as_people_write_them(field: Field, typed: str, read: str) -> None:
    assert field.clean(typed) == read


def test_numbers_tell_a_birth_date() -> None:
    assert born_by_taxpayer_number("3184710691") == date(1987, 3, 12)
    assert born_by_taxpayer_number("0000100000") == date(1900, 1, 1)
    assert born_by_unzr("19870312-12345") == date(1987, 3, 12)
    assert born_by_unzr("19870231-12345") is None


@pytest.mark.parametrize(
    ("number", "is_usual"),
    [("1401-5001234567", True), ("АБ 12345", True), ("14-5001234567", False), ("немає", False)],
)
def test_certificates_have_a_usual_number(number: str, is_usual: bool) -> None:
    assert is_usual_certificate(number) is is_usual


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0501234567", "+380501234567"),
        ("501234567", "+380501234567"),
        ("00380 50 1234567", "+380501234567"),
        ("8 (050) 123-45-67", "+380501234567"),
        ("٠٥٠١٢٣٤٥٦٧", "+380501234567"),
        ("(0629) 33-44-55", "+380629334455"),
        ("+48 601 234 567", "+48601234567"),
    ],
)
def test_telephones_are_read_as_people_write_them(typed: str, read: str) -> None:
    assert PHONE.clean(typed) == read


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("12345678", "short"),
        ("5", "invalid"),
        ("+3801", "short"),
        ("+380 50 123 45 678", "long"),
        ("+49 1512 3456789 1512 3456789", "long"),
        ("немає", "invalid"),
        ("+999 50 123 45 67", "invalid"),
    ],
)
def test_telephones_that_cannot_be_called_are_refused(typed: str, code: str) -> None:
    assert code_of(PHONE, typed) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("oksana@", "invalid"),
        ("oksana", "invalid"),
        ("oksana@example", "invalid"),
        ("a@b@example.org", "invalid"),
        (f"oksana@{'b' * 64}.org", "invalid"),
        (f"{'a' * 250}@example.org", "too_long"),
        ("a@example.org,b@example.org", "comma"),
        ("a@example.org b@example.org", "spaces"),
        ("оксана@example.org", "not_latin"),
    ],
)
def test_addresses_no_letter_reaches_are_refused(typed: str, code: str) -> None:
    assert code_of(EMAIL, typed) == code


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a@gmail.con", "a@gmail.com"),
        ("a@gmial.com", "a@gmail.com"),
        ("a@gmail.co", "a@gmail.com"),
        ("a@ukr.ner", "a@ukr.net"),
        ("a@firma.con", "a@firma.com"),
        ("A@Gmail.Com", None),
        ("a@mail.com", None),
        ("a@example.org", None),
        ("a@mariupolrada.gov.ua", None),
    ],
)
def test_usual_slips_in_an_address_are_noticed(typed: str, meant: str | None) -> None:
    assert suggestion(typed) == meant
