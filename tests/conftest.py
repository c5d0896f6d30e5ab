"""What every test stands on: nothing leaves the machine, nothing slow, nothing silently skipped."""

import gc
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import pytest_socket
from django.conf import settings as portal
from django.contrib.auth.models import Group
from django.db import connections
from django.test import Client
from django.utils import translation

from accounts.models import User
from accounts.services import create_roles
from housing_portal.celery import app
from review import impartiality
from territories.gazetteer import Gazetteer, current
from territories.samples import load_sample
from tests.append_only import (  # noqa: F401  # fixtures of every test, named here to be found
    audit_entries_lifted,
    note_what_is_shipped,
    tables_are_restored_after_a_test,
)
from tests.databases import test_database
from tests.signing_in import login_with_factor
from tests.written import filled

NOON = datetime(2026, 1, 5, 10, tzinfo=UTC)  # Monday, noon in Kyiv

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DAEMONS = (Path("/usr/sbin/clamd"), Path("/usr/local/sbin/clamd"), Path("/usr/bin/clamd"))
OFFICIAL_LISTS = Path(portal.BASE_DIR).parent / "shared" / "data"

# Marker → is it there, and what a skipped test says where it is not.
SERVICES: dict[str, tuple[bool, str]] = {
    "postgresql": (
        "postgresql" in portal.DATABASES["default"]["ENGINE"],
        "PostgreSQL is not set up (make test-services)",
    ),
    "redis": (
        portal.CELERY_BROKER_URL.startswith("redis"),
        "Redis is not set up (make test-services)",
    ),
    "chromium": (any(map(shutil.which, BROWSERS)), "Chromium is not installed"),
    "clamd": (any(map(Path.exists, DAEMONS)), "the ClamAV daemon is not installed"),
    "official_lists": (OFFICIAL_LISTS.is_dir(), "the official lists are not beside the checkout"),
}
# The suite on the embedded default leaves these to the suite on real services; CI runs both.
OF_SERVICES = ("postgresql", "redis")

# While Playwright is open, an event loop counts as running in this thread, and Django would give
# out another connection than the one the test database was made on.
connections._connections = threading.local()  # type: ignore[attr-defined]

hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")


gc.disable()  # until all tests are loaded; loading them leaves no garbage


def pytest_collection_finish() -> None:
    """Keep the collector of garbage from walking, again and again, what stays until the end."""
    gc.freeze()
    gc.set_threshold(20_000)
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    skip_what_needs_an_absent_service(items)


def skip_what_needs_an_absent_service(items: list[pytest.Item]) -> None:
    for marker, (is_there, sentence) in SERVICES.items():
        if not is_there:
            skip = pytest.mark.skip(reason=sentence)
            for item in items:
                if item.get_closest_marker(marker):
                    item.add_marker(skip)


def pytest_runtest_setup() -> None:
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


def skip_reasons(config: pytest.Config) -> list[str]:
    """Return why each skipped test was skipped."""
    reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("skipped", []) if reporter else []
    return [str(report.longrepr[2]).removeprefix("Skipped: ") for report in reports]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With CI_STRICT, count a skip as a failure; see OF_SERVICES for what another run makes up."""
    if not os.environ.get("CI_STRICT"):
        return
    made_up_for = {SERVICES[marker][1] for marker in OF_SERVICES}
    if "DATABASE_URL" in os.environ:
        made_up_for = set()
    if set(skip_reasons(session.config)) - made_up_for:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    reasons = skip_reasons(config)
    if not reasons:
        return
    terminalreporter.section("not run")
    for reason in sorted(set(reasons)):
        terminalreporter.line(f"{reasons.count(reason):4} tests: {reason}")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """Keep the roles in the test database from the start, where a transactional test leaves it."""
    with django_db_blocker.unblock(), test_database():
        create_roles()
        note_what_is_shipped()
        with django_db_blocker.block():
            yield


@pytest.fixture(autouse=True)
def scratch(settings: Any, tmp_path: Path) -> None:
    """Keep files in the test's own folder, and hash passwords and find static files cheaply."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STATIC_ROOT = tmp_path
    settings.AUDIT_ANCHORS = tmp_path / "audit-anchors.jsonl"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def commands_leave_the_connection_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a command that runs inside a test from closing the connection the test is on."""
    monkeypatch.setattr(connections, "close_all", lambda: None)


@pytest.fixture(autouse=True, scope="session")
def staff_carry_the_second_factor() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "force_login", login_with_factor)
        yield


@pytest.fixture(autouse=True)
def nobody_is_asked_for_conflicts_of_interest(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Open applications to the staff at once, save where a test is about the statement."""
    if request.node.get_closest_marker("asked_for_conflicts") is None:
        monkeypatch.setattr(impartiality, "is_asked", lambda _user: False)


@pytest.fixture(autouse=True, scope="session")
def broker_in_memory() -> None:
    """Keep tasks out of the broker of the embedded default, which `make run` may be using."""
    if portal.CELERY_BROKER_URL.startswith("filesystem://"):
        app.conf.update(broker_url="memory://", broker_transport_options={})


@pytest.fixture
def at() -> datetime:
    """Noon in Kyiv on Monday, 5 January 2026."""
    return NOON


@pytest.fixture(params=["uk", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Run the test once in each language."""
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def gazetteer(db: None) -> Gazetteer:
    """The shipped sample of places and territories, in the database and in memory."""
    filled("territories", lambda: load_sample(at=NOON))
    return current()


@pytest.fixture
def staff(db: None) -> Callable[..., User]:
    """Return `staff("caseworker", …)`: an account with these roles; `name` tells two apart."""

    def make(*roles: str, name: str = "") -> User:
        username = name or "-".join(roles)
        user = User.objects.create_user(username, f"{username}@example.org", is_staff=True)
        user.groups.set(Group.objects.filter(name__in=roles))
        return user

    return make
