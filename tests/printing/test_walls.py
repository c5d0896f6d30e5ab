"""The kernel's part: behind the walls there is no network, no other program, no file of ours."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ATTEMPT = """
import os, socket, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from printing import walls
{walls}
def tried(act):
    try:
        act()
    except OSError:
        return "refused"
    return "done"
def read():
    with open({file!r}) as file:
        file.read()
def connect():
    with socket.create_connection(("127.0.0.1", {port}), 5) as there:
        there.send(b"hit")
print(tried(connect), tried(lambda: os.posix_spawn("/bin/true", ["true"], {{}})), tried(read))
"""
BLIND = "assert walls.see_only([Path('/usr'), Path('/lib')], own=Path('{own}'))"
LEFT, FILTERED = "assert walls.leave_the_network()", "assert walls.refuse_sockets_and_programs()"


@pytest.fixture
def sentinel() -> Iterator[socket.socket]:
    """A server on loopback, which nobody is to reach."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


def attempted(server: socket.socket, folder: Path, walls: str) -> list[str]:
    """Return what came of connecting, of starting a program, and of reading a file of ours."""
    (file := folder / "kept").write_text("from everybody")
    (own := folder / "own").mkdir()
    code = ATTEMPT.format(
        root=str(ROOT), walls=walls.format(own=own), port=server.getsockname()[1], file=str(file)
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    if "AssertionError" in done.stderr:
        pytest.skip("the kernel does not let us put up this wall here")
    return done.stdout.split()


def is_hit(server: socket.socket) -> bool:
    try:
        there, _ = server.accept()
    except TimeoutError:
        return False
    with there:
        return there.recv(3) == b"hit"


@pytest.mark.parametrize(
    ("walls", "outcomes"),
    [
        pytest.param(LEFT, ["refused", "done", "done"], id="an empty network"),
        pytest.param(FILTERED, ["refused", "refused", "done"], id="a filter of calls"),
        pytest.param(
            f"{LEFT}; {BLIND}; {FILTERED}",
            ["refused", "refused", "refused"],
            id="both, and few files",
        ),
    ],
)
def test_behind_a_wall_nothing_is_reached(
    sentinel: socket.socket, tmp_path: Path, walls: str, outcomes: list[str]
) -> None:
    assert attempted(sentinel, tmp_path, walls) == outcomes
    assert not is_hit(sentinel)


def test_control_without_a_wall_the_sentinel_is_hit(
    sentinel: socket.socket, tmp_path: Path
) -> None:
    assert attempted(sentinel, tmp_path, "") == ["done", "done", "done"]
    assert is_hit(sentinel)
