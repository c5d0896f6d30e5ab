"""What was typed when the session had ended comes back after signing in, to its owner alone."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from accounts import applicants, printed_codes, tasks
from accounts.models import User
from tests.accounts.builders import NOON, applicant, ask_for_code, code_in_mail, signed_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.pages")]

PAGE = f"/apply/{uuid4()}/typed/"
TEXT = "вулиця Миру, 5 & <b>"


@pytest.fixture
def owner() -> User:
    return applicant()


@pytest.fixture
def browser(owner: User) -> Client:
    """Return the owner's browser, which checks forms as real ones are checked."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner)
    return browser


def token_on(page: str, browser: Client) -> str:
    match = re.search(
        r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get(page).content.decode()
    )
    assert match is not None
    return match[1]


def let_session_end(browser: Client) -> None:
    ended = timezone.now() - timedelta(minutes=1)
    Session.objects.filter(session_key=browser.session.session_key).update(expire_date=ended)


def send(browser: Client, page: str, token: str, text: str = TEXT) -> Any:
    answer: Any = browser.post(page, {"csrfmiddlewaretoken": token, "text": text})
    return answer


def come_back(browser: Client, user: User, to: str) -> Any:
    """Sign in with a printed code, through the pages, from the page one was sent to."""
    code = printed_codes.make(user, by=user, at=NOON)
    page = to.replace("/sign-in/", "/sign-in/printed-code/")
    form = {"csrfmiddlewaretoken": token_on(page, browser), "code": code}
    answer: Any = browser.post(page, form)
    assert signed_in_as(browser) == user
    return answer


def shown(browser: Client, page: str = PAGE) -> str:
    """Return what stands in the page's text area."""
    match = re.search(
        r"<textarea name=\"text\">(.*)</textarea>", browser.get(page).content.decode()
    )
    assert match is not None
    return match[1].replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")


@pytest.mark.usefixtures("in_english")
def test_signing_in_says_that_the_session_ended_and_what_is_kept(
    browser: Client, owner: User
) -> None:
    browser.cookies["django_language"] = "en"
    token = token_on(PAGE, browser)
    let_session_end(browser)

    looked = browser.get(browser.get(PAGE).headers["Location"]).content.decode()
    assert "Your session has ended. Sign in to go on." in looked

    browser.force_login(owner)
    token = token_on(PAGE, browser)
    let_session_end(browser)
    sent_on = browser.get(send(browser, PAGE, token).url).content.decode()
    assert "Your session has ended. Sign in: what you typed is kept." in sent_on


def test_who_never_signed_in_is_told_of_no_session() -> None:
    stranger = Client()
    stranger.cookies["django_language"] = "en"

    page = stranger.get(stranger.get(PAGE).headers["Location"]).content.decode()

    assert "Your session has ended" not in page


def test_what_was_typed_is_there_again_after_signing_in(browser: Client, owner: User) -> None:
    token = token_on(PAGE, browser)
    let_session_end(browser)

    answer = send(browser, PAGE, token)
    assert answer.headers["Location"] == f"/sign-in/?ended=yes&next={PAGE}"
    assert come_back(browser, owner, answer.headers["Location"]).headers["Location"] == PAGE

    assert shown(browser) == TEXT
    assert shown(browser) == "nothing"


def test_it_is_there_again_after_a_code_by_email_too(browser: Client, owner: User) -> None:
    token = token_on(PAGE, browser)
    let_session_end(browser)
    to_sign_in = send(browser, PAGE, token).headers["Location"]

    form = {"csrfmiddlewaretoken": token_on(to_sign_in, browser), "email": owner.email}
    to_code = browser.post(to_sign_in, form).headers["Location"]
    form = {"csrfmiddlewaretoken": token_on(to_code, browser), "code": code_in_mail()}
    answer = browser.post(to_code, form)

    assert answer.headers["Location"] == PAGE
    assert shown(browser) == TEXT


