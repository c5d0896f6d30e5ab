"""How a copy reaches a browser: as a download under a type of ours, or not at all."""

import re
from contextlib import closing
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.http import Http404
from django.urls import reverse

from copies import serving
from copies.holder import MOST_BYTES
from copies.models import Copy
from copies.services import NotClean, check
from tests.copies.builders import EICAR, KINDS, NOON, jpeg, pdf, received

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("warmed")]


def checked(content: bytes, name: str) -> Copy:
    copy = received(content, name)
    check(copy.pk, at=NOON)
    copy.refresh_from_db()
    return copy


def read(answer: Any) -> bytes:
    with closing(answer.file_to_stream):  # closing the answer would close the database, too
        return b"".join(answer.streaming_content)


@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize(
    ("kind", "content_type", "ending"),
    [
        ("pdf", "application/pdf", ".pdf"),
        ("jpeg", "image/jpeg", ".jpg"),
        ("png", "image/jpeg", ".jpg"),
        ("heic", "image/jpeg", ".jpg"),
        ("p7s", "application/pkcs7-signature", ".p7s"),
        ("asice", "application/vnd.etsi.asic-e+zip", ".asice"),
    ],
)
def test_a_download_has_our_type_and_ending_and_runs_nothing(
    kind: str, content_type: str, ending: str
) -> None:
    answer = serving.download(checked(KINDS[kind](), "evil.html"))

    assert answer["Content-Type"] == content_type
    assert answer["Content-Disposition"] == f'attachment; filename="evil{ending}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store, private"
    assert read(answer)


@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("довідка.pdf", "filename*=utf-8''%D0%B4%D0%BE%D0%B2%D1%96%D0%B4%D0%BA%D0%B0.pdf"),
        ('a"; filename="b.html', 'filename="a_; filename=_b.pdf"'),
        ("a\r\nSet-Cookie: b=c.pdf", 'filename="aSet-Cookie_ b=c.pdf"'),
    ],
    ids=["Ukrainian", "a second name", "a second header"],
)
def test_a_name_is_written_so_that_it_stays_a_name(name: str, header: str) -> None:
    answer = serving.download(checked(pdf(), name))

    assert answer["Content-Disposition"] == f"attachment; {header}"
    read(answer)


@pytest.mark.usefixtures("no_scanner")
def test_while_a_copy_waits_its_pages_are_shown_and_nothing_else() -> None:
    copy = checked(jpeg(), "a.jpg")

    answer = serving.page(copy, 1)
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["Content-Type"] == "image/jpeg"
    assert read(answer).startswith(b"\xff\xd8\xff")
    with pytest.raises(NotClean):
        serving.download(copy)


@pytest.mark.usefixtures("scanner")
def test_of_a_refused_copy_nothing_is_shown() -> None:
    copy = checked(pdf() + EICAR, "a.pdf")

    with pytest.raises(NotClean):
        serving.download(copy)
    with pytest.raises(Http404):
        serving.page(copy, 1)


@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize("number", [0, 2, 1000])
def test_a_page_that_is_not_there_is_not_found(number: int) -> None:
    with pytest.raises(Http404):
        serving.page(checked(pdf(), "a.pdf"), number)


def test_the_proxy_takes_what_the_portal_takes_and_says_what_it_does_not() -> None:
    conf = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    page = (settings.BASE_DIR / "static" / "413.html").read_text()
    most = settings.MAX_DOCUMENT_BYTES // 1024**2

    assert f"client_max_body_size {most + 5}m;" in conf
    assert "error_page 413 /413.html;" in conf
    assert f"{most} МБ" in page
    assert f"{most} MB" in page


def test_the_server_in_front_takes_in_one_request_what_a_paper_may_hold() -> None:
    """Without a script all chosen files are sent together."""
    conf = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    blocks = dict(re.findall(r"location (?:~ )?(\S+) \{(.*?)\n        \}", conf, re.DOTALL))
    papers = next(pattern for pattern in blocks if pattern.startswith("^/"))
    [megabytes] = re.findall(r"client_max_body_size (\d+)m;", blocks[papers])

    assert int(megabytes) * 1024**2 > MOST_BYTES
    for name, given in (("draft_paper", (uuid4(), 1)), ("my_paper", ("A-1", 1))):
        assert re.match(papers, reverse(name, args=given)), name
    assert not re.match(papers, reverse("sign_in"))
