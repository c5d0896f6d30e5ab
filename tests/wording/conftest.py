"""What leases of these tests stand on."""

from tests.leases.conftest import tariff_of_2026  # noqa: F401  # a fixture, named to be found
