"""A password that somebody else made opens nothing but the page on which it is replaced."""

import getpass
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.middleware import get_user
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import middleware, passwords, totp
from accounts.models import User
from accounts.passwords import NotGiven
from accounts.roles import Role
from audit.models import Entry
from housing_portal.demonstration.staff import with_password
from tests.signing_in import code_of, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

GIVEN, OWN = "a password of many words", "another quiet passphrase"
LOGIN, FACTOR, APP, PAGE = (
    "/admin/login/",
    "/second-factor/",
    "/second-factor/app/",
    "/second-factor/password/",
)
OF_STAFF = [
    "/admin/",
    "/admin/password_change/",
    "/second-factor/own/",
    "/admin/desk/",
    "/helping/",
]


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    """Somebody who never signed in; an administrator made the account."""
    user = staff(Role.CASEWORKER, Role.REGISTRAR, Role.OPERATOR, name="halyna")
    user.set_password(GIVEN)
    user.save(update_fields=["password"])
    passwords.give(user)
    return user


def typed(password: str, again: str = "") -> dict[str, str]:
    return {"new_password1": password, "new_password2": again or password}


def sign_in(browser: Client, password: str, **onward: str) -> Any:
    browser.post(LOGIN, {"username": "halyna", "password": password, **onward})
    return browser.post(FACTOR, {"code": code_of(User.objects.get(username="halyna")), **onward})


def statuses(browser: Client) -> set[int]:
    return {browser.get(address).status_code for address in OF_STAFF}


def test_at_the_first_sign_in_factor_and_own_password_come_before_any_room(
    client: Client, halyna: User
) -> None:
    client.cookies["django_language"] = "en"
    client.post(LOGIN, {"username": "halyna", "password": GIVEN})
    key = "".join(client.get(APP).context["key"])
    client.post(APP, {"code": totp.code(key, totp.step_of(timezone.now()))})
    client.post("/second-factor/codes/")

    assert statuses(client) == {302}
    asked = client.get("/admin/", follow=True)
    assert [to for to, _ in asked.redirect_chain] == [
        "/admin/login/?next=/admin/",
        f"{PAGE}?next=%2Fadmin%2F",
    ]
    assert "was made by somebody else" in asked.content.decode()

    assert client.post(PAGE, typed(OWN)).headers["Location"] == "/admin/"
    assert statuses(client) == {200}


def test_the_page_asked_for_comes_after_it(client: Client, halyna: User) -> None:
    with_app(halyna)
    page = "/admin/applications/application/"

    led = sign_in(client, GIVEN, next=page).headers["Location"]

    assert led == f"{PAGE}?next=%2Fadmin%2Fapplications%2Fapplication%2F"
    assert client.post(PAGE, {**typed(OWN), "next": page}).headers["Location"] == page


def test_the_one_given_opens_nothing_any_more_and_its_sessions_end(
    client: Client, halyna: User
) -> None:
    other = Client()
    with_app(halyna)
    other.force_login(halyna)
    client.force_login(halyna)

    client.post(PAGE, typed(OWN))

    halyna.refresh_from_db()
    assert (halyna.check_password(GIVEN), halyna.check_password(OWN)) == (False, True)
    assert other.get(PAGE).headers["Location"].startswith(LOGIN)
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.by_id) == ("user.password_changed", halyna.pk)
    assert "Пароль змінено" in mail.outbox[-1].subject
    with pytest.raises(NotGiven):
        passwords.choose_first(halyna, GIVEN, at=timezone.now())


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (typed(GIVEN), "the password you were given"),
        (typed(OWN, GIVEN), "are not the same"),
        (typed("short"), "too short"),
        ({}, "Choose a password."),
    ],
    ids=["the one given", "two different ones", "short", "none"],
)
def test_a_password_that_will_not_do_is_refused_by_name(
    client: Client, halyna: User, sent: dict[str, str], said: str
) -> None:
    client.force_login(halyna)

    answer = client.post(PAGE, sent, headers={"accept-language": "en"})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert statuses(client) == {302}


def test_before_the_factor_the_page_asks_to_sign_in(client: Client, halyna: User) -> None:
    with_app(halyna)
    client.post(LOGIN, {"username": "halyna", "password": GIVEN})

    assert client.post(PAGE, typed(OWN)).headers["Location"].startswith(LOGIN)
    halyna.refresh_from_db()
    assert halyna.check_password(GIVEN)


def test_whoever_chose_their_own_is_not_asked(client: Client, staff: Callable[..., User]) -> None:
    client.force_login(staff(Role.CASEWORKER))

    assert client.get("/admin/").status_code == 200
    assert client.get(PAGE).headers["Location"] == "/admin/"


def test_the_admin_itself_asks_also_where_a_page_knows_the_account(
    client: Client, halyna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The middleware is taken away: whoever finds a way past it meets the site's own question."""
    client.force_login(halyna)
    monkeypatch.setattr(middleware, "confirmed", get_user)

    assert client.get("/admin/").status_code == 302
    passwords.choose_first(halyna, OWN, at=timezone.now())
    client.force_login(halyna)
    assert client.get("/admin/").status_code == 200, "control"


# Who gives one -----------------------------------------------------------------------------------


def test_an_administrator_who_makes_an_account_gives_its_password(
    client: Client, staff: Callable[..., User]
) -> None:
    client.force_login(staff(Role.ADMINISTRATOR))
    made = {"username": "olha", "email": "olha@example.org", "usable_password": "true"}

    client.post(
        reverse("admin:accounts_user_add"), {**made, "password1": GIVEN, "password2": GIVEN}
    )

    assert User.objects.get(username="olha").password_is_given


def test_so_does_whoever_sets_another_ones_and_nobody_their_own(
    client: Client, halyna: User, staff: Callable[..., User]
) -> None:
    owner = staff(name="owner")
    User.objects.filter(pk=owner.pk).update(is_superuser=True)
    User.objects.filter(pk=halyna.pk).update(password_is_given=False)
    client.force_login(owner)
    new = {"password1": OWN, "password2": OWN, "usable_password": "true"}

    for user in (halyna, owner):
        address = reverse("admin:auth_user_password_change", args=[user.pk])
        assert client.post(address, new).status_code == 302

    given = User.objects.filter(password_is_given=True)
    assert list(given) == [halyna]


def test_the_passwords_that_make_run_prints_open_once(client: Client) -> None:
    user, _ = with_password(Role.LEASE_CLERK)

    assert User.objects.get(pk=user.pk).password_is_given


def test_a_password_set_at_the_machine_is_given_too(
    halyna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.filter(pk=halyna.pk).update(password_is_given=False)
    monkeypatch.setattr(getpass, "getpass", lambda prompt="": OWN)

    call_command("changepassword", "halyna")

    halyna.refresh_from_db()
    assert halyna.check_password(OWN)
    assert halyna.password_is_given
    assert Entry.objects.get(act="user.password_set").subject == f"user:{halyna.pk}"
