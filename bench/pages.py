# ruff: noqa: PLC0415  # models can be imported only when Django is set up
"""How long pages of the form take, against the smallest form page on the same server.

One visitor, request after request, all pages in turn in an order that is drawn anew each time, so
that whatever else the machine does meets all alike. `python -m bench.pages`.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench import databases
from bench.figures import ROOT, Figure, say

if TYPE_CHECKING:
    from accounts.models import User

WARMING, TIMES = 10, 25  # requests of each page: before all rounds, and in each round
SECONDS, MOST_ROUNDS = 20, 12
TOKEN = "t" * 32  # against forged posts: the cookie and the form say the same
STARTS_WITHIN = 30  # seconds
SMALLEST, SAVING_SMALLEST = "smallest form page", "saving the smallest form"
TARGET = "under 3"


@dataclass(frozen=True, slots=True)
class Page:
    """A request, what it is measured against, and how many times as long it may take."""

    name: str
    path: str
    typed: dict[str, str] | None = None
    against: str = SMALLEST
    target: str = ""


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds of one page, a list a round; of the figures of the rounds, their medians."""

    rounds: list[list[float]]

    @property
    def p50(self) -> float:
        return median(median(took) for took in self.rounds)

    @property
    def p95(self) -> float:
        return median(quantiles(took, n=20)[-1] for took in self.rounds)


def main() -> None:
    with TemporaryDirectory() as folder:
        databases.on_each("bench.pages", VAR_DIR=folder)


def here() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    with databases.made_for("pages") as url:
        from django.db import connection

        cookies, pages = prepared()
        with served(url) as port:
            took = measured(Visitor(port, cookies), pages)
        say("pages", *figures(connection.vendor, pages, took))


def prepared() -> tuple[str, list[Page]]:
    """Write a draft of a household of four and sign its applicant in; return cookies and pages."""
    from django.core.management import call_command
    from django.db import connection

    from bench.smallest import Note
    from tests.drafts.builders import applicant

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_sample", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Note)
    user = applicant()
    return cookies_of(user), pages_of(user)


def cookies_of(user: "User") -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; csrftoken={TOKEN}"


def pages_of(user: "User") -> list[Page]:
    from django.urls import reverse

    from tests.applications.builders import SHARE, example
    from tests.drafts.builders import all_answered, draft_like, written

    draft = draft_like({**example("12"), "homes": SHARE["homes"]}, owner=user)
    ref = written(all_answered(draft)).applicant.ref
    name = reverse("question", args=[draft.pk, ref, "name"])
    statuses = reverse("question", args=[draft.pk, ref, "statuses"])
    typed = {"surname": "Коваленко", "given_name": "Олена", "patronymic": "Іванівна"}
    return [
        Page(SMALLEST, "/smallest/"),
        Page(SAVING_SMALLEST, "/smallest/", {"text": "Коваленко"}, SAVING_SMALLEST),
        Page("question, the name", name, target=TARGET),
        Page("question, the statuses", statuses, target=TARGET),
        Page("saving the name", name, typed, SAVING_SMALLEST, TARGET),
        Page("task list", reverse("tasks", args=[draft.pk])),
        Page("papers", reverse("draft_papers", args=[draft.pk])),
        Page("check your answers", reverse("check_answers", args=[draft.pk])),
    ]


@contextmanager
def served(url: str) -> Iterator[int]:
    """Serve as `make run` does, on the database of this address; yield the port."""
    asked = [sys.executable, "bin/free_port.py", "0"]
    port = int(subprocess.run(asked, cwd=ROOT, check=True, capture_output=True).stdout)
    command = [
        sys.executable, "-m", "gunicorn", "housing_portal.wsgi", "--bind", f"127.0.0.1:{port}",
        "--workers", "2", "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url})
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    until = perf_counter() + STARTS_WITHIN
    while subprocess.run(
        [sys.executable, "bin/answers.py", f"http://127.0.0.1:{port}/"],
        cwd=ROOT,
        check=False,
    ).returncode:
        if perf_counter() > until:
            raise TimeoutError
        time.sleep(0.2)


class Visitor:
    """A browser that is signed in, and keeps its connection where the server does."""

    def __init__(self, port: int, cookies: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port)
        self.headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}

    def milliseconds(self, page: Page) -> float:
        """Ask for a page, or send its form, and see that it was shown or saved."""
        method, body, expected = "GET", "", HTTPStatus.OK
        if page.typed is not None:
            method, expected = "POST", HTTPStatus.FOUND
            body = urlencode({**page.typed, "csrfmiddlewaretoken": TOKEN})
        began = perf_counter()
        self.connection.request(method, page.path, body, self.headers)
        answer = self.connection.getresponse()
        answer.read()
        took = perf_counter() - began
        assert answer.status == expected, (page.name, answer.status)
        return took * 1000


def measured(visitor: Visitor, pages: list[Page]) -> dict[str, Took]:
    for page in pages * WARMING:
        visitor.milliseconds(page)
    until = perf_counter() + SECONDS
    rounds = [one_round(visitor, pages, Random(0))]
    while perf_counter() < until and len(rounds) < MOST_ROUNDS:
        rounds.append(one_round(visitor, pages, Random(len(rounds))))
    return {page.name: Took([took[page.name] for took in rounds]) for page in pages}


def one_round(visitor: Visitor, pages: list[Page], random: Random) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {page.name: [] for page in pages}
    for _ in range(TIMES):
        for page in random.sample(pages, len(pages)):
            took[page.name].append(visitor.milliseconds(page))
    return took


def figures(vendor: str, pages: list[Page], took: dict[str, Took]) -> Iterator[Figure]:
    for page in pages:
        name, spent, least = f"on {vendor}, {page.name}", took[page.name], took[page.against]
        yield Figure(f"{name}, p50", spent.p50, "ms")
        yield Figure(f"{name}, p95", spent.p95, "ms")
        if spent is not least:
            ratio = spent.p95 / least.p95
            yield Figure(f"{name}, p95 against", ratio, f"times {page.against}", page.target)


if __name__ == "__main__":
    here() if "--here" in sys.argv else main()
