"""A code: good for fifteen minutes, used once, five wrong tries."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from accounts import email_codes
from accounts.email_codes import Tried, send, try_code
from accounts.models import EmailCode, Purpose
from tests.accounts.builders import ADDRESS, NOON, code_in_mail, wrong

pytestmark = pytest.mark.django_db


def sent() -> EmailCode:
    return send(ADDRESS, Purpose.SIGN_IN, at=NOON)


@pytest.mark.parametrize(
    ("minutes", "outcome"),
    [
        pytest.param(-1, Tried.SPENT, id="before it was made"),
        pytest.param(0, Tried.RIGHT, id="at once"),
        pytest.param(14.99, Tried.RIGHT, id="just within fifteen minutes"),
        pytest.param(15, Tried.SPENT, id="after fifteen minutes"),
    ],
)
def test_a_code_is_good_for_fifteen_minutes(minutes: float, outcome: Tried) -> None:
    code = sent()

    assert try_code(code.pk, code_in_mail(), at=NOON + timedelta(minutes=minutes)) == outcome


def test_a_code_is_used_once() -> None:
    code = sent()

    outcomes = [try_code(code.pk, code_in_mail(), at=NOON) for _ in range(2)]

    assert outcomes == [Tried.RIGHT, Tried.SPENT]


def test_the_fifth_wrong_try_is_the_last() -> None:
    code = sent()

    outcomes = [try_code(code.pk, wrong(code_in_mail()), at=NOON) for _ in range(6)]

    assert outcomes == [Tried.WRONG] * 5 + [Tried.SPENT]


def test_the_database_refuses_a_sixth_wrong_try() -> None:
    code = sent()

    with pytest.raises(IntegrityError, match="code_is_tried_wrong_five_times"):
        EmailCode.objects.filter(pk=code.pk).update(wrong=6)


def test_a_code_of_another_row_is_a_wrong_one() -> None:
    first = sent()
    code = code_in_mail()

    assert try_code(sent().pk, code, at=NOON) == Tried.WRONG
    assert try_code(first.pk, code, at=NOON) == Tried.RIGHT


def test_codes_are_eight_digits_and_differ() -> None:
    codes = set()
    for _ in range(20):
        sent()
        codes.add(code_in_mail())

    assert len(codes) == 20
    assert {len(email_codes.digits_of(code)) for code in codes} == {8}


def test_codes_of_yesterday_are_removed() -> None:
    sent()

    assert email_codes.remove_old(NOON + timedelta(hours=23)) == 0
    assert email_codes.remove_old(NOON + timedelta(hours=25)) == 1
