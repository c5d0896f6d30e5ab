"""What every lease of these tests stands on."""

import pytest

from tests.leases.builders import tariff


@pytest.fixture
def tariff_of_2026(db: None) -> None:
    """The figures of 2025, approved for 2026 as well."""
    tariff(2026)
