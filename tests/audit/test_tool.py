"""`tools/verify_audit.py` as an auditor runs it: Python and files, no portal, no database."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from audit.anchors import anchor
from audit.chain import commitment
from audit.export import lines
from audit.services import record
from tests.audit.standalone import PATH

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
SALT = "5a" * 32
ALONE = 3  # the chain agrees with itself, and nothing of one's own was held against it


def run(folder: Path, *arguments: object, typed: str = "") -> Any:
    """Run the tool in an empty folder, isolated from everything that is installed."""
    command = [sys.executable, "-I", "-S", str(PATH), *map(str, arguments)]
    return subprocess.run(
        command, cwd=folder, input=typed, capture_output=True, text=True, check=False
    )


@pytest.fixture
def export(tmp_path: Path) -> Path:
    for number in range(3):
        record("act", subject=f"application:{number}", by=None, at=NOON, facts={"б": number})
    anchor(at=NOON, again=True)
    path = tmp_path / "audit.jsonl"
    call_command("export_audit", str(path))
    return path


def test_an_anchor_told_while_it_is_exported_is_later_than_the_export(
    export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told_meanwhile(*, anchors: Any, at: datetime) -> Iterator[str]:
        yield from islice(found := lines(anchors=anchors, at=at), 2)
        record("act", subject="application:9", by=None, at=NOON)
        anchor(at=NOON, again=True)
        yield from found

    monkeypatch.setattr("audit.management.commands.export_audit.lines", told_meanwhile)
    path = export.with_name("another")
    call_command("export_audit", str(path))

    assert run(path.parent, path).returncode == ALONE


def changed(path: Path, old: str, new: str) -> Path:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return path


def test_an_intact_export_is_said_to_be_so_in_both_languages(export: Path) -> None:
    answer = run(export.parent, export, "--anchors", letters(export))

    assert answer.returncode == 0, answer.stderr
    assert "Ланцюг цілий: записів 4, власних контрольних точок 1, у файлі" in answer.stdout
    assert "The chain is intact: 4 entries, 1 anchors of your own, 1 in" in answer.stdout


def letters(export: Path) -> Path:
    """Return a file of the anchor that was told by letter."""
    own = export.with_name("letters.txt")
    own.write_text(Path(settings.AUDIT_ANCHORS).read_text("utf-8"), "utf-8")
    return own


@pytest.mark.parametrize("given", [[], ["--anchors", "empty"]], ids=["none", "an empty file"])
def test_without_anchors_of_ones_own_nothing_is_called_intact(
    given: list[str], export: Path
) -> None:
    export.with_name("empty").write_text("", "utf-8")

    answer = run(export.parent, export, *given)

    assert answer.returncode == ALONE
    assert "цілий" not in answer.stdout
    assert "intact" not in answer.stdout
    assert "контрольних точок у тому самому файлі 1" in answer.stdout
    assert "--anchors" in answer.stdout, "says what it could not notice"


def test_the_first_bad_entry_is_named_in_both_languages(export: Path) -> None:
    answer = run(export.parent, changed(export, '"subject":"application:1"', '"subject":"x"'))

    assert answer.returncode == 1
    assert "запис № 2: запис змінено" in answer.stdout
    assert "entry 2: the entry was altered" in answer.stdout


def test_it_reads_from_a_pipe_and_answers_machines(export: Path) -> None:
    answer = run(export.parent, "-", "--json", typed=export.read_text("utf-8"))

    assert json.loads(answer.stdout) == {"intact": True, "entries": 4, "anchors": 1, "own": 0}


def test_anchors_of_ones_own_find_another_chain(export: Path) -> None:
    own = export.with_name("letters.txt")
    own.write_text(json.dumps({"at": "2026-01-05T12:00:00+00:00", "seq": 2, "hash": "f" * 64}))

    answer = run(export.parent, export, "--anchors", own, "--json")

    assert answer.returncode == 1
    assert json.loads(answer.stdout)["fault"] == "rewritten"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("audit-export/1", "something else", id="not an export"),
        pytest.param('"seq":2,', '"seq":2,"seq":2,', id="a key said twice"),
        pytest.param('{"entry"', '{"other"', id="an unknown line"),
        pytest.param('"facts"', '"fact"', id="a key missing"),
        pytest.param("}\n", "\n", id="not JSON"),
    ],
)
def test_what_cannot_be_read_is_not_called_intact(export: Path, old: str, new: str) -> None:
    answer = run(export.parent, changed(export, old, new))

    assert answer.returncode == 2
    assert "cannot be read" in answer.stdout


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    answer = run(tmp_path, "nowhere.jsonl")

    assert answer.returncode == 2
    assert "nowhere.jsonl" in answer.stderr


@pytest.mark.parametrize(
    ("text", "code"),
    [("Так і було.\nПідпис.", 0), ("Так і було.\r\nПідпис.", 0), ("Так не було.", 1)],
    ids=["the text", "the text with other line ends", "another text"],
)
def test_a_text_is_held_against_its_commitment(tmp_path: Path, text: str, code: int) -> None:
    found = commitment(SALT, "Так і було.\nПідпис.")
    (tmp_path / "text").write_bytes(text.encode())

    answer = run(tmp_path, "--commitment", found, "--salt", SALT, "text")

    assert answer.returncode == code


def test_nothing_personal_is_in_an_export(export: Path) -> None:
    keys = {key for line in export.read_text("utf-8").splitlines() for key in json.loads(line)}

    assert keys == {"format", "exported_at", "head", "anchor", "entry"}
