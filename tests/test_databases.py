"""What was migrated once is taken again only while migrations would make the same."""

from pathlib import Path

import pytest

from tests.databases import digest


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    (tmp_path / "requirements.txt").write_text("django")
    for name in ("leases/migrations/0001_initial.py", "leases/models.py", "tests/test_leases.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    ["leases/migrations/0001_initial.py", "leases/migrations/0002_more.py", "requirements.txt"],
)
def test_another_migration_or_library_makes_it_anew(portal: Path, name: str) -> None:
    before = digest(portal)
    assert digest(portal) == before

    (portal / name).write_text("changed")

    assert digest(portal) != before


def test_another_test_does_not(portal: Path) -> None:
    before = digest(portal)

    (portal / "tests/test_leases.py").write_text("changed")

    assert digest(portal) == before
