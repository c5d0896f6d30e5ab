"""So many tries in a window, and the next one after it. The pages say how long to wait."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import limits
from accounts.limits import LIMITS, TooMany, count
from accounts.models import Bucket, EmailCode
from accounts.throttle import remove_full, spend
from tests.accounts.builders import ADDRESS, NOON, ask_for_code, code_in_mail, wrong

pytestmark = pytest.mark.django_db
WINDOW = timedelta(minutes=15)


@pytest.mark.parametrize(
    ("seconds", "waits"),
    [
        pytest.param(0, 900, id="at once"),
        pytest.param(899, 1, id="a second before"),
        pytest.param(899.5, 1, id="less than a second before"),
        pytest.param(900, None, id="when the window has passed"),
    ],
)
def test_the_try_after_the_last_waits_for_the_window(seconds: float, waits: int | None) -> None:
    for _ in range(3):
        assert spend("key", 3, WINDOW, NOON) is None

    assert spend("key", 3, WINDOW, NOON + timedelta(seconds=seconds)) == waits


def test_refused_tries_do_not_make_the_wait_longer() -> None:
    for _ in range(10):
        spend("key", 1, WINDOW, NOON)

    assert spend("key", 1, WINDOW, NOON + WINDOW) is None


def test_one_key_takes_nothing_from_another() -> None:
    spend("one", 1, WINDOW, NOON)

    assert spend("another", 1, WINDOW, NOON) is None


def test_the_table_does_not_name_what_is_throttled() -> None:
    spend(f"send_code:address:{ADDRESS}", 1, WINDOW, NOON)

    assert "olena" not in str(Bucket.objects.values().get())


def test_full_buckets_are_removed_and_others_stay() -> None:
    spend("old", 1, WINDOW, NOON)
    spend("new", 1, WINDOW, NOON + timedelta(minutes=10))

    assert remove_full(NOON + WINDOW) == 1
    assert spend("new", 1, WINDOW, NOON + WINDOW) == 600


def test_whoever_is_over_their_own_limit_takes_nothing_from_everybodys() -> None:
    for _ in range(6):
        count("send_code", at=NOON, network="198.51.100.7", address=ADDRESS)
    before = sorted(Bucket.objects.values_list("left", flat=True))

    with pytest.raises(TooMany):
        count("send_code", at=NOON, network="198.51.100.7", address=ADDRESS)

    everybody = before[-1]
    assert everybody in Bucket.objects.values_list("left", flat=True)


def test_a_shelter_behind_one_address_is_not_shut_out_by_one_of_its_people() -> None:
    for _ in range(7):
        try:
            count("send_code", at=NOON, network="198.51.100.7", address=ADDRESS)
        except TooMany:
            break

    count("send_code", at=NOON, network="198.51.100.7", address="petro@example.org")


def test_every_act_has_a_limit_for_its_network_and_for_everybody() -> None:
    acts = {limit.act for limit in LIMITS}

    assert all(
        {"network", "everybody"} <= {it.scope for it in limits.limits_of(act)} for act in acts
    )


# Pages -------------------------------------------------------------------------------------------


def tried_to_the_limit(browser: Client) -> Any:
    """Try twenty wrong codes of one address, each code five times; return the 21st answer."""
    answers = []
    for _ in range(4):
        ask_for_code(browser)
        code = code_in_mail()
        answers += [browser.post("/sign-in/code/", {"code": wrong(code)}) for _ in range(5)]
    assert {answer.status_code for answer in answers} == {422}
    return browser.post("/sign-in/code/", {"code": code_in_mail()})


def test_the_21st_code_is_answered_by_a_page_that_says_how_long_to_wait(client: Client) -> None:
    answer = tried_to_the_limit(client)

    assert answer.status_code == 429
    assert 800 < int(answer.headers["Retry-After"]) <= 900
    page = client.post("/sign-in/code/", {"code": "1"}, headers={"accept-language": "en"})
    assert "<h1>Wait 15 minutes</h1>" in page.content.decode()


def test_nothing_is_compared_for_whoever_is_over_the_limit(client: Client) -> None:
    tried_to_the_limit(client)

    assert EmailCode.objects.filter(used_at=None).count() == 4
    assert "_auth_user_id" not in client.session


def test_nothing_is_sent_for_whoever_is_over_the_limit(client: Client) -> None:
    for _ in range(6):
        ask_for_code(client)

    answer = client.post("/sign-in/", {"email": ADDRESS})

    assert answer.status_code == 429
    assert len(mail.outbox) == EmailCode.objects.count() == 6


def test_the_21st_printed_code_of_one_browser_is_too_many(client: Client) -> None:
    url = reverse("sign_in_printed")
    answers = [client.post(url, {"code": "0000"}).status_code for _ in range(21)]

    assert answers == [422] * 20 + [429]
    assert Client().post(url, {"code": "0000"}).status_code == 422


def test_accounts_without_email_are_counted_by_network(client: Client) -> None:
    url = reverse("start_without_email")
    answers = [Client().post(url).status_code for _ in range(101)]

    assert answers == [302] * 100 + [429]
    assert Client(REMOTE_ADDR="198.51.100.7").post(url).status_code == 302
