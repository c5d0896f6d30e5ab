"""Whether the walls hold: found out by trying, and told to those who run the portal."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import ERROR, WARNING, run_checks
from django.test import Client

from housing_portal import walls
from printing import held, printers
from printing.printers import NotPrinted, Printers, Why
from tests.printing.test_printers import LIMITS, job, limited

# Which wall is left out, by the name of what puts it up; what is noticed then.
LEFT_OUT = {
    "": [],
    "refuse_sockets_and_programs": ["programs"],
    "refuse_sockets_and_programs leave_the_network": ["network", "programs"],
    "see_only": ["files"],
    "cap": ["memory"],
    "cap_time": ["time"],
}
AS_IF = "import sys; sys.path.insert(0, {{root!r}}); from printing import walls; {left_out}; "


def without(names: str, code: str) -> str:
    """Return the code of a process in which these walls only claim to stand."""
    left_out = "; ".join(f"walls.{name} = lambda *_, **__: True" for name in names.split())
    return AS_IF.format(left_out=left_out or "pass") + code


@pytest.mark.parametrize("names", LEFT_OUT, ids=lambda names: names or "none is left out")
def test_a_wall_that_was_left_out_is_noticed(names: str, tmp_path: Path) -> None:
    limits = (str(LIMITS.memory), str(LIMITS.seconds))
    code = without(names, held.PROBE).format(root=str(held.ROOT))
    told = subprocess.run(
        [sys.executable, "-I", "-c", code, *limits],
        env={"TMPDIR": str(tmp_path)}, capture_output=True, check=True,
    )  # fmt: skip

    assert json.loads(told.stdout) == LEFT_OUT[names]


@pytest.fixture
def open_files(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let whatever prints read every file, as on a kernel without Landlock."""
    for module, name in ((held, "PROBE"), (printers, "START")):
        monkeypatch.setattr(module, name, without("see_only", getattr(module, name)))
    held.missing_here.cache_clear()
    yield
    held.missing_here.cache_clear()


@pytest.mark.usefixtures("open_files")
def test_where_walls_are_asked_for_nothing_is_printed_without_them(
    caplog: pytest.LogCaptureFixture,
) -> None:
    strict = Printers(limited(walled=True))

    with pytest.raises(NotPrinted) as refused:
        strict.pdf(job())

    assert refused.value.why == Why.WALLS
    assert not strict.started
    assert strict.slots.qsize() == 1  # the next who asks is told as well
    assert caplog.messages == ["nothing is printed here; walls that do not hold: files"]


@pytest.mark.usefixtures("open_files")
def test_where_walls_are_not_asked_for_it_is_printed_and_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tolerant = Printers(LIMITS)
    try:
        assert tolerant.pdf(job()).startswith(b"%PDF")
    finally:
        tolerant.close()

    assert caplog.messages == ["what prints here has no wall around: files"]


# Told to whoever runs the portal -----------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("open_files")
@pytest.mark.parametrize(
    ("must_hold", "level"),
    [
        pytest.param(True, ERROR, id="in production"),
        pytest.param(False, WARNING, id="elsewhere"),
    ],
)
def test_a_missing_wall_is_told_by_health_check_and_log(
    must_hold: bool, level: int, settings: Any, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    settings.PRINT_BEHIND_WALLS = must_hold

    told = client.get("/health/").json()["printer"]
    walls.log_missing()
    [message] = run_checks(include_deployment_checks=True, tags=["printing"])

    assert told == {"status": "missing", "missing": ["files"], "prints": not must_hold}
    assert (message.level, "files" in message.msg) == (level, True)
    assert [line.levelno for line in caplog.records if message.msg in line.message] == [level]


@pytest.mark.django_db
def test_where_every_wall_holds_nothing_is_said(client: Client) -> None:
    assert client.get("/health/").json()["printer"] == {
        "status": "ok", "missing": [], "prints": True
    }  # fmt: skip
    assert walls.check_walls() == []
