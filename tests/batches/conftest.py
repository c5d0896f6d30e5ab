"""What every batch of these tests stands on."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from accounts.models import User
from batches import cover
from leases import printing
from tests.batches.builders import blank_pdf
from tests.leases.builders import tariff


@pytest.fixture
def tariff_of_2026(db: None) -> None:
    """The figures of 2025, approved for 2026 as well."""
    tariff(2026)


@pytest.fixture
def quick_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print empty pages at once, three for a lease: what is printed is tested with the leases."""

    def lease_pdf(template: str, data: Mapping[str, Any]) -> bytes:
        return blank_pdf(3)

    monkeypatch.setattr(printing, "lease_pdf", lease_pdf)
    monkeypatch.setattr(cover, "printed", lambda shown: blank_pdf(1))


@pytest.fixture
def clerk(staff: Callable[..., User]) -> User:
    return staff("lease_clerk")
