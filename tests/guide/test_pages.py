"""The pages that only tell, and what every page of applicants has."""

import re
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.formats import date_format
from django.views.csrf import csrf_failure
from django.views.defaults import bad_request, page_not_found, permission_denied
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from applications.notice import NOTICE

PAGES = ("/", "/check/", "/rent/", "/papers/", "/privacy/", "/accessibility/")
CSS = Path(settings.BASE_DIR, "static", "portal.css")
LIMIT = 150_000  # bytes of the first load, fonts aside

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_heading_that_is_its_title(client: Client, language: str, path: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    page = client.get(path).content.decode()

    headings = re.findall("<h1>(.*?)</h1>", page)
    assert headings == re.findall("<title>(.*?)</title>", page)
    assert f'<html lang="{language}">' in page
    assert 'href="#main"' in page


@pytest.mark.parametrize("path", PAGES)
def test_the_order_of_headings_skips_none(client: Client, path: str) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", client.get(path).content.decode())]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", PAGES)
def test_every_link_inside_leads_somewhere(client: Client, path: str) -> None:
    page = client.get(path).content.decode()

    for link in set(re.findall(r'href="(/[^"#]*)"', page)):
        if not link.startswith(f"/{settings.STATIC_URL}".replace("//", "/")):
            assert client.get(unescape(link), follow=True).status_code == 200, link
    for place in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{place}"' in page


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light(client: Client, path: str) -> None:
    page = client.get(path)

    assert len(page.content) + CSS.stat().st_size < LIMIT
    assert not re.search(
        rb"https?://(?!testserver)", page.content.replace(b"http://www.w3.org", b"")
    )


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_the_database_little(
    client: Client, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(path)

    with django_assert_max_num_queries(1):
        client.get(path)


def test_whoever_is_signed_in_goes_on_and_others_start(client: Client, in_english: None) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Start an application" in client.get("/").content.decode()

    client.force_login(User.objects.create_user("oksana", "oksana@example.org"))

    assert "Start an application" not in client.get("/").content.decode()
    assert 'action="/sign-out/"' in client.get("/").content.decode()


@pytest.mark.parametrize(("language_code", "area"), [("uk", "13,65 м²"), ("en", "13.65 m²")])
def test_the_start_page_takes_its_figure_from_the_terms(
    client: Client, language_code: str, area: str
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language_code

    assert area.split(maxsplit=1)[0] in client.get("/").content.decode()


def test_the_notice_of_now_is_there_in_both_languages(client: Client) -> None:
    for code, _name in settings.LANGUAGES:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = code
        page = client.get("/privacy/").content.decode()
        with translation.override(code):
            assert date_format(date.fromisoformat(NOTICE)) in page
        assert render_to_string(f"guide/notices/{NOTICE}.{code}.html").strip() in page


# Pages that could not be shown -----------------------------------------------------------------


@pytest.mark.parametrize("refuse", [permission_denied, page_not_found], ids=["403", "404"])
def test_a_refusal_offers_the_way_out(rf: RequestFactory, language: str, refuse: type) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()

    page = refuse(request, Exception()).content.decode()

    assert 'href="/apply/"' in page
    assert 'href="/"' in page
    assert f'<html lang="{language}">' in page


def test_a_forged_form_is_told_of_cookies_and_of_what_is_kept(
    rf: RequestFactory, in_english: None
) -> None:
    request = rf.post("/")
    request.user = AnonymousUser()

    page = csrf_failure(request).content.decode()

    assert "What you saved before is kept" in page
    assert "What are cookies" in page
    assert 'href="/apply/"' in page


def test_a_request_that_cannot_be_read_needs_no_context(
    rf: RequestFactory, in_english: None
) -> None:
    page = bad_request(rf.get("/"), Exception()).content.decode()

    assert "This request cannot be read" in page
    assert 'name="csrfmiddlewaretoken" value=""' not in page


def test_staff_are_offered_no_form_that_they_would_not_find(client: Client) -> None:
    member = User.objects.create_user("halyna", "halyna@example.org", is_staff=True)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert 'href="/apply/"' in client.get("/").content.decode()
    client.force_login(member)

    page = client.get("/").content.decode()

    assert 'href="/apply/"' not in page
    assert "To the office" in page
    assert 'href="/admin/"' in page
