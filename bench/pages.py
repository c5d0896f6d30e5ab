# ruff: noqa: PLC0415  # models can be imported only when Django is set up
"""How long pages of the form take, against the smallest form page on the same server.

`python -m bench.pages`, less than a minute for each database.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from bench import databases
from bench.figures import ROOT, Figure, say
from bench.visitor import TOKEN, Page, Round, Visitor, measured, p50, p95, processor

if TYPE_CHECKING:
    from accounts.models import User

STARTS_WITHIN = 30  # seconds
SMALLEST, SAVING = "smallest form page", "saving the smallest form"
TARGET = "under 3"


def main() -> None:
    with TemporaryDirectory() as folder:
        databases.on_each("bench.pages", VAR_DIR=folder)


def here() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    with databases.made_for("pages") as url:
        from django.db import connection

        cookies, pages = prepared()
        with served(url) as port:
            rounds = measured(Visitor(port, cookies), pages)
        say("pages", *figures(connection.vendor, pages, rounds))


def prepared() -> tuple[str, list[Page]]:
    """Write a draft of a household of four and sign its applicant in; return cookies and pages."""
    from django.core.management import call_command
    from django.db import connection

    from bench.smallest import Note
    from tests.drafts.builders import applicant

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_sample", stdout=StringIO(), stderr=StringIO())
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
        Page(SMALLEST, "/smallest/", SMALLEST),
        Page(SAVING, "/smallest/", SAVING, {"text": "Коваленко"}),
        Page("question, the name", name, SMALLEST, target=TARGET),
        Page("question, the statuses", statuses, SMALLEST, target=TARGET),
        Page("saving the name", name, SAVING, typed, TARGET),
        Page("task list", reverse("tasks", args=[draft.pk]), SMALLEST),
        Page("papers", reverse("draft_papers", args=[draft.pk]), SMALLEST),
        Page("check your answers", reverse("check_answers", args=[draft.pk]), SMALLEST),
    ]


@contextmanager
def served(url: str) -> Iterator[int]:
    """Serve as `make run` does, on the database of this address; yield the port."""
    asked = [sys.executable, "bin/free_port.py", "0"]
    port = int(subprocess.run(asked, cwd=ROOT, check=True, capture_output=True).stdout)
    command = [
        sys.executable, "-m", "gunicorn", "bench.served", "--bind", f"127.0.0.1:{port}",
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


def figures(vendor: str, pages: list[Page], rounds: list[Round]) -> Iterator[Figure]:
    """Yield what each page took, and what against the smallest: of the rounds, the median."""
    for page in pages:
        name = f"on {vendor}, {page.name}"
        yield Figure(f"{name}, p50", median(p50(took[page.name]) for took in rounds), "ms")
        yield Figure(f"{name}, p95", median(p95(took[page.name]) for took in rounds), "ms")
        if page.name != page.against:
            for what, figure in (("p95", p95), ("processor", processor)):
                ratios = [figure(took[page.name]) / figure(took[page.against]) for took in rounds]
                times = f"times {page.against}"
                yield Figure(f"{name}, {what} against", median(ratios), times, page.target)


if __name__ == "__main__":
    here() if "--here" in sys.argv else main()
