"""Error reports and logs that tell where the code failed, and nothing of what a person wrote."""

import logging
import traceback
from collections.abc import ItemsView
from types import FrameType, TracebackType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class TellNothing(SafeExceptionReporterFilter):
    """Leave settings, headers, cookies, form fields and local variables out of every report.

    Django's own filter stars what looks like a secret; a name or a diagnosis does not.
    """

    def get_safe_settings(self) -> dict[str, Any]:
        return {}

    def get_safe_request_meta(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_safe_cookies(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType
    ) -> ItemsView[str, Any]:
        return ItemsView({})


class WithoutMessages(logging.Formatter):
    """Write of an exception its class and where it came from, never its message.

    PostgreSQL puts the values of a row into the message of a refused statement, and Django the
    names of those that a deletion would take along.
    """

    def format(self, record: logging.LogRecord) -> str:
        if record.exc_info and isinstance(record.args, dict) and "exc" in record.args:
            record.args = {**record.args, "exc": class_of(record.exc_info[0])}  # a task of Celery
        record.exc_text = None  # another handler may have kept the message there
        line = super().format(record)
        record.exc_text = None
        return line

    def formatException(  # noqa: N802  # as in logging
        self,
        ei: "tuple[type[BaseException], BaseException, TracebackType | None] "
        "| tuple[None, None, None]",
    ) -> str:
        kind, _error, frames = ei
        return "".join(traceback.format_tb(frames)) + class_of(kind)


def class_of(kind: type[BaseException] | None) -> str:
    return f"{kind.__module__}.{kind.__qualname__}" if kind else ""
