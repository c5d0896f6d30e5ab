"""What goes wrong is said in words, in both languages, without a traceback."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.views.csrf import csrf_failure
from django.views.defaults import bad_request, permission_denied, server_error


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
