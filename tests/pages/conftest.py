"""Pages in real Chromium, the system's own, against a live server."""

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections
from django.utils import timezone, translation
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts import totp
from accounts.models import User
from territories.samples import load_sample
from tests.conftest import BROWSERS, NOON

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NO_PAGES_KEPT = "--disable-back-forward-cache"  # of Playwright's own; people's browsers keep them
BY_LOT = re.compile(
    r'(?<=")\w{64}(?=")|nonce="[^"]*"|(?:[0-9a-f]{4,8}-){4}[0-9a-f]{12}|[0-9a-f]{12}|(?<![a-z])\d+'
)
"""Tokens, nonces, refs, and numbers other than those of headings."""
WORDS = re.compile(
    r"(?<=>)[^<]*\w[^<]*(?=<)|(?<=[a-z]=\")[^\"]*[А-яІіЇїЄєҐґ ][^\"]*(?=\")"
    r"|(?<=aria-label=\")[^\"]+|(?<= title=\")[^\"]+|(?<= alt=\")[^\"]+"
)
"""What is written on a page and in its attributes: there, whatever it says, in any language."""
LANGUAGE = re.compile(r'(?<=lang=")(?:uk|en)(?=")|(?<=value=")(?:uk|en)(?=" lang)')
LIKENESSES: dict[str, Path] = {}  # "folder": of pages with nothing wrong, a file for each
AXE = Axe()
RULES = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
    "preload": False,  # copies style sheets into the page, which our policy blocks; no rule asks
}
UNGUARDED = "form[method=post]:not(:has([name=csrfmiddlewaretoken]))"  # sends in vain
PASSWORD = "a password of many words"
PHONE, DESKTOP = {"width": 320, "height": 700}, {"width": 1280, "height": 900}


@pytest.fixture(autouse=True, scope="session")
def likenesses(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep them where all processes of a run look: beside the folders of each, or in the one."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "likenesses"
    folder.mkdir(exist_ok=True)
    LIKENESSES["folder"] = folder


@pytest.fixture(scope="module")
def chromium(live_server: LiveServer) -> Iterator[Browser]:
    """A browser for a module. The server keeps no connection, which would outlast the database."""
    path = next(filter(None, map(shutil.which, BROWSERS)))
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's loop is in this thread
        if connection.vendor == "sqlite":
            patch.setattr(WSGIHandler, "__call__", one_at_a_time(WSGIHandler.__call__))
        browser = playwright.chromium.launch(
            executable_path=path, args=QUIET, ignore_default_args=[NO_PAGES_KEPT]
        )
        yield browser
        browser.close()


def one_at_a_time(answer: Callable[..., Any]) -> Callable[..., Any]:
    """Let no request see what another has not yet committed: in memory they share a connection."""
    turn = threading.Lock()

    def answer_in_turn(*request: Any) -> Any:
        with turn:
            return answer(*request)

    return answer_in_turn


@dataclass
class Desk:
    """Somebody at a browser; `complaints` collects what the browser objected to.

    `off` holds the session that keeps the scripts of pages from running, where they do not run.
    """

    page: Page
    origin: str
    language: str
    complaints: list[str] = field(default_factory=list)
    off: CDPSession | None = None

    @property
    def runs_scripts(self) -> bool:
        return self.off is None

    def say(self, msgid: str) -> str:
        with translation.override(self.language):
            return translation.gettext(msgid)

    def open(self, path: str) -> "Desk":
        self.page.goto(self.origin + path)
        return self

    def sign_in(self, username: str, password: str) -> "Desk":
        self.open("/admin/login/")
        self.page.fill("#id_username", username)
        self.page.fill("#id_password", password)
        with self.page.expect_navigation():
            self.page.click(".submit-row [type=submit]")
        return self.check_and_add_app()

    def check_and_add_app(self) -> "Desk":
        """Set up an authenticator app, as whoever signs in for the first time is asked to."""
        self.check()
        key = self.page.locator(".printed-code").inner_text().replace(" ", "")
        self.fill("The code from the app", totp.code(key, totp.step_of(timezone.now())))
        self.press("Add the app").check()
        self.press("I have the codes on paper: continue")
        return self

    def follow(self, name: str) -> "Desk":
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()
        return self

    def press(self, msgid: str) -> "Desk":
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=self.say(msgid), exact=True).first.click()
        return self

    def fill(self, msgid: str, text: str) -> None:
        self.page.get_by_label(self.say(msgid), exact=True).first.fill(text)

    def tick_all(self) -> None:
        for box in self.page.get_by_role("checkbox").all():
            box.check()

    def choose(self, msgid: str) -> None:
        """Choose the first real choice of a list."""
        self.page.get_by_label(self.say(msgid), exact=True).select_option(index=1)

    def check(self) -> None:
        """Note what axe finds, forms that send no token, and whether it is wider than the window.

        A page like one that axe looked at in this run, in all but its words and what is drawn by
        lot, is only measured.
        """
        likeness = LIKENESSES["folder"] / likeness_of(self.page)
        with self.probing():
            width = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            violations = [] if likeness.exists() else violations_on(self.page)
        for violation in violations:
            targets = [node["target"] for node in violation["nodes"]][:3]
            self.complaints.append(f"{self.page.url}: {violation['id']} {targets}")
        if unguarded := self.page.locator(UNGUARDED).count():
            self.complaints.append(f"{self.page.url}: {unguarded} forms without a token")
        if width > 0:
            self.complaints.append(f"{self.page.url}: {width} px too wide")
        elif not violations and not unguarded:
            likeness.touch()

    @contextmanager
    def probing(self) -> Iterator[None]:
        """Let what probes a loaded page run; the page's own scripts stay unrun."""
        keep_scripts_from_running(self.off, is_off=False)
        yield
        keep_scripts_from_running(self.off, is_off=True)


