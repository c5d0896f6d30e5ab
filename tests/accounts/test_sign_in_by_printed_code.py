"""Without e-mail: an account opened by a button, and its code the only way back."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import printed_codes
from accounts.models import PrintedCode, User
from tests.accounts.builders import NOON, Staff, applicant, printed_on, signed_in_as

pytestmark = pytest.mark.django_db

START = "/sign-in/without-email/"
PRINTED = "/sign-in/printed-code/"
KEPT = "/account/printed-code/kept/"


def started(browser: Client) -> str:
    """Start without an address and return the code shown."""
    answer = browser.post(START, follow=True)
    assert answer.redirect_chain == [(f"{KEPT}?next=%2Fapply%2F", 302)]
    return printed_on(answer.content)


def test_a_look_at_the_page_opens_no_account(client: Client) -> None:
    assert client.get(START).status_code == 200
    assert not User.objects.exists()


def test_starting_opens_an_account_and_shows_its_code_once(client: Client) -> None:
    code = started(client)

    user = User.objects.get()
    assert (user.email, user.is_staff, user.has_usable_password()) == ("", False, False)
    assert signed_in_as(client) == user
    assert printed_codes.holder_of(code) == user
    assert code not in client.get("/account/printed-code/").content.decode().replace("<wbr>", "")
    assert code not in str(list(client.session.items()))
    assert not mail.outbox


def test_one_goes_on_once_the_code_is_written_down(client: Client) -> None:
    started(client)

    answer = client.post(KEPT, {"written_down": "on", "next": "/apply/"})

    assert answer.headers["Location"] == "/apply/"
    assert client.get(KEPT).headers["Location"] == "/account/printed-code/"
    assert PrintedCode.objects.get().kept_at is not None


def test_without_the_tick_the_code_is_shown_again(client: Client) -> None:
    code = started(client)

    answer = client.post(KEPT, headers={"accept-language": "en"})

    assert answer.status_code == 422
    assert printed_on(answer.content) == code
    assert 'href="#id_written_down"' in answer.content.decode()


def test_reloading_the_page_shows_the_same_code(client: Client) -> None:
    code = started(client)

    assert [printed_on(client.get(KEPT).content) for _ in range(2)] == [code, code]
    assert printed_codes.holder_of(code) == User.objects.get()


def test_sending_the_button_again_makes_no_second_code(client: Client) -> None:
    code = started(client)

    again = client.post("/account/printed-code/", follow=True)

    assert printed_on(again.content) == code


def test_after_ten_minutes_no_page_shows_the_code(client: Client) -> None:
    started(client)
    assert client.get(KEPT).status_code == 200
    session = client.session
    session["code_on_show"] |= {"until": NOON.isoformat()}
    session.save()

    assert client.get(KEPT).headers["Location"] == "/account/printed-code/"
    assert "code_on_show" not in client.session


def test_the_code_of_one_account_is_not_shown_to_another(client: Client) -> None:
    started(client)
    shown, other = client.session["code_on_show"], Client()
    other.force_login(applicant())
    session = other.session
    session["code_on_show"] = shown
    session.save()

    assert other.get(KEPT).headers["Location"] == "/account/printed-code/"


def test_the_code_leads_back_from_another_device(client: Client) -> None:
    code = started(client)
    other = Client()

    answer = other.post(PRINTED, {"code": code.lower(), "next": "/account/"})

    assert answer.headers["Location"] == "/account/"
    assert signed_in_as(other) == User.objects.get()


def test_every_wrong_code_gets_the_one_sentence(client: Client, staff: Staff) -> None:
    replaced = started(client)
    client.post(KEPT, {"written_down": "on"})
    client.post("/account/printed-code/")
    member = staff("caseworker")
    codes = [
        "1",
        "not a code at all",
        printed_codes.draw(),
        replaced,
        printed_codes.make(member, by=member, at=NOON),
    ]

    answers = [Client().post(PRINTED, {"code": code}) for code in codes]

    assert {answer.status_code for answer in answers} == {422}
    assert len({str(answer.context["form"].errors) for answer in answers}) == 1


def test_on_ones_own_device_a_session_lasts_two_weeks() -> None:
    browser, code = Client(), printed_codes.make(user := applicant(""), by=user, at=NOON)

    browser.post(PRINTED, {"code": code, "own_device": "on"})

    assert int(browser.cookies["sessionid"]["max-age"]) > 13 * 86400


def test_whoever_is_signed_in_starts_no_second_account(client: Client) -> None:
    started(client)

    assert client.post(START).headers["Location"] == reverse("apply")
    assert User.objects.count() == 1


def test_a_code_made_anew_signs_other_devices_out_and_not_this_one(client: Client) -> None:
    code, other = started(client), Client()
    client.post(KEPT, {"written_down": "on"})
    other.post(PRINTED, {"code": code})

    answer = client.post("/account/printed-code/", follow=True)

    assert printed_on(answer.content) != code
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


def test_reloading_the_page_with_the_code_opens_no_second_account() -> None:
    browser = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    token = browser.get(START).context["csrf_token"]
    form = {"csrfmiddlewaretoken": str(token)}
    assert browser.post(START, form).status_code == 302

    answer = browser.post(START, form)

    assert answer.headers["Location"] == "/account/"
    assert User.objects.count() == 1