def test_it_is_not_shown_to_another_account(browser: Client, owner: User) -> None:
    token, other = token_on(PAGE, browser), applicant("petro@example.org")
    let_session_end(browser)
    to_sign_in = send(browser, PAGE, token).headers["Location"]

    come_back(browser, other, to_sign_in)

    assert shown(browser) == "nothing"
    assert "kept" not in browser.session


def test_nor_to_the_owner_after_another_account_was_there(browser: Client, owner: User) -> None:
    token, other = token_on(PAGE, browser), applicant("petro@example.org")
    let_session_end(browser)
    to_sign_in = send(browser, PAGE, token).headers["Location"]
    come_back(browser, other, to_sign_in)
    send(browser, "/sign-out/", token_on(PAGE, browser))

    come_back(browser, owner, to_sign_in)

    assert shown(browser) == "nothing"


def test_it_is_for_the_page_it_was_sent_to_alone(browser: Client, owner: User) -> None:
    another_page = f"/apply/{uuid4()}/typed/"
    token = token_on(PAGE, browser)
    let_session_end(browser)
    come_back(browser, owner, send(browser, PAGE, token).headers["Location"])

    assert shown(browser, another_page) == "nothing"
    assert shown(browser) == TEXT


def test_it_lies_sealed_in_the_session(browser: Client) -> None:
    token = token_on(PAGE, browser)
    let_session_end(browser)

    send(browser, PAGE, token)

    assert "Миру" not in str(dict(browser.session.items()))
    assert "%D0%9C" not in str(dict(browser.session.items()))


