"""A password alone opens nothing to staff; the factor opens it, and only for a while."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client, RequestFactory
from django.utils import timezone
from fido2.cose import ES256
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

from accounts import factors, second_factor, totp
from accounts.factors import WrongCode
from accounts.models import Factor, User
from accounts.roles import Role
from accounts.views import adding_factors
from audit.models import Entry
from tests.conftest import NOON
from tests.doors_asking import without
from tests.signing_in import bare_login, code_of, put_mark, with_app

pytestmark = pytest.mark.django_db

PASSWORD = "a password of many words"
POINT = ES256({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)})
KEY = websafe_encode(bytes(AttestedCredentialData.create(bytes(16), b"key", POINT)))
INDEX, FACTOR, APP, PASSKEY, CODES = (
    "/admin/",
    "/second-factor/",
    "/second-factor/app/",
    "/second-factor/passkey/",
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


def acts() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("act", flat=True))


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
    assert acts() == ["factor.added", "user.signed_in", "factor.recovery_codes_drawn"]


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


@pytest.mark.parametrize("page", [APP, PASSKEY])
def test_nor_does_whoever_was_let_on_before_another_browser_added_one(
    client: Client, halyna: User, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    """Both browsers have the password alone; the other is quicker after this one was asked."""

    def other_is_quicker(*_: object) -> bool:
        Factor.objects.create(
            user=halyna, kind="passkey", name="1", made_at=NOON, credential_id="a", credential=KEY
        )
        return False

    made = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.AT, 0, websafe_decode(KEY))
    monkeypatch.setattr(Fido2Server, "register_complete", lambda *_: made)
    type_password(client)
    key = shown_key(client)
    monkeypatch.setattr(adding_factors, "may_not_yet", other_is_quicker)

    code = totp.code(key, totp.step_of(timezone.now()))
    answer = client.post(page, {"code": code, "passkey": "{}", "name": "2"})

    assert answer.headers["Location"].startswith(FACTOR)
    assert "codes" not in answer.headers["Location"]
    assert halyna.factors.get().name == "1"


@pytest.mark.parametrize("name", ["password", "last_name"])
def test_saving_an_account_read_before_revives_no_session(
    client: Client, halyna: User, name: str
) -> None:
    stale = User.objects.get(pk=halyna.pk)
    client.force_login(stale)
    factors.reset(halyna, by=halyna, at=NOON)

    setattr(stale, name, stale.password if name == "password" else "Інша")
    stale.save()

    assert User.objects.get(pk=halyna.pk).factors_changed == 1
    assert getattr(User.objects.get(pk=halyna.pk), name) == getattr(stale, name)
    assert not is_open(client)


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
    assert "Додано другий чинник" in mail.outbox[-1].subject
    assert mail.outbox[-1].to == [halyna.email]


def test_a_new_password_ends_the_other_sessions_and_is_recorded(
    client: Client, halyna: User
) -> None:
    other = Client()
    other.force_login(halyna)
    client.force_login(halyna)
    new = "another quiet passphrase"

    typed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    client.post("/admin/password_change/", typed)

    assert is_open(client)
    assert not is_open(other)
    assert acts() == ["user.password_changed"]
    assert Entry.objects.get().by_id == halyna.pk
    assert "Пароль змінено" in mail.outbox[-1].subject


def test_a_deactivated_account_opens_nothing_at_the_next_page(client: Client, halyna: User) -> None:
    client.force_login(halyna)
    assert is_open(client)

    User.objects.filter(pk=halyna.pk).update(is_active=False)

    assert not is_open(client)


def test_every_step_of_signing_in_gives_the_session_another_id(
    client: Client, halyna: User
) -> None:
    with_app(halyna)
    client.get("/admin/login/")
    client.session.save()
    ids = {client.session.session_key}

    type_password(client)
    ids.add(client.session.session_key)
    client.post(FACTOR, {"code": code_of(halyna)})
    ids.add(client.session.session_key)

    assert len(ids) == 3


# Guessing ----------------------------------------------------------------------------------------


def answer_to(browser: Client, username: str, *, network: str = "127.0.0.1") -> Any:
    typed = {"username": username, "password": "wrong"}
    return browser.post("/admin/login/", typed, REMOTE_ADDR=network)


def said_to(browser: Client, username: str) -> str:
    page = answer_to(browser, username).content.decode().replace(username, "…")
    return without(page, ())


def test_wrong_unknown_closed_and_an_applicants_are_answered_the_same(
    client: Client, halyna: User, staff: Callable[..., User]
) -> None:
    User.objects.filter(pk=staff("auditor", name="closed").pk).update(is_active=False)
    User.objects.create_user("olena", "olena@example.org", "wrong")

    answers = {said_to(client, name) for name in ("halyna", "nobody", "closed", "olena")}

    assert len(answers) == 1


def test_guessing_is_stopped_before_anything_is_hashed(
    client: Client, halyna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(10):
        assert answer_to(client, "halyna").status_code == 200
    monkeypatch.setattr("accounts.staff_forms.AdminAuthenticationForm.clean", None)

    refused = answer_to(client, "HALYNA")

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0


def test_whoever_guesses_at_one_account_shuts_no_colleague_out_of_the_office(
    client: Client, halyna: User, staff: Callable[..., User]
) -> None:
    petro = staff("auditor", name="petro")
    petro.set_password(PASSWORD)
    petro.save(update_fields=["password"])
    for _ in range(30):
        answer_to(client, "halyna")

    assert type_password(Client(), "petro").startswith(FACTOR)


def test_guessing_from_elsewhere_leaves_the_holder_at_their_desk_in(
    client: Client, halyna: User
) -> None:
    for _ in range(11):
        answer_to(client, "halyna", network="203.0.113.9")

    assert type_password(Client()).startswith(FACTOR)


def test_codes_are_not_guessed_either(client: Client, halyna: User) -> None:
    with_app(halyna)
    type_password(client)
    for _ in range(10):
        assert client.post(FACTOR, {"code": "000"}).status_code == 422

    assert client.post(FACTOR, {"code": code_of(halyna)}).status_code == 429


# One's own factors -------------------------------------------------------------------------------


def removed(browser: Client, user: User) -> Any:
    return browser.post(f"/second-factor/own/{user.factors.get(kind='app').pk}/remove/")


def test_the_only_factor_stays(client: Client, halyna: User) -> None:
    with_app(halyna)
    client.force_login(User.objects.get(pk=halyna.pk))

    assert removed(client, halyna).headers["Location"] == "/second-factor/own/"
    assert halyna.factors.count() == 1


def test_one_of_two_is_removed_by_whoever_has_just_shown_one(client: Client, halyna: User) -> None:
    with_app(halyna)
    Factor.objects.create(
        user=halyna, kind="passkey", name="USB", made_at=NOON, credential_id="a", credential="b"
    )
    client.force_login(User.objects.get(pk=halyna.pk))
    put_mark(client, factor_at=timezone.now().timestamp() - 601)
    assert removed(client, halyna).headers["Location"].startswith(FACTOR)
    assert halyna.factors.count() == 2

    put_mark(client)
    removed(client, halyna)

    assert halyna.factors.get().name == "USB"
    assert is_open(client)
    assert acts()[-1] == "factor.removed"


def test_a_factor_of_a_colleague_is_not_there(
    client: Client, halyna: User, staff: Callable[..., User]
) -> None:
    with_app(halyna)
    client.force_login(staff("auditor"))

    assert removed(client, halyna).status_code == 404
    assert halyna.factors.count() == 1


def test_drawing_codes_anew_ends_those_before(client: Client, halyna: User) -> None:
    with_app(halyna)
    before = factors.draw_recovery_codes(halyna, at=NOON)[0]
    client.force_login(User.objects.get(pk=halyna.pk))

    assert client.post("/second-factor/own/codes/").headers["Location"] == CODES

    with pytest.raises(WrongCode):
        factors.try_code(halyna, before, at=NOON)


def answered(said: bytes) -> str:
    """Return what a browser sends when its key says this, to a challenge of any kind."""
    given = {
        "clientDataJSON": websafe_encode(b'{"type": "a", "challenge": "YQ", "origin": "a"}'),
        "attestationObject": websafe_encode(said),
        "authenticatorData": websafe_encode(said),
        "signature": "YQ",
    }
    return json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "response": given})


NO_ANSWERS = (
    "", "{}", "[]", "null", '{"id": "a", "rawId": "a", "response": {}}', "{" * 5000, "[" * 5000,
    answered(b""), answered(b"\x19"), answered(b"\x81" * 5000),
)  # fmt: skip


@pytest.mark.parametrize("answer", NO_ANSWERS, ids=range(len(NO_ANSWERS)))
def test_what_is_no_answer_of_a_passkey_adds_none(
    client: Client, halyna: User, answer: str
) -> None:
    type_password(client)
    client.get(PASSKEY)

    assert client.post(PASSKEY, {"passkey": answer, "name": "USB"}).status_code == 422
    assert not halyna.factors.exists()


@pytest.mark.parametrize("answer", NO_ANSWERS, ids=range(len(NO_ANSWERS)))
def test_what_is_no_answer_of_a_passkey_opens_nothing(
    client: Client, halyna: User, answer: str
) -> None:
    Factor.objects.create(
        user=halyna, kind="passkey", name="USB", made_at=NOON, credential_id="a", credential=KEY
    )
    type_password(client)
    client.get(FACTOR)

    assert client.post(FACTOR, {"passkey": answer}).status_code == 422
    assert not is_open(client)


# Asked once more ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "is_recent"), [(599, True), (601, False)])
def test_the_factor_counts_as_just_shown_for_ten_minutes(
    client: Client, halyna: User, seconds: int, is_recent: bool
) -> None:
    at = timezone.now()
    client.force_login(halyna)
    put_mark(client, factor_at=at.timestamp() - seconds)
    request = RequestFactory().get(INDEX)
    request.session = client.session

    assert second_factor.confirmed_recently(request, at) is is_recent


def test_asked_once_more_one_comes_back_to_where_one_was(client: Client, halyna: User) -> None:
    with_app(halyna)
    client.force_login(User.objects.get(pk=halyna.pk))
    put_mark(client, factor_at=timezone.now().timestamp() - 601)
    asked = client.get(APP).headers["Location"]

    answer = client.post(asked, {"code": code_of(halyna)})

    assert answer.headers["Location"] == APP
    assert "user.signed_in" not in acts()


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
