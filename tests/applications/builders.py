"""Packages for tests: the shipped examples, changed where a test says so."""

import copy
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings

from applications.attachments import Attachment
from applications.models import Application
from applications.package import Package
from applications.package_reader import read_value
from applications.services import submit

EXAMPLES = Path(settings.BASE_DIR) / "examples"
NOON = datetime(2026, 1, 5, 10, tzinfo=UTC)

Change = Callable[[dict[str, Any]], object]


def example(name: str) -> dict[str, Any]:
    """Return the JSON of the example whose file name begins so."""
    found = next(
        path for path in sorted(EXAMPLES.glob(f"{name}*.json")) if "expected" not in path.name
    )
    document: dict[str, Any] = json.loads(found.read_text(encoding="utf-8"))
    return document


SHARE = example("05")


def changed(change: Change) -> dict[str, Any]:
    """Return the example of the flat in shares after a change."""
    document = copy.deepcopy(SHARE)
    change(document)
    return document


def package(change: Change = bool) -> Package:
    return read_value(changed(change))


def submitted(
    change: Change = bool, *, key: str = "k", attachments: tuple[Attachment, ...] = ()
) -> Application:
    document = changed(change)
    text = json.dumps(document, sort_keys=True)
    return submit(
        read_value(document),
        key=key,
        content_sha256=hashlib.sha256(text.encode()).hexdigest(),
        attachments=attachments,
        at=NOON,
    )


def attachment(paper: str = "idp_certificate", content: bytes = b"%PDF-1.4 x") -> Attachment:
    return Attachment(paper, "p1", "довідка.pdf", lambda: BytesIO(content))
