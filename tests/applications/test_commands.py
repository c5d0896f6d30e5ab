"""`assess` and `submit` as somebody calls them: output, exit code, errors."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from applications.models import Application, Document
from applications.package_json import MAX_BYTES
from tests.applications.builders import EXAMPLES, SHARE, changed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]

BAD = '{"format": "x"}'


def run(*arguments: str, **options: Any) -> tuple[list[dict[str, Any]], int]:
    """Call a command; return the documents it printed and its exit code."""
    out, code = StringIO(), 0
    try:
        call_command(*arguments, stdout=out, **options)
    except SystemExit as stop:
        code = int(stop.code or 0)
    return [json.loads(line) for line in out.getvalue().splitlines()], code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.json").write_text(json.dumps(SHARE), encoding="utf-8")
    (tmp_path / "bad.json").write_text(BAD, encoding="utf-8")
    return tmp_path


def test_a_refused_file_exits_with_2_and_the_rest_goes_on(folder: Path) -> None:
    answers, code = run("assess", str(folder / "bad.json"), str(folder / "good.json"))

    assert code == 2
    assert "format" in {error["path"] for error in answers[0]["errors"]}
    assert answers[1]["outcome"] == "eligible"


def test_in_lines_a_refused_line_yields_its_error_in_place(folder: Path) -> None:
    lines = folder / "packages.jsonl"
    good = json.dumps(SHARE, ensure_ascii=False)
    lines.write_text(f"{good}\n{BAD}\n\n{good}\n", encoding="utf-8")

    answers, code = run("assess", str(lines), lines=True)

    assert code == 0
    assert ["errors" in answer for answer in answers] == [False, True, False]


def test_a_file_that_is_not_there_is_an_error_object() -> None:
    answers, code = run("assess", "nowhere.json")

    assert (code, set(answers[0])) == (2, {"errors"})


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", "20260105", "2026-01-05T10:00"])
def test_a_day_that_is_none_is_an_error_object(folder: Path, day: str) -> None:
    answers, code = run("assess", str(folder / "good.json"), as_of=day)

    assert (code, answers[0]["errors"][0]["path"]) == (2, "--as-of")


def test_facts_are_judged_on_the_day_given(folder: Path) -> None:
    path = str(EXAMPLES / "01-mother-of-a-toddler.json")

    on_receipt, _ = run("assess", path)
    later, _ = run("assess", path, as_of="2030-01-01")

    assert on_receipt[0]["categories"] == ["family_with_children"]
    assert later[0]["categories"] == []
    assert later[0]["as_of"] == "2030-01-01"


def test_submitting_gives_number_and_days_and_again_the_same(folder: Path) -> None:
    first, code = run("submit", str(folder / "good.json"))
    again, _ = run("submit", str(folder / "good.json"))

    assert code == 0
    assert set(first[0]) == {"number", "received_on", "due_on"}
    assert first == again
    assert Application.objects.count() == 1


def test_a_key_belongs_to_one_content(folder: Path) -> None:
    other = folder / "other.json"
    other.write_text(json.dumps(changed(lambda it: it["people"].pop())), encoding="utf-8")
    first, _ = run("submit", str(folder / "good.json"), key="k")

    answers, code = run("submit", str(other), key="k")

    assert code == 2
    assert first[0]["number"] in answers[0]["errors"][0]["message"]["en"]


def with_document(folder: Path, file: str) -> Path:
    path = folder / "with.json"
    documents = [{"type": "idp_certificate", "person": "p1", "file": file}]
    path.write_text(
        json.dumps(changed(lambda it: it.update(documents=documents))), encoding="utf-8"
    )
    return path


def test_documents_beside_the_package_are_stored(folder: Path) -> None:
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4 scan")

    _, code = run("submit", str(with_document(folder, "scan.pdf")))

    assert code == 0
    assert Document.objects.get().copies.get().copy.name == "scan.pdf"


@pytest.mark.parametrize(
    "file",
    [
        pytest.param("missing.pdf", id="not there"),
        pytest.param("../outside.pdf", id="above the package"),
        pytest.param("/etc/hostname", id="an absolute path"),
        pytest.param("link.pdf", id="a link that leads outside"),
        pytest.param("empty.pdf", id="empty"),
        pytest.param("program.pdf", id="by its content no paper"),
        pytest.param(".", id="the folder itself"),
    ],
)
def test_a_document_that_cannot_be_taken_is_refused_whole(folder: Path, file: str) -> None:
    (folder.parent / "outside.pdf").write_bytes(b"%PDF-1.4")
    (folder / "link.pdf").symlink_to(folder.parent / "outside.pdf")
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "program.pdf").write_bytes(b"MZ a program")

    answers, code = run("submit", str(with_document(folder, file)))

    assert (code, answers[0]["errors"][0]["path"]) == (2, "documents[0].file")
    assert not Application.objects.exists()


@pytest.mark.parametrize("received_at", ["2027-12-30T10:00:00+02:00", "2024-01-05T10:00:00+02:00"])
def test_a_receipt_the_clock_cannot_serve_is_named(folder: Path, received_at: str) -> None:
    path = folder / "late.json"
    path.write_text(
        json.dumps(changed(lambda it: it.update(received_at=received_at))), encoding="utf-8"
    )

    answers, code = run("submit", str(path))

    assert (code, answers[0]["errors"][0]["path"]) == (2, "received_at")


def test_what_is_registered_is_answered_although_its_papers_have_moved(folder: Path) -> None:
    scan = folder / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    package = str(with_document(folder, "scan.pdf"))
    first, _ = run("submit", package)
    scan.unlink()

    again, code = run("submit", package)

    assert (again, code) == (first, 0)


def test_a_receipt_that_has_not_come_yet_is_refused(folder: Path) -> None:
    path = folder / "future.json"
    document = changed(lambda it: it.update(received_at="2099-01-05T10:00:00+02:00"))
    path.write_text(json.dumps(document), encoding="utf-8")

    answers, code = run("submit", str(path))

    assert (code, answers[0]["errors"][0]["path"]) == (2, "received_at")


def test_a_line_too_long_is_refused_in_place_and_the_rest_goes_on(folder: Path) -> None:
    lines = folder / "packages.jsonl"
    good = json.dumps(SHARE, ensure_ascii=False)
    lines.write_text(f"{'x' * (3 * MAX_BYTES)}\n{good}\n", encoding="utf-8")

    answers, code = run("assess", str(lines), lines=True)

    assert code == 0
    assert ["errors" in answer for answer in answers] == [True, False]


def test_in_lines_a_file_that_is_not_there_is_still_a_fault() -> None:
    answers, code = run("assess", "nowhere.jsonl", lines=True)

    assert (code, len(answers)) == (2, 1)


@pytest.mark.parametrize("day", ["2026-W01-1", "2026-001"])
def test_a_day_written_in_another_way_is_refused(folder: Path, day: str) -> None:
    _, code = run("assess", str(folder / "good.json"), as_of=day)

    assert code == 2


COMMANDS = [
    pytest.param(["assess", "examples/05-share-of-a-flat.json"], id="assess"),
    pytest.param(["submit", "examples/05-share-of-a-flat.json"], id="submit"),
    pytest.param(["territory", "UA14140050010029262", "--on", "2026-01-05"], id="territory"),
    pytest.param(["due_date", "2026-01-05"], id="due_date"),
    pytest.param(["rent", "--area", "53", "--rooms", "2", "--on", "2025-06-01"], id="rent"),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_database_that_is_not_prepared_is_named_with_the_way_out(
    command: list[str], tmp_path: Path
) -> None:
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=EXAMPLES.parent,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2, done.stderr
    assert "make setup" in json.loads(done.stdout)["errors"][0]["message"]["en"]
