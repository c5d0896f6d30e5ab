"""What every lease of these tests stands on."""

import hashlib
from typing import Any

import pytest

from printing import renderer
from tests.leases.builders import tariff


@pytest.fixture
def tariff_of_2026(db: None) -> None:
    """The figures of 2025, approved for 2026 as well."""
    tariff(2026)


@pytest.fixture
def printer() -> None:
    """Asked for by a test that reads what is printed, among those that print nothing."""


@pytest.fixture
def no_printer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the printer, which takes longest, out of tests of a lease's life."""
    if "printer" in request.fixturenames:
        return

    def stamped(html: str, **_how: Any) -> bytes:
        return b"%PDF-" + hashlib.sha256(html.encode()).hexdigest().encode()

    monkeypatch.setattr(renderer, "pdf", stamped)
