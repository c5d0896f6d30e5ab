"""What is handed out of hostile files, opened in Chromium: nothing runs, nothing is asked for."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import override_settings
from django.urls import path
from playwright.sync_api import Browser, Dialog, Download, Page
from pytest_django.live_server_helper import LiveServer

from copies import inspector, serving
from copies.models import Copy, State
from copies.services import FileEmpty, WrongKind, check
from tests.copies import scanners, warm
from tests.copies.builders import MARKER, NOON, received
from tests.copies.hostile import corpus

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

SAMPLE = 40  # files; every so many of the corpus


def copy(_request: HttpRequest, pk: Any) -> HttpResponseBase:
    return serving.download(Copy.objects.get(pk=pk))


def picture(_request: HttpRequest, pk: Any) -> HttpResponseBase:
    return serving.page(Copy.objects.get(pk=pk), 1)


def frame(_request: HttpRequest, pk: Any) -> HttpResponse:
    """A page that does with a copy whatever a page can."""
    return HttpResponse(
        f"<!doctype html><title>x</title><img src='/{pk}/1/'><iframe src='/{pk}/'></iframe>"
        f"<object data='/{pk}/'></object><embed src='/{pk}/'><script src='/{pk}/'></script>"
        f"<link rel='stylesheet' href='/{pk}/'>",
        headers={"Content-Security-Policy": "default-src * 'unsafe-inline'"},
    )


urlpatterns = [
    path("<uuid:pk>/", copy),
    path("<uuid:pk>/1/", picture),
    path("<uuid:pk>/frame/", frame),
]


@pytest.fixture
def clean(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Copy]]:
    """Hostile files that were found clean, from all over the corpus."""
    files = list(corpus())
    with warm.inspections() as server, scanners.scanner(tmp_path) as scanner:
        monkeypatch.setattr(inspector, "run", server.run)
        settings.CLAMD_URL = scanner.url
        every = itertools.islice(cleared(files), SAMPLE)
        yield list(every)


def cleared(files: list[Any]) -> Iterator[Copy]:
    """Yield copies found clean, from here and there: 97 leads to every one of so many files."""
    for step in range(len(files)):
        hostile = files[step * 97 % len(files)]
        try:
            made = received(hostile.content, hostile.name)
        except (FileEmpty, WrongKind):
            continue
        if check(made.pk, at=NOON) == State.CLEAN:
            yield made


@pytest.fixture
def watched(chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A browser page, and what happened in it that should not: words, windows, requests."""
    context = chromium.new_context(accept_downloads=True)
    page = context.new_page()
    happened: list[str] = []

    def heard(dialog: Dialog) -> None:
        happened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", heard)
    page.on("popup", lambda _: happened.append("a window"))
    page.on("pageerror", lambda error: happened.append(str(error)))
    context.on("request", lambda request: happened.append(request.url))
    yield page, happened
    context.close()


def test_nothing_runs_and_nothing_is_asked_for(
    clean: list[Copy],
    watched: tuple[Page, list[str]],
    live_server: LiveServer,
    tmp_path: Path,
) -> None:
    page, happened = watched
    assert len(clean) == SAMPLE
    with override_settings(ROOT_URLCONF=__name__):
        for made in clean:
            assert_saved(page, f"{live_server.url}/{made.pk}/", tmp_path)
            page.goto(f"{live_server.url}/{made.pk}/frame/")
            page.wait_for_load_state()

    own = {f"{live_server.url}/{made.pk}/{end}" for made in clean for end in ("", "1/", "frame/")}
    assert set(happened) <= own


def assert_saved(page: Page, url: str, folder: Path) -> None:
    """Open an address; see that the browser stays where it is and saves what comes."""
    with page.expect_download() as saving:
        page.evaluate("url => { location.href = url }", url)
    saved: Download = saving.value
    saved.save_as(folder / "saved")
    assert saved.suggested_filename.rsplit(".", 1)[1] in {"jpg", "pdf", "p7s", "asice"}
    content = (folder / "saved").read_bytes()
    assert not content.startswith(b"\xff\xd8") or MARKER not in content


def test_the_browser_would_run_it_were_it_served_as_it_came(
    watched: tuple[Page, list[str]], live_server: LiveServer
) -> None:
    """The control: a script does run where nothing of ours holds it back."""
    page, happened = watched
    page.route("**/plain", lambda route: route.fulfill(body=MARKER, content_type="text/html"))
    page.goto(f"{live_server.url}/plain")

    assert "1" in happened
