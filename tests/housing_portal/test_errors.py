"""A report of an error says where it happened, and nothing of whom it happened to."""

import sys

from django.conf import settings
from django.test import RequestFactory
from django.views.debug import ExceptionReporter

from housing_portal.errors import TellNothing

CANARY = "kanarek"


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
