"""A report of an error says where it happened, and nothing of whom it happened to."""

import io
import logging
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.test import RequestFactory
from django.utils.module_loading import import_string
from django.views.debug import ExceptionReporter

from housing_portal.errors import TellNothing

CANARY = "kanarek"
LOGGING: Any = settings.LOGGING


def report(debug_page: bool) -> str:
    """Fail on a request full of canaries and return the report."""
    request = RequestFactory().post(
        "/applications/", {"surname": f"{CANARY} field"}, HTTP_USER_AGENT=f"{CANARY} header"
    )
    request.COOKIES["session"] = f"{CANARY} cookie"
    surname = f"{CANARY} variable"
    try:
        raise RuntimeError(f"failed on {len(surname)} letters")
    except RuntimeError:
        reporter = ExceptionReporter(request, *sys.exc_info())
    reporter.filter = TellNothing()
    return reporter.get_traceback_html() if debug_page else reporter.get_traceback_text()


def test_the_project_reports_with_it() -> None:
    assert settings.DEFAULT_EXCEPTION_REPORTER_FILTER == "housing_portal.errors.TellNothing"


def test_a_page_has_no_value() -> None:
    page = report(debug_page=True)

    assert "failed on 16 letters" in page
    assert "test_errors.py" in page
    assert CANARY not in page.replace("{CANARY}", "")


def test_a_mail_has_no_value_and_no_setting() -> None:
    mail = report(debug_page=False)

    assert "failed on 16 letters" in mail
    assert CANARY not in mail
    assert "BASE_DIR" not in mail
    assert str(settings.SECRET_KEY) not in mail


@pytest.fixture
def written() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def console(written: io.StringIO) -> Iterator[logging.Logger]:
    """A log that is written as the portal's own."""
    line = LOGGING["formatters"]["line"]
    handler = logging.StreamHandler(written)
    handler.setFormatter(import_string(line["()"])(line["format"]))
    logger = logging.getLogger(CANARY)
    logger.addHandler(handler)
    yield logger
    logger.removeHandler(handler)


@pytest.mark.parametrize(
    ("sentence", "context"),
    [
        pytest.param("draft %s", None, id="of a sweep"),
        pytest.param("Task %(name)s raised: %(exc)s", {"name": "x", "exc": CANARY}, id="Celery"),
    ],
)
def test_a_log_has_the_class_of_an_exception_and_not_its_message(
    sentence: str,
    context: Mapping[str, str] | None,
    console: logging.Logger,
    written: io.StringIO,
) -> None:
    try:
        raise IntegrityError(f"Key (surname)=({CANARY}) already exists")
    except IntegrityError:
        console.exception(sentence, context or 7)

    text = written.getvalue()
    assert "django.db.utils.IntegrityError" in text
    assert "test_errors.py" in text
    assert CANARY not in text.replace(f" {CANARY} ", " ").replace("{CANARY}", "")  # its name
    assert LOGGING["handlers"]["console"]["formatter"] == "line"


def test_a_message_that_another_log_kept_is_not_written(
    console: logging.Logger, written: io.StringIO
) -> None:
    before = logging.StreamHandler(io.StringIO())
    console.handlers.insert(0, before)
    try:
        raise IntegrityError(f"Key (surname)=({CANARY} first) already exists")
    except IntegrityError:
        console.exception("draft")
    console.removeHandler(before)

    assert "django.db.utils.IntegrityError" in written.getvalue()
    assert f"{CANARY} first" not in written.getvalue()
