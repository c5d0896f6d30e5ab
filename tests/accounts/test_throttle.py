"""So many tries in a window, and the next one after it. The pages say how long to wait."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import limits
from accounts.limits import LIMITS, Limit, TooMany, count
from accounts.models import Bucket, EmailCode
from accounts.throttle import remove_full, spend
from sealing.digests import digest
from tests.accounts.builders import (
    ADDRESS,
    NOON,
    ask_for_code,
    code_in_mail,
    signed_in_as,
    wrong,
)

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


NETWORK = "198.51.100.7"


def left_of(scopes: str, value: str) -> int:
    """Return how many codes may still be sent for one address, network or both."""
    return Bucket.objects.get(key=digest("bucket", f"send_code:{scopes}:{value}")).left


def ask(address: str = ADDRESS, network: str = NETWORK, times: int = 1) -> None:
    for _ in range(times):
        count("send_code", at=NOON, network=network, address=address)


def test_whoever_is_over_their_own_limit_takes_nothing_from_their_neighbours() -> None:
    ask(times=6)
    before = left_of("network", NETWORK)

    for _ in range(5):
        with pytest.raises(TooMany):
            ask()

    assert left_of("network", NETWORK) == before == 194
    assert left_of("address", ADDRESS) == 24


def test_a_shelter_behind_one_address_is_not_shut_out_by_one_of_its_people() -> None:
    ask(times=6)
    with pytest.raises(TooMany):
        ask()

    ask("petro@example.org")


def test_six_strangers_do_not_shut_the_owner_of_an_address_out() -> None:
    for number in range(4):
        ask(network=f"203.0.113.{number}", times=6)

    ask(times=6)


def test_an_attack_on_one_address_from_many_networks_is_slowed() -> None:
    for number in range(5):
        ask(network=f"203.0.113.{number}", times=6)

    with pytest.raises(TooMany):
        ask(network="203.0.113.99")
    ask("petro@example.org")


def test_the_door_is_shut_for_nobody_however_many_come(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(limits, "ALARMS", (Limit("send_code", (), 2, timedelta(minutes=1)),))

    for number in range(2):
        ask(f"person{number}@example.org")
    assert not caplog.records
    for number in range(2, 6):
        ask(f"person{number}@example.org")

    assert [record.getMessage() for record in caplog.records] == [
        "alarm: more than 2 of send_code in 0:01:00"
    ]


def test_every_act_has_a_limit_for_its_network_and_an_alarm() -> None:
    acts = {limit.act for limit in LIMITS}

    assert {limit.act for limit in limits.ALARMS} == acts
    assert {limit.act for limit in LIMITS if limit.scopes == ("network",)} == acts


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
    assert "<h1>Too many requests: wait 15 minutes</h1>" in page.content.decode()


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


def test_a_code_one_waits_for_is_taken_whatever_others_do_with_its_address(client: Client) -> None:
    ask_for_code(client)
    code = code_in_mail()
    for number in range(6):
        stranger = Client(REMOTE_ADDR=f"203.0.113.{number}")
        ask_for_code(stranger)
        for _ in range(5):
            stranger.post("/sign-in/code/", {"code": wrong(code_in_mail())})

    client.post("/sign-in/code/", {"code": code})

    assert signed_in_as(client) is not None


def test_looks_and_tries_make_no_session(client: Client) -> None:
    url = reverse("sign_in_printed")
    client.get(url)
    client.post(url, {"code": "0000"})

    assert not Session.objects.exists()


def test_the_21st_printed_code_of_one_browser_is_too_many(client: Client) -> None:
    url = reverse("sign_in_printed")
    client.get(url)
    answers = [client.post(url, {"code": "0000"}).status_code for _ in range(21)]

    assert answers == [422] * 20 + [429]
    assert Client().post(url, {"code": "0000"}).status_code == 422


def test_accounts_without_email_are_counted_by_network(client: Client) -> None:
    url = reverse("start_without_email")
    answers = [Client().post(url).status_code for _ in range(101)]

    assert answers == [302] * 100 + [429]
    assert Client(REMOTE_ADDR="198.51.100.7").post(url).status_code == 302
