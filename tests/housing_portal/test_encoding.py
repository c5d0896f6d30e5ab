"""A form whose bytes are no text is refused, and never stored as something else."""

import pytest
from django.conf import settings
from django.test import Client
from django.test.client import FakePayload

FORM = "application/x-www-form-urlencoded"
PAGE = "/i18n/setlang/"


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(b"next=%ED%A0%80", id="half a surrogate pair"),
        pytest.param(b"next=\xed\xa0\x80", id="half a surrogate pair, not escaped"),
        pytest.param(b"next=%D0", id="half a letter"),
        pytest.param(b"next=\xff\xfe", id="bytes of no text"),
        pytest.param("next=Шлях".encode("cp1251"), id="another encoding"),
    ],
)
@pytest.mark.parametrize(
    ("language", "words"),
    [("uk", "Запит неможливо прочитати"), ("en", "This request cannot be read")],
)
def test_broken_text_is_refused(typed: bytes, client: Client, language: str, words: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    answer = client.post(PAGE, typed, content_type=FORM)

    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_another_encoding_that_is_announced_is_refused_too(client: Client) -> None:
    announced = f"{FORM}; charset=windows-1251"

    answer = client.post(PAGE, "next=Шлях", content_type=announced)

    assert answer.status_code == 400


@pytest.mark.parametrize("typed", ["language=en&next=/%D0%9E%F0%9F%98%80+", "language=en"])
def test_whole_text_is_read(typed: str, client: Client) -> None:
    assert client.post(PAGE, typed, content_type=FORM).status_code == 302


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param(b"/\xff", 400, id="bytes of no text"),
        pytest.param("/Шлях".encode("cp1251"), 400, id="another encoding"),
        pytest.param("/Шлях".encode(), 302, id="whole text"),
    ],
)
def test_a_form_in_parts_is_looked_at_too(text: bytes, status: int, client: Client) -> None:
    head = b'--cut\r\nContent-Disposition: form-data; name="next"\r\n\r\n'
    sent = head + text + b"\r\n--cut--\r\n"

    answer = client.post(PAGE, sent, content_type="multipart/form-data; boundary=cut")

    assert answer.status_code == status


class Cut(FakePayload):
    """A connection that ends before the form has arrived."""

    def read(self, *_: int) -> bytes:
        raise ConnectionResetError


@pytest.mark.django_db
@pytest.mark.parametrize("has_token", [True, False])
def test_a_form_that_was_cut_is_refused(has_token: bool) -> None:
    client, token = Client(enforce_csrf_checks=True), "a" * 32
    client.cookies["csrftoken"] = token

    answer = client.request(
        PATH_INFO=PAGE,
        REQUEST_METHOD="POST",
        CONTENT_TYPE=FORM,
        CONTENT_LENGTH="100",
        HTTP_X_CSRFTOKEN=token if has_token else "",
        **{"wsgi.input": Cut(b"language=en")},
    )

    assert answer.status_code == (400 if has_token else 403)