@pytest.mark.parametrize(
    ("page", "text", "is_kept"),
    [
        pytest.param(PAGE, "x" * 60_000, True, id="sixty kilobytes"),
        pytest.param(PAGE, "x" * 70_000, False, id="too much"),
        pytest.param("/my/typed/", TEXT, True, id="on the page of an application"),
        pytest.param("/elsewhere/typed/", TEXT, False, id="elsewhere"),
    ],
)
def test_what_is_kept(browser: Client, page: str, text: str, is_kept: bool) -> None:
    token = token_on(page, browser)
    let_session_end(browser)

    answer = browser.post(
        page,
        f"csrfmiddlewaretoken={token}&text={text}",
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.headers["Location"] == f"/sign-in/?ended=yes&next={page}"
    assert ("kept" in browser.session) == is_kept


def test_files_are_not_kept(browser: Client) -> None:
    token = token_on(PAGE, browser)
    let_session_end(browser)

    browser.post(
        PAGE, {"csrfmiddlewaretoken": token, "text": TEXT, "photo": ContentFile(b"1", name="a.jpg")}
    )

    assert "kept" not in browser.session


def test_a_look_at_a_page_keeps_nothing(browser: Client) -> None:
    let_session_end(browser)

    assert browser.get(PAGE).headers["Location"] == f"/sign-in/?ended=yes&next={PAGE}"
    assert "kept" not in browser.session


def test_the_owner_of_a_session_is_known_for_two_weeks_after_its_end(browser: Client) -> None:
    key = browser.session.session_key
    for days, is_there in ((13, True), (15, False)):
        ended = timezone.now() - timedelta(days=days)
        Session.objects.filter(session_key=key).update(expire_date=ended)
        tasks.sweep()
        assert Session.objects.filter(session_key=key).exists() == is_there


# Forged forms, and those that only look so -------------------------------------------------------

FROM_HERE = [{"origin": "http://testserver"}, {"sec-fetch-site": "same-origin"}]
FROM_ELSEWHERE: list[dict[str, str]] = [
    {},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
]


@pytest.mark.parametrize("headers", FROM_HERE, ids=str)
def test_a_page_open_since_before_signing_in_again_loses_nothing(
    browser: Client, headers: dict[str, str]
) -> None:
    token_on(PAGE, browser)
    stale = "a" * 64

    answer = send_urlencoded(browser, stale, headers)

    assert answer.headers["Location"] == PAGE
    assert shown(browser) == "typed"


@pytest.mark.parametrize("headers", FROM_HERE, ids=str)
def test_nor_does_it_when_the_session_has_ended_too(
    browser: Client, owner: User, headers: dict[str, str]
) -> None:
    let_session_end(browser)

    answer = send_urlencoded(browser, "a" * 64, headers)

    come_back(browser, owner, answer.headers["Location"])
    assert shown(browser) == "typed"


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
def test_a_forged_form_is_refused_and_nothing_of_it_is_kept(
    browser: Client, headers: dict[str, str]
) -> None:
    token_on(PAGE, browser)

    answer = send_urlencoded(browser, "a" * 64, headers)

    assert answer.status_code == 403
    assert "kept" not in browser.session


def send_urlencoded(browser: Client, token: str, headers: dict[str, Any]) -> Any:
    answer: Any = browser.post(
        PAGE,
        f"csrfmiddlewaretoken={token}&text=typed",
        content_type="application/x-www-form-urlencoded",
        headers=headers,
    )
    return answer


def test_without_cookies_the_page_says_so(client: Client) -> None:
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post(PAGE, {"text": TEXT}, headers={"accept-language": "en"})

    assert answer.status_code == 403
    assert "cookies" in answer.content.decode()


@pytest.mark.parametrize("headers", FROM_HERE, ids=str)
@pytest.mark.parametrize("cookie", [None, "made0up0made0up0made0up0made0up0"])
def test_who_never_signed_in_leaves_nothing(headers: dict[str, str], cookie: str | None) -> None:
    browser = Client(enforce_csrf_checks=True)
    if cookie is not None:
        browser.cookies["sessionid"] = cookie

    answers = [send_urlencoded(browser, "a" * 64, headers) for _ in range(3)]

    assert {answer.status_code for answer in answers} == {403}
    assert not Session.objects.exists()


def test_nor_who_sends_a_form_that_is_not_forged() -> None:
    browser = Client()

    assert send(browser, PAGE, "").headers["Location"] == f"/sign-in/?next={PAGE}"
    assert not Session.objects.exists()


def test_what_was_typed_is_kept_when_the_session_was_ended_from_elsewhere(
    browser: Client, owner: User
) -> None:
    token = token_on(PAGE, browser)
    applicants.sign_out_everywhere(owner, at=NOON)

    answer = send(browser, PAGE, token)
    come_back(browser, owner, answer.headers["Location"])

    assert shown(browser) == TEXT


def test_an_ended_session_leaves_twenty_forms_and_no_more(browser: Client) -> None:
    token_on(PAGE, browser)
    let_session_end(browser)
    ended = browser.cookies["sessionid"].value
    for _ in range(22):
        browser.cookies["sessionid"] = ended
        send_urlencoded(browser, "a" * 64, FROM_HERE[0])

    assert Session.objects.exclude(session_key=ended).count() == 20


def test_what_nobody_came_back_for_is_gone_within_a_day(browser: Client, owner: User) -> None:
    ended, token = browser.session.session_key, token_on(PAGE, browser)
    let_session_end(browser)
    send(browser, PAGE, token)
    kept = browser.session.session_key

    tasks.remove_sessions_of_nobody(timezone.now() + timedelta(hours=7))
    assert Session.objects.filter(session_key=kept).exists()
    tasks.remove_sessions_of_nobody(timezone.now() + timedelta(hours=9))

    assert not Session.objects.filter(session_key=kept).exists()
    assert Session.objects.filter(session_key=ended).exists()


def test_asking_for_a_code_keeps_what_waits(browser: Client, owner: User) -> None:
    token = token_on(PAGE, browser)
    let_session_end(browser)
    send(browser, PAGE, token)
    calm = Client()
    calm.cookies = browser.cookies

    ask_for_code(calm)
    calm.post("/sign-in/code/", {"code": code_in_mail()})

    assert shown(calm) == TEXT
