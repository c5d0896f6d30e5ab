"""Personal numbers at rest: a wrong key raises and never returns ciphertext."""

import secrets
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.sealing import CannotUnseal, blind_index, seal, unseal

ABOUT = "person:1:unzr"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_opens(text: str) -> None:
    sealed = seal(text, about=ABOUT)

    assert unseal(sealed, about=ABOUT) == text


def test_nothing_seals_to_nothing() -> None:
    assert seal(None, about=ABOUT) == ""
    assert unseal("", about=ABOUT) is None


def test_sealing_twice_looks_different() -> None:
    assert seal("3184710691", about=ABOUT) != seal("3184710691", about=ABOUT)


def test_another_row_or_column_does_not_open_it() -> None:
    with pytest.raises(CannotUnseal):
        unseal(seal("3184710691", about=ABOUT), about="person:2:unzr")


def test_another_key_under_the_same_id_raises(settings: Any) -> None:
    sealed = seal("3184710691", about=ABOUT)
    settings.FIELD_KEYS = [f"1:{secrets.token_hex(32)}"]

    with pytest.raises(CannotUnseal):
        unseal(sealed, about=ABOUT)


def test_an_unknown_key_raises(settings: Any) -> None:
    sealed = seal("3184710691", about=ABOUT)
    settings.FIELD_KEYS = [f"2:{secrets.token_hex(32)}"]

    with pytest.raises(CannotUnseal):
        unseal(sealed, about=ABOUT)


def test_after_a_new_key_the_old_texts_still_open(settings: Any) -> None:
    sealed = seal("3184710691", about=ABOUT)
    settings.FIELD_KEYS = [f"2:{secrets.token_hex(32)}", *settings.FIELD_KEYS]

    assert unseal(sealed, about=ABOUT) == "3184710691"
    assert seal("x", about=ABOUT).startswith("2:")


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param("1:", id="nothing after the key"),
        pytest.param("1:AAAA", id="too short"),
        pytest.param("1:не base64", id="not base64"),
        pytest.param("3184710691", id="never sealed"),
    ],
)
def test_damaged_text_raises_and_shows_nothing(damaged: str) -> None:
    with pytest.raises(CannotUnseal) as caught:
        unseal(damaged, about=ABOUT)

    assert "3184710691" not in str(caught.value)


def test_one_changed_letter_raises() -> None:
    sealed = seal("3184710691", about=ABOUT)
    changed = sealed[:-5] + ("A" if sealed[-5] != "A" else "B") + sealed[-4:]

    with pytest.raises(CannotUnseal):
        unseal(changed, about=ABOUT)


def test_equal_numbers_have_equal_indexes_and_only_within_their_kind() -> None:
    assert blind_index("id_card", "001 234 567") == blind_index("id_card", "001234567")
    assert blind_index("id_card", "001234567") != blind_index("unzr", "001234567")
    cyrillic, latin = blind_index("passport_booklet", "АА123456"), "AA № 123456"
    assert blind_index("passport_booklet", latin) == cyrillic
    assert blind_index("id_card", None) == blind_index("id_card", "") == ""


def test_the_index_needs_its_key(settings: Any) -> None:
    before = blind_index("id_card", "001234567")
    settings.BLIND_INDEX_KEY = secrets.token_hex(32)

    assert blind_index("id_card", "001234567") != before
