"""The pages in a real browser: signing in, a step, the language; no policy broken."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright

from accounts.models import User
from applications.models import Application
from territories.gazetteer import Gazetteer
from tests.conftest import BROWSERS
from tests.review.builders import OVER_THE_LIMIT, proven, submitted

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    # The server starts before a test has its own folder; it serves static files from their source.
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
]
PASSWORD = "a long and quiet passphrase"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture
def application(gazetteer: Gazetteer, staff: Callable[..., User]) -> Application:
    """One to be taken; another of the same people is ready for a proposal."""
    halyna = staff("caseworker", name="halyna")
    halyna.set_password(PASSWORD)
    halyna.save(update_fields=["password"])
    proven(submitted(OVER_THE_LIMIT), halyna)
    return submitted()


@pytest.fixture
def browser(
    application: Application, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Browser]:
    """Started after the database is made ready: nothing asks it while the browser runs.

    The server's threads keep no connection, which would hold up the end of the test database.
    """
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    found = next(path for name in BROWSERS if (path := shutil.which(name)))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_caseworker_signs_in_and_takes_an_application(
    width: int, browser: Browser, application: Application, live_server: Any
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, locale="uk-UA")
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{live_server.url}/")
    page.click('button[value="en"]')
    page.click('a[href="/admin/"]')
    sign_in(page)
    page.click("nav.rooms a >> nth=0")
    assert fits(page, width)
    page.click(f"text={application.number}")
    assert fits(page, width)
    page.click("text=Take for review")
    assert "You answer for this application now." in page.inner_text("main")
    page.click('button[value="uk"]')

    assert page.url.endswith(f"/admin/applications/application/{application.pk}/")
    assert page.get_attribute("html", "lang") == "uk"
    assert fits(page, width)
    assert complaints == []


def sign_in(page: Page) -> None:
    page.fill("#id_username", "halyna")
    page.fill("#id_password", PASSWORD)
    page.click('input[type="submit"]')


def fits(page: Page, width: int) -> bool:
    """Nothing makes the page scroll sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth")) <= width
