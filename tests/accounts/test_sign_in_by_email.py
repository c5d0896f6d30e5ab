"""A code by e-mail lets an applicant in: known or not, the answers are the same. Staff never."""

import re
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import EmailCode, User
from tests.accounts.builders import (
    ADDRESS,
    Staff,
    applicant,
    ask_for_code,
    code_in_mail,
    signed_in_as,
    wrong,
)

pytestmark = pytest.mark.django_db

SIGN_IN = "/sign-in/"
CODE = "/sign-in/code/"


def said(answer: Any) -> tuple[int, dict[str, str], str]:
    """Return status, headers and body of an answer, without what is random in each."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return answer.status_code, dict(answer.headers), body


def test_a_code_opens_the_account_of_its_address(client: Client) -> None:
    known = applicant()
    ask_for_code(client)

    answer = client.post(CODE, {"code": code_in_mail()})

    assert answer.headers["Location"] == reverse("apply")
    assert signed_in_as(client) == known


def test_an_unknown_address_becomes_an_account_once_its_code_is_typed(client: Client) -> None:
    ask_for_code(client)
    assert not User.objects.exists()

    client.post(CODE, {"code": code_in_mail()})

    user = User.objects.get()
    assert (user.email, user.is_staff, user.has_usable_password()) == (ADDRESS, False, False)
    assert ADDRESS not in user.username
    assert signed_in_as(client) == user


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("{} {}", id="a blank between"),
        pytest.param(" {}{} ", id="nothing between"),
        pytest.param("{}–{}", id="a dash"),
        pytest.param("{}\u00a0{}", id="a blank that does not break"),
    ],
)
def test_a_code_is_read_as_people_type_it(client: Client, typed: str) -> None:
    ask_for_code(client)

    client.post(CODE, {"code": typed.format(*code_in_mail().split("-"))})

    assert signed_in_as(client) is not None


@pytest.mark.parametrize("zero", ["٠", "\uff10"], ids=["Arabic-Indic digits", "full-width digits"])
def test_a_code_in_other_digits_is_the_same_code(client: Client, zero: str) -> None:
    ask_for_code(client)
    digits = [digit for digit in code_in_mail() if digit.isdigit()]

    client.post(CODE, {"code": "".join(chr(ord(zero) + int(digit)) for digit in digits)})

    assert signed_in_as(client) is not None


@pytest.mark.parametrize(
    "address", ["OLENA@example.org", "olena@EXAMPLE.ORG", " olena@example.org"]
)
def test_an_address_is_the_same_in_any_case(client: Client, address: str) -> None:
    known = applicant()
    ask_for_code(client, address)

    client.post(CODE, {"code": code_in_mail()})

    assert signed_in_as(client) == known


# Known and unknown -------------------------------------------------------------------------------


def test_known_unknown_and_staff_get_the_same_answers(staff: Staff, language: str) -> None:
    staff("caseworker", name="bojko")
    applicant("known0@example.org")
    answers = []
    for address in ("known0@example.org", "nobody@example.org", "bojko@example.org"):
        browser = Client(headers={"accept-language": language})
        steps = [
            browser.post(SIGN_IN, {"email": address}),
            browser.get(CODE),
            browser.post(CODE, {"code": "0000-0000"}),
        ]
        answers.append([said(each) for each in steps])

    known, unknown, of_staff = (
        [(status, headers, body.replace(address, "")) for status, headers, body in each]
        for each, address in zip(
            answers, ("known0@example.org", "nobody@example.org", "bojko@example.org"), strict=True
        )
    )
    assert [status for status, _headers, _body in known] == [302, 200, 422]
    assert without_length(known) == without_length(unknown) == without_length(of_staff)


def without_length(
    answers: list[tuple[int, dict[str, str], str]],
) -> list[tuple[int, dict[str, str], str]]:
    """Leave the length out: the page shows the address that was typed."""
    return [
        (status, {name: it for name, it in headers.items() if name != "Content-Length"}, body)
        for status, headers, body in answers
    ]


def test_known_unknown_and_staff_cost_the_same(staff: Staff) -> None:
    staff("caseworker", name="bojko")
    applicant()
    counted = []
    for address in (ADDRESS, "nobody@example.org", "bojko@example.org"):
        with CaptureQueriesContext(connection) as asked:
            ask_for_code(Client(), address)
        counted.append([re.sub(r"'[^']*'|\d+", "?", it["sql"]) for it in asked.captured_queries])

    assert counted[0] == counted[1] == counted[2]
    assert [letter.to for letter in mail.outbox] == [
        [ADDRESS], ["nobody@example.org"], ["bojko@example.org"],
    ]  # fmt: skip


def test_known_and_unknown_get_the_same_letter(client: Client) -> None:
    applicant()
    letters = []
    for address in (ADDRESS, "nobody@example.org"):
        ask_for_code(Client(), address)
        letters.append(str(mail.outbox[-1].body).replace(code_in_mail(), ""))

    assert letters[0] == letters[1]


def test_the_letter_is_in_both_languages_and_names_nobody(client: Client) -> None:
    ask_for_code(client)

    [letter] = mail.outbox
    body = str(letter.body)
    assert "не просили" in body
    assert "did not ask" in body
    assert ADDRESS not in body + letter.subject
    assert code_in_mail() not in letter.subject


# Staff -------------------------------------------------------------------------------------------


def test_the_letter_to_staff_has_no_code(client: Client, staff: Staff) -> None:
    staff("caseworker", name="bojko")

    ask_for_code(client, "bojko@example.org")

    assert re.search(r"\d{4}-\d{4}", str(mail.outbox[-1].body)) is None


@pytest.mark.parametrize(
    "raised",
    [
        pytest.param({"is_staff": True}, id="made staff meanwhile"),
        pytest.param({"is_superuser": True}, id="made a superuser meanwhile"),
        pytest.param({"is_active": False}, id="closed meanwhile"),
    ],
)
def test_even_the_right_code_lets_in_applicants_alone(
    client: Client, raised: dict[str, bool]
) -> None:
    user = applicant()
    ask_for_code(client)
    User.objects.filter(pk=user.pk).update(**raised)

    answer = client.post(CODE, {"code": code_in_mail()})

    assert answer.status_code == 422
    assert signed_in_as(client) is None


def test_a_code_lets_in_nobody_with_a_role(client: Client, staff: Staff) -> None:
    user = staff("caseworker", name="bojko")
    User.objects.filter(pk=user.pk).update(is_staff=False)
    ask_for_code(client, user.email)

    assert client.post(CODE, {"code": code_in_mail()}).status_code == 422
    assert signed_in_as(client) is None


# Codes -------------------------------------------------------------------------------------------


def test_a_code_works_once(client: Client) -> None:
    ask_for_code(client)
    code, waiting = code_in_mail(), client.session["code_to_sign_in"]
    client.post(CODE, {"code": code})
    again = Client()
    session = again.session
    session["code_to_sign_in"] = waiting
    session.save()

    answer = again.post(CODE, {"code": code})

    assert answer.status_code == 422
    assert signed_in_as(again) is None


def test_a_code_works_in_the_browser_that_asked_for_it_alone(client: Client) -> None:
    ask_for_code(client)
    code, other = code_in_mail(), Client()
    ask_for_code(other)

    assert other.post(CODE, {"code": code}).status_code == 422
    assert Client().post(CODE, {"code": code}).headers["Location"] == SIGN_IN
    assert client.post(CODE, {"code": code}).status_code == 302


def test_after_five_wrong_tries_the_right_code_is_refused(client: Client) -> None:
    ask_for_code(client)
    code = code_in_mail()
    for _ in range(5):
        assert client.post(CODE, {"code": wrong(code)}).status_code == 422

    answer = client.post(CODE, {"code": code}, headers={"accept-language": "en"})

    assert answer.status_code == 422
    assert "no longer works" in answer.content.decode()
    assert signed_in_as(client) is None


def test_the_database_does_not_know_the_code(client: Client) -> None:
    ask_for_code(client)

    kept = str(EmailCode.objects.values().get()) + str(client.session.items())

    assert code_in_mail() not in kept
    assert code_in_mail().replace("-", "") not in kept


# Bad input ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("", id="empty"),
        pytest.param("olena@example", id="no top-level domain"),
        pytest.param("olena example@org.ua", id="a blank"),
        pytest.param("olena@example,org", id="a comma"),
        pytest.param("olena@example.org\r\nBcc: all@example.org", id="a header"),
        pytest.param("олена@example.org", id="a name in Cyrillic"),
        pytest.param(f"{'o' * 300}@example.org", id="too long"),
        pytest.param("olena@example.org\x00", id="an invisible character"),
    ],
)
def test_what_is_no_address_is_refused_beside_the_field(client: Client, address: str) -> None:
    answer = client.post(SIGN_IN, {"email": address}, headers={"accept-language": "en"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "<title>Error:" in page
    assert 'href="#id_email"' in page
    assert not mail.outbox


def test_what_was_typed_stays_when_no_mail_goes_out(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: Any) -> int:
        raise SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "send_messages", down)

    answer = client.post(SIGN_IN, {"email": ADDRESS}, headers={"accept-language": "en"})

    assert answer.status_code == 503
    assert f'value="{ADDRESS}"' in answer.content.decode()
    assert "could not be sent" in answer.content.decode()


def test_an_address_the_server_refuses_is_answered_as_any_other(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> int:
        raise SMTPRecipientsRefused({})

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)

    assert client.post(SIGN_IN, {"email": ADDRESS}).headers["Location"] == CODE


def test_the_page_of_the_code_needs_one_to_wait_for(client: Client) -> None:
    assert client.get(CODE).headers["Location"] == SIGN_IN


# The session -------------------------------------------------------------------------------------


def entered(browser: Client, **form: str) -> Any:
    ask_for_code(browser)
    answer: Any = browser.post(CODE, {"code": code_in_mail(), **form})
    return answer


def test_the_session_gets_a_new_id_when_signing_in(client: Client) -> None:
    ask_for_code(client)
    before = client.session.session_key

    client.post(CODE, {"code": code_in_mail()})

    assert client.session.session_key != before
    assert not client.session.exists(str(before))


def test_a_session_ends_with_the_browser_and_after_eight_hours(client: Client) -> None:
    entered(client)

    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.session.get_expiry_age() == 8 * 3600


def test_on_ones_own_device_a_session_lasts_two_weeks(client: Client) -> None:
    entered(client, own_device="on")

    assert 14 * 86400 - 60 < int(client.cookies["sessionid"]["max-age"]) <= 14 * 86400


def test_signing_out_ends_the_session_on_the_server(client: Client) -> None:
    entered(client)
    key = client.session.session_key

    assert client.get(reverse("sign_out")).status_code == 405
    assert SESSION_KEY in client.session
    client.post(reverse("sign_out"))

    assert not client.session.exists(str(key))
    assert client.get(reverse("account")).status_code == 302


@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("/account/", "/account/"),
        ("/apply/?a=1", "/apply/?a=1"),
        ("https://evil.example/", "/apply/"),
        ("//evil.example/", "/apply/"),
        ("/\\evil.example/", "/apply/"),
        ("javascript:alert(1)", "/apply/"),
        ("evil", "/apply/"),
    ],
)
def test_signing_in_leads_to_pages_of_the_portal_alone(
    client: Client, asked: str, leads: str
) -> None:
    ask_for_code(client)

    answer = client.post(CODE, {"code": code_in_mail(), "next": asked})

    assert answer.headers["Location"] == leads
    assert client.get(SIGN_IN, {"next": asked}).headers["Location"] == leads


@pytest.mark.parametrize("path", [SIGN_IN, "/sign-in/printed-code/", "/sign-in/without-email/"])
def test_staff_who_are_signed_in_are_led_to_their_rooms(
    client: Client, staff: Staff, path: str
) -> None:
    client.force_login(staff("caseworker"))

    assert client.get(path).headers["Location"] == reverse("admin:index")


def test_the_page_asked_for_is_carried_through(client: Client) -> None:
    to_sign_in = client.get("/account/").headers["Location"]
    assert to_sign_in == "/sign-in/?next=/account/"

    to_code = client.post(to_sign_in, {"email": ADDRESS}).headers["Location"]
    answer = client.post(to_code, {"code": code_in_mail()})

    assert answer.headers["Location"] == "/account/"
