"""A password alone opens nothing to staff; the factor opens it, and only for a while."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import factors, totp
from accounts.factors import WrongCode
from accounts.models import User
from accounts.roles import Role
from audit.models import Entry
from tests.conftest import NOON
from tests.signing_in import bare_login, code_of, put_mark, with_app

pytestmark = pytest.mark.django_db

PASSWORD = "a password of many words"
INDEX, FACTOR, APP, CODES = (
    "/admin/",
    "/second-factor/",
    "/second-factor/app/",
    "/second-factor/codes/",
)


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    user = staff(Role.CASEWORKER, name="halyna")
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def type_password(browser: Client, username: str = "halyna") -> str:
    answer = browser.post("/admin/login/", {"username": username, "password": PASSWORD})
    assert answer.status_code == 302
    return answer.headers["Location"]


def shown_key(browser: Client) -> str:
    """Return the key that the page of a new app shows."""
    key: list[str] = browser.get(APP).context["key"]
    return "".join(key)


def is_open(browser: Client) -> bool:
    return browser.get(INDEX).status_code == 200


def test_a_password_alone_opens_no_room(client: Client, halyna: User) -> None:
    assert type_password(client) == "/second-factor/?next=%2Fadmin%2F"

    assert client.get(INDEX).headers["Location"] == "/admin/login/?next=/admin/"


def test_the_first_time_an_app_is_added_and_codes_are_printed(client: Client, halyna: User) -> None:
    type_password(client)
    assert client.get(FACTOR).headers["Location"] == APP
    key = shown_key(client)

    answer = client.post(APP, {"code": totp.code(key, totp.step_of(timezone.now()))})
    assert answer.headers["Location"] == CODES
    codes = client.get(CODES).context["codes"]
    client.post(CODES)

    assert is_open(client)
    assert len(codes) == len(set(codes)) == factors.codes_left(halyna) == 10
    assert client.get(CODES).headers["Location"] == INDEX  # seen once
    assert key not in str(halyna.factors.get().secret)
    assert list(Entry.objects.values_list("act", flat=True)) == [
        "factor.added",
        "factor.recovery_codes_drawn",
    ]


def test_the_page_asked_for_comes_after_both(client: Client, halyna: User) -> None:
    with_app(halyna)
    page = "/admin/applications/application/"
    client.post(
        f"/admin/login/?next={page}",
        {"username": "halyna", "password": PASSWORD, "next": page},
    )

    answer = client.post(FACTOR, {"code": code_of(halyna), "next": page})

    assert answer.headers["Location"] == page


def test_whoever_has_a_factor_adds_none_by_the_password(client: Client, halyna: User) -> None:
    with_app(halyna)
    type_password(client)

    assert client.get(APP).headers["Location"].startswith(FACTOR)


def test_a_code_opens_once(client: Client, halyna: User) -> None:
    with_app(halyna)
    code = code_of(halyna)
    type_password(client)
    other = Client()
    type_password(other)

    client.post(FACTOR, {"code": code})
    refused = other.post(FACTOR, {"code": code})

    assert is_open(client)
    assert refused.status_code == 422
    assert not is_open(other)


@pytest.mark.parametrize(
    ("seconds", "is_taken"),
    [(-31, False), (-30, True), (0, True), (59, True), (60, False)],
    ids=["two steps early", "a step early", "now", "a step late", "two steps late"],
)
def test_a_clock_may_be_a_step_off(halyna: User, seconds: int, is_taken: bool) -> None:
    secret = totp.draw_secret()
    start = NOON.replace(second=0)
    factors.add_app(
        halyna,
        secret,
        totp.code(secret, totp.step_of(NOON) - 9),
        name="",
        at=start - timedelta(seconds=270),
    )
    code = totp.code(secret, totp.step_of(start))

    try:
        factors.try_code(halyna, code, at=start + timedelta(seconds=seconds))
    except WrongCode:
        assert not is_taken
    else:
        assert is_taken


def test_the_digits_are_those_of_rfc_6238() -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert [totp.code(secret, second // 30) for second in (59, 1111111109, 20000000000)] == [
        "287082",
        "081804",
        "353130",
    ]


def test_a_recovery_code_opens_once_and_leaves_a_trace(client: Client, halyna: User) -> None:
    with_app(halyna)
    code = factors.draw_recovery_codes(halyna, at=timezone.now())[0]
    type_password(client)

    client.post(FACTOR, {"code": code.lower().replace("-", " ")})

    assert is_open(client)
    assert factors.codes_left(halyna) == 9
    assert Entry.objects.filter(act="factor.recovery_code_used").count() == 1
    with pytest.raises(WrongCode):
        factors.try_code(halyna, code, at=timezone.now())


@pytest.mark.parametrize(
    ("mark", "opens"),
    [
        pytest.param({"seen_at": 14 * 60}, True, id="used 14 minutes ago"),
        pytest.param({"seen_at": 15 * 60}, False, id="idle for 15 minutes"),
        pytest.param({"password_at": 9 * 3600}, True, id="signed in 9 hours ago"),
        pytest.param({"password_at": 10 * 3600}, False, id="signed in 10 hours ago"),
    ],
)
def test_a_session_of_staff_ends(
    client: Client, halyna: User, mark: dict[str, int], opens: bool
) -> None:
    client.force_login(halyna)
    now = timezone.now().timestamp()
    put_mark(client, **{name: now - ago for name, ago in mark.items()})

    assert is_open(client) is opens


def test_a_session_from_before_there_were_factors_opens_nothing(
    client: Client, halyna: User
) -> None:
    bare_login(client, halyna)

    assert not is_open(client)


def test_signing_in_again_asks_for_the_factor_again(client: Client, halyna: User) -> None:
    client.force_login(halyna)
    assert is_open(client)

    type_password(client)

    assert not is_open(client)


def test_another_factor_ends_the_other_sessions(client: Client, halyna: User) -> None:
    other = Client()
    other.force_login(halyna)
    client.force_login(halyna)
    key = shown_key(client)

    client.post(APP, {"code": totp.code(key, totp.step_of(timezone.now()))})

    assert is_open(client)
    assert not is_open(other)


def test_without_the_question_in_the_admin_itself_and_before_it_a_password_would_do(
    client: Client, halyna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: both guards off, the harm appears; either alone holds."""
    bare_login(client, halyna)
    with monkeypatch.context() as patch:
        patch.setattr("accounts.middleware.confirmed", lambda _request: halyna)
        assert not is_open(client)
        patch.setattr("accounts.site.second_factor.is_confirmed", lambda *_: True)
        assert is_open(client)
