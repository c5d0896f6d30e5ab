"""What tests of copies stand on."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from copies import inspector
from tests.copies import scanners, warm


@pytest.fixture
def scanner(tmp_path: Path, settings: Any) -> Iterator[scanners.Server]:
    """A scanner that finds EICAR and nothing else."""
    with scanners.scanner(tmp_path) as server:
        settings.CLAMD_URL = server.url
        yield server


@pytest.fixture
def no_scanner(settings: Any) -> None:
    settings.CLAMD_URL = ""


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[[], Any]:
    """Return `with committed():`, after which everything waiting for the commit is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture(scope="session")
def warm_server() -> Iterator[warm.Warm]:
    with warm.inspections() as server:
        yield server


@pytest.fixture
def warmed(warm_server: warm.Warm, monkeypatch: pytest.MonkeyPatch) -> warm.Warm:
    """Inspect in processes forked from a warm one, so that hundreds of files take seconds."""
    monkeypatch.setattr(inspector, "run", warm_server.run)
    return warm_server
