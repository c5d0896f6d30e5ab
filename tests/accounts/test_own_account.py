"""The applicant's own account: address, printed code, devices. Nobody else's business."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from audit.models import Entry
from tests.accounts.builders import (
    ADDRESS,
    NOON,
    Staff,
    applicant,
    code_in_mail,
    printed_on,
    signed_in_as,
    wrong,
)

pytestmark = pytest.mark.django_db

NEW = "petro@example.org"


@pytest.fixture
def owner() -> User:
    return applicant()


@pytest.fixture
def browser(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


def ask(browser: Client, email: str = NEW) -> None:
    answer = browser.post("/account/email/", {"email": email})
    assert answer.headers["Location"] == "/account/email/code/"


def test_a_new_address_is_saved_once_its_code_is_typed(browser: Client, owner: User) -> None:
    ask(browser)
    owner.refresh_from_db()
    assert owner.email == ADDRESS
    assert mail.outbox[0].to == [NEW]

    answer = browser.post("/account/email/code/", {"code": code_in_mail()})

    owner.refresh_from_db()
    assert (answer.headers["Location"], owner.email) == ("/account/", NEW)
    assert NEW in browser.get("/account/").content.decode()


def test_the_address_before_is_told_and_not_which_the_new_one_is(browser: Client) -> None:
    ask(browser)
    browser.post("/account/email/code/", {"code": code_in_mail()})

    notice = mail.outbox[-1]
    assert notice.to == [ADDRESS]
    assert NEW not in str(notice.body)


def test_an_account_without_an_address_gets_one(client: Client) -> None:
    user = applicant("")
    client.force_login(user)
    ask(client)
    client.post("/account/email/code/", {"code": code_in_mail()})

    user.refresh_from_db()
    assert user.email == NEW
    assert len(mail.outbox) == 1


def test_a_wrong_code_saves_no_address(browser: Client, owner: User) -> None:
    ask(browser)

    answer = browser.post("/account/email/code/", {"code": wrong(code_in_mail())})

    owner.refresh_from_db()
    assert (answer.status_code, owner.email) == (422, ADDRESS)


@pytest.mark.parametrize("address", [NEW, "PETRO@Example.org"])
def test_somebody_elses_address_is_refused_to_whoever_proved_it(
    browser: Client, owner: User, address: str
) -> None:
    applicant(NEW)
    ask(browser, address)

    answer = browser.post("/account/email/code/", {"code": code_in_mail()})

    owner.refresh_from_db()
    assert (answer.status_code, owner.email) == (422, ADDRESS)


def test_no_code_comes_for_an_address_of_the_staff(browser: Client, staff: Staff) -> None:
    staff("caseworker", name="bojko")

    ask(browser, "bojko@example.org")

    assert not any(
        sign.isdigit() for sign in str(mail.outbox[-1].body).replace("127.0.0.1:8000", "")
    )


def test_a_code_to_sign_in_changes_no_address(browser: Client, owner: User) -> None:
    asking = Client()
    asking.post("/sign-in/", {"email": NEW})
    session = browser.session
    session["code_to_new_address"] = asking.session["code_to_sign_in"]
    session.save()

    answer = browser.post("/account/email/code/", {"code": code_in_mail()})

    owner.refresh_from_db()
    assert (answer.headers["Location"], owner.email) == ("/account/email/", ADDRESS)


def test_changing_the_address_signs_other_devices_out_and_not_this_one(
    browser: Client, owner: User
) -> None:
    other = Client()
    other.force_login(owner)
    ask(browser)
    browser.post("/account/email/code/", {"code": code_in_mail()})

    assert browser.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


def test_signing_out_everywhere_ends_every_session(browser: Client, owner: User) -> None:
    other = Client()
    other.force_login(owner)
    assert other.get("/account/").status_code == 200

    browser.post("/account/sign-out-everywhere/")

    assert signed_in_as(browser) is None
    assert other.get("/account/").status_code == 302


def test_acts_on_an_account_stand_in_the_journal_without_an_address(
    browser: Client, owner: User
) -> None:
    ask(browser)
    browser.post("/account/email/code/", {"code": code_in_mail()})
    code = printed_on(browser.post("/account/printed-code/", follow=True).content)
    browser.post("/account/sign-out-everywhere/")

    acts = [entry.act for entry in Entry.objects.filter(subject=f"user:{owner.pk}").order_by("seq")]
    assert acts == [
        "account.opened",
        "account.email_changed",
        "account.code_printed",
        "account.signed_out_everywhere",
    ]
    kept = str(list(Entry.objects.values()))
    assert "example.org" not in kept
    assert code not in kept


@pytest.mark.parametrize(
    "path",
    [
        "/account/",
        "/account/email/",
        "/account/email/code/",
        "/account/printed-code/",
        "/account/printed-code/kept/",
        "/account/sign-out-everywhere/",
    ],
)
def test_staff_have_no_such_page(client: Client, staff: Staff, path: str) -> None:
    client.force_login(staff("caseworker"))
    statuses = {client.get(path).status_code, client.post(path).status_code}

    assert statuses <= {404, 405}
    assert 404 in statuses


@pytest.mark.parametrize("path", ["/account/", "/sign-in/", "/", "/account/none/", "/admin/"])
def test_nothing_shown_to_whoever_is_signed_in_is_stored(browser: Client, path: str) -> None:
    assert browser.get(path).headers["Cache-Control"] == "no-store, private"


def test_the_answer_that_signs_in_is_not_stored_either(client: Client) -> None:
    client.post("/sign-in/", {"email": ADDRESS})
    answers: list[Any] = [client.post("/sign-in/code/", {"code": code_in_mail()})]
    answers.append(Client().post("/sign-in/without-email/"))

    assert [it.headers["Cache-Control"] for it in answers] == ["no-store, private"] * 2


def test_a_page_for_nobody_in_particular_may_be_stored(client: Client) -> None:
    assert "Cache-Control" not in client.get("/sign-in/").headers


def test_a_fresh_account_says_what_it_has(client: Client) -> None:
    user = applicant("")
    client.force_login(user)

    page = client.get("/account/", headers={"accept-language": "en"}).content.decode()

    assert "None. You sign in with your printed code." in page
    assert NOON.strftime("%Y") not in page
