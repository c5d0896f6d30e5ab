"""The printed code: drawn, read as people type it, kept only as a digest, one per account."""

import re
from collections import Counter

import pytest
from django.db import IntegrityError

from accounts import printed_codes
from accounts.models import PrintedCode, User
from accounts.printed_codes import ALPHABET, draw, read
from audit.models import Entry
from tests.accounts.builders import NOON, applicant


def with_check(drawn: str) -> str:
    """Return a code of nineteen signs with the sign that makes it whole."""
    return next(drawn + sign for sign in ALPHABET if printed_codes.is_code(drawn + sign))


def test_a_code_has_95_bits_and_a_check_sign_in_groups_of_four() -> None:
    codes = {draw() for _ in range(200)}

    assert len(codes) == 200
    assert all(
        re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}", it) for it in codes
    )
    assert len(Counter("".join(codes))) == len(ALPHABET) + 1
    assert len(ALPHABET) ** printed_codes.DRAWN >= 2**95


@pytest.mark.parametrize("_", range(3))
def test_every_single_slip_and_every_swap_of_neighbours_but_one_is_noticed(_: int) -> None:
    signs = draw().replace("-", "")

    for place, sign in enumerate(signs):
        for other in ALPHABET:
            if other != sign:
                assert read(signs[:place] + other + signs[place + 1 :]) is None
    for place in range(len(signs) - 1):
        pair = signs[place : place + 2]
        if pair[0] != pair[1] and set(pair) != {ALPHABET[0], ALPHABET[-1]}:
            assert read(signs[:place] + pair[::-1] + signs[place + 2 :]) is None


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("0O0I-1AB0-AEHK-MPTX-BCY", id="Latin look-alikes"),
        pytest.param("0О0І-1АВ0-АЕНК-МРТХ-ВСУ", id="Cyrillic look-alikes"),
        pytest.param("0о0і-1ав0-аенк-мртх-всу", id="Cyrillic small letters"),
        pytest.param("0o0l-1ab0-aehk-mptx-bcy", id="Latin small letters"),
        pytest.param(" 0001 1AB0 AEHK MPTX BCY", id="blanks"),
        pytest.param("0001\u20131AB0\u2014AEHK\u2010MPTX\u2212BCY", id="dashes of all kinds"),
        pytest.param("\uff10\uff10\uff10\uff11-1AB0-AEHK-MPTX-BCY", id="full-width digits"),
        pytest.param("٠٠٠١-١AB٠-AEHK-MPTX-BCY", id="Arabic-Indic digits"),
        pytest.param("0001.1AB0.AEHK.MPTX.BCY", id="dots"),
        pytest.param("0001\u00a01AB0\u200bAEHK\u202fMPTX\tBCY", id="blanks nobody sees"),
    ],
)
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    whole = with_check("00011AB0AEHKMPTXBCY")

    assert read(typed + whole[-1]) == whole


@pytest.mark.parametrize(
    "typed",
    ["", "-", "0000", "Ж" * 20, "0" * 40, "\x00" * 20, "🏠" * 20, "A" * 20_000],
    ids=["empty", "a dash", "short", "no look-alikes", "long", "invisible", "emoji", "huge"],
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read(typed) is None


@pytest.mark.django_db
def test_a_code_opens_the_account_it_was_made_for() -> None:
    mine, other = applicant(""), applicant("petro@example.org")
    code = printed_codes.make(mine, by=mine, at=NOON)
    printed_codes.make(other, by=other, at=NOON)

    assert printed_codes.holder_of(code.lower().replace("-", " ")) == mine


@pytest.mark.django_db
def test_a_new_code_ends_the_one_before() -> None:
    user = applicant("")
    first = printed_codes.make(user, by=user, at=NOON)
    second = printed_codes.make(user, by=user, at=NOON)

    assert (printed_codes.holder_of(first), printed_codes.holder_of(second)) == (None, user)


@pytest.mark.django_db
def test_the_database_knows_only_a_digest() -> None:
    user = applicant("")
    code = printed_codes.make(user, by=user, at=NOON)

    kept = str(PrintedCode.objects.values().get()) + str(list(Entry.objects.values()))

    assert code not in kept
    assert code.replace("-", "") not in kept


@pytest.mark.django_db
def test_the_database_refuses_one_code_for_two_accounts() -> None:
    first, second = applicant(""), applicant("petro@example.org")
    printed_codes.make(first, by=first, at=NOON)
    digest = PrintedCode.objects.get().digest

    with pytest.raises(IntegrityError):
        PrintedCode.objects.create(user=second, digest=digest, made_at=NOON)


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["is_staff", "is_superuser"])
def test_a_code_of_whoever_became_staff_opens_nothing(field: str) -> None:
    user = applicant()
    code = printed_codes.make(user, by=user, at=NOON)
    User.objects.filter(pk=user.pk).update(**{field: True})

    assert printed_codes.holder_of(code) is None