def violations_on(page: Page) -> list[dict[str, Any]]:
    """Return what axe finds; all that it finds right, and is long, stays in the browser."""
    page.evaluate(AXE.axe_script)
    found: list[dict[str, Any]] = page.evaluate(
        "options => axe.run(options).then(results => results.violations)", RULES
    )
    return found


def likeness_of(page: Page) -> str:
    """Return what tells how a page is built: its elements, words aside, and the window."""
    drawn = WORDS.sub("x", LANGUAGE.sub("", BY_LOT.sub("", page.content())))
    return sha256(f"{page.viewport_size} {drawn}".encode()).hexdigest()


def keep_scripts_from_running(session: CDPSession | None, *, is_off: bool) -> None:
    if session is not None:
        session.send("Emulation.setScriptExecutionDisabled", {"value": is_off})


@pytest.fixture
def desk(chromium: Browser, live_server: LiveServer) -> Iterator[Callable[..., Desk]]:
    """Return `desk(language, size)`: a fresh browser that loads nothing from elsewhere.

    Without `scripts`, those of pages do not run, and `check` works all the same. `kind`: who sits
    there. Further options are those of a browser context.
    """
    origin = live_server.url
    contexts = []

    def sit_down(
        language: str,
        size: dict[str, int] = DESKTOP,
        *,
        scripts: bool = True,
        kind: Callable[..., Desk] = Desk,
        **options: Any,
    ) -> Desk:
        context = chromium.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            locale=language,
            **{"reduced_motion": "reduce", "accept_downloads": True, **options},
        )
        context.set_default_timeout(10_000)
        context.add_cookies([{"name": "django_language", "value": language, "url": origin}])
        contexts.append(context)
        page = context.new_page()
        off = None if scripts else context.new_cdp_session(page)
        keep_scripts_from_running(off, is_off=True)
        seat = kind(page, origin, language, off=off)
        seat.page.on(
            "console",
            lambda said: (
                seat.complaints.append(said.text) if said.type in ("error", "warning") else None
            ),
        )
        seat.page.on("pageerror", lambda error: seat.complaints.append(str(error)))
        seat.page.on(
            "request",
            lambda request: (
                None
                if urlsplit(request.url).scheme in ("data", "blob")
                or request.url.startswith(origin)
                else seat.complaints.append(f"third party: {request.url}")
            ),
        )
        return seat

    yield sit_down
    for context in contexts:
        context.close()


@pytest.fixture
def places(db: None) -> None:
    """Load the sample of places, so that some can be found."""
    load_sample(at=NOON)


@pytest.fixture
def caseworker(staff: Callable[..., User]) -> User:
    return staff("caseworker")


@pytest.fixture
def operator(staff: Callable[..., User]) -> User:
    """Somebody of an aid centre, who signs in with PASSWORD."""
    account = staff("operator")
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    return account
