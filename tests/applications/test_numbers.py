"""The number of an application catches a slip of the finger."""

from hypothesis import given
from hypothesis import strategies as st
from stdnum import damm

from applications.numbers import draw, grouped, is_number

digits = st.text("0123456789", min_size=11, max_size=11)


def whole(eleven: str) -> str:
    return eleven + damm.calc_check_digit(eleven)


def test_a_drawn_number_is_one() -> None:
    number = draw()

    assert is_number(number)
    assert len(number) == len("4829-3057-1630")


@given(digits, st.integers(0, 11), st.sampled_from("0123456789"))
def test_every_wrong_digit_is_caught(eleven: str, place: int, digit: str) -> None:
    right = whole(eleven)
    wrong = right[:place] + digit + right[place + 1 :]

    assert is_number(wrong) is (wrong == right)


@given(digits, st.integers(0, 10))
def test_every_swap_of_neighbours_is_caught(eleven: str, place: int) -> None:
    right = whole(eleven)
    swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]

    assert is_number(swapped) is (swapped == right)


def test_blanks_and_hyphens_do_not_matter() -> None:
    number = whole("48293057163")

    assert is_number(number)
    assert is_number(grouped(number))
    assert is_number(number[:4] + " " + number[4:8] + " " + number[8:])


def test_what_is_no_number_is_none() -> None:
    assert not any(map(is_number, ["", "1234", "abcd-efgh-ijkl", "٤٨٢٩٣٠٥٧١٦٣٠"]))
