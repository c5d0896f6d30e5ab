"""What goes wrong is said in words, in both languages, without a traceback."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.views.csrf import csrf_failure

from housing_portal.error_pages import bad_request, permission_denied, server_error

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
TOKEN = "a" * 32


def broken(request: object) -> HttpResponse:
    raise ZeroDivisionError("secret of Коваленко")


urlpatterns = [path("broken/", broken)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"), [("uk", "Такої сторінки немає"), ("en", "There is no such page")]
)
def test_a_missing_page_says_so(client: Client, language: str, words: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert words in answer.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_a_crash_tells_nobody_s_data_and_no_traceback() -> None:
    answer = Client(raise_request_exception=False).get("/broken/")

    text = answer.content.decode()
    assert answer.status_code == 500
    assert "Коваленко" not in text
    assert "Traceback" not in text
    assert "Nothing was done" in text
    assert "Дію не виконано" in text


def test_other_refusals_have_their_pages(rf: RequestFactory) -> None:
    request = rf.get("/")

    assert bad_request(request, Exception()).status_code == 400
    assert b"<h1>" in permission_denied(request, Exception()).content
    assert b"<h1>" in csrf_failure(request).content
    assert server_error(request).status_code == 500


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nowhere/", "/sign-in/", "/apply/"])
@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        pytest.param(FORM, b"x=&" * 10_000, id="10 000 fields"),
        pytest.param(FORM, b"x=" + b"a" * 6_000_000, id="six megabytes of text"),
        pytest.param(f"{FORM}; charset=windows-1251", b"x=1", id="another encoding"),
        pytest.param(f"{PARTS}; charset=hex", b"--x\r\n\r\n\r\n--x--", id="no encoding of text"),
        pytest.param(f"{PARTS}; charset=idna", b"--x\r\n\r\n\r\n--x--", id="an encoding of names"),
        pytest.param("multipart/form-data", b"x", id="parts without a boundary"),
        pytest.param("multipart/form-data; boundary=\xff", b"x", id="an odd boundary"),
    ],
)
def test_what_cannot_be_read_ends_on_a_page(path: str, kind: str, sent: bytes) -> None:
    """A browser that was here before has a token, so the form is read to compare it."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["csrftoken"] = TOKEN

    answer = browser.generic("POST", path, sent, kind, headers={"X-CSRFToken": TOKEN})

    assert answer.status_code in {400, 404}
    assert '<html lang="uk"' in answer.content.decode()
