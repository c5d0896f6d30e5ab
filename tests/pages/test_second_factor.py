"""The second factor in a browser: an app without scripts, a passkey with them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from accounts.models import User
from accounts.services import create_roles
from tests.pages.conftest import PASSWORD, PHONE, Desk

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
]
KEY_ON_USB = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def halyna() -> User:
    create_roles()
    user = User.objects.create_user("halyna", "halyna@example.org", PASSWORD, is_staff=True)
    user.groups.set(Group.objects.filter(name="caseworker"))
    return user


def with_key(seat: Desk) -> Any:
    """Plug a key into the browser's computer."""
    session: Any = seat.page.context.new_cdp_session(seat.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY_ON_USB})
    return session


def type_password(seat: Desk) -> None:
    seat.open("/admin/login/").check()
    seat.page.fill("#id_username", "halyna")
    seat.page.fill("#id_password", PASSWORD)
    with seat.page.expect_navigation():
        seat.page.click(".submit-row [type=submit]")


@pytest.mark.parametrize("language", ["uk", "en"])
def test_a_passkey_is_added_first_and_opens_the_rooms_again(
    desk: Callable[..., Desk], halyna: User, language: str
) -> None:
    seat = desk(language)
    _plugged = with_key(seat)
    type_password(seat)
    seat.check()
    seat.follow(seat.say("Add a passkey instead: this computer, a phone, a key on USB")).check()
    seat.fill("What to call it", "USB")
    seat.press("Make a passkey").check()
    seat.press("I have the codes on paper: continue").check()
    seat.open("/second-factor/own/").check()
    expect(seat.page.locator(".card h2")).to_have_text("USB")

    seat.open("/admin/").press("Log out")
    type_password(seat)
    seat.check()
    seat.press("Use a passkey").check()

    assert seat.page.url.endswith("/admin/")
    assert halyna.factors.get().sign_count > 1
    assert seat.complaints == []


@pytest.mark.parametrize("language", ["uk", "en"])
def test_an_app_is_added_on_a_narrow_phone_without_scripts(
    desk: Callable[..., Desk], halyna: User, language: str
) -> None:
    seat = desk(language, PHONE, scripts=False)

    seat.sign_in("halyna", PASSWORD).check()
    seat.open("/second-factor/own/").check()
    seat.open("/second-factor/?next=/admin/").check()
    seat.press("Continue").check()

    assert seat.page.locator(".error-summary").is_visible()
    assert [said for said in seat.complaints if "422" not in said] == []
