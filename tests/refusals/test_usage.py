"""Every command of the contract answers what is written wrongly in the same way."""

import io
import json
import subprocess
import sys
from typing import Any

import pytest
from django.core.management import ManagementUtility

from refusals.commands import refusals_said_on
from refusals.refused import Refused

Output = pytest.CaptureFixture[str]

COMMANDS = [
    *("assess", "submit", "rent", "due_date", "territory"),
    *("load_katottg", "load_territories", "load_sample"),
]


def refused(output: Output, *words: str) -> list[dict[str, Any]]:
    """Run the command, see it exit with 2 and nothing but the error object, and return it."""
    with pytest.raises(SystemExit) as end:
        ManagementUtility(["manage.py", *words]).execute()
    printed = output.readouterr()
    assert (end.value.code, printed.err) == (2, "")
    answer = json.loads(printed.out)
    assert list(answer) == ["errors"]
    for error in answer["errors"]:
        assert list(error) == ["path", "message"]
        assert set(error["message"]) == {"uk", "en"}
    return list(answer["errors"])


@pytest.mark.parametrize(
    ("command", "paths"),
    [
        ("assess", ["file"]),
        ("submit", ["file"]),
        ("rent", ["area", "rooms", "on"]),
        ("due_date", ["day"]),
        ("territory", ["code", "on"]),
        ("load_katottg", ["file"]),
        ("load_territories", ["file"]),
    ],
)
def test_what_is_missing_is_named(capsys: Output, command: str, paths: list[str]) -> None:
    assert [error["path"] for error in refused(capsys, command)] == paths


def test_one_missing_argument_is_named_alone(capsys: Output) -> None:
    assert [error["path"] for error in refused(capsys, "territory", "UA1")] == ["on"]


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_option_is_refused_and_not_repeated(capsys: Output, command: str) -> None:
    words = {"territory": ["UA1", "--on=2026-01-05"]}.get(command, ["2026-01-05"])

    (error,) = refused(capsys, command, *words, "--secret=3184710692")

    assert error["path"] == ""
    assert "3184710692" not in json.dumps(error)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_still_helps(capsys: Output, command: str) -> None:
    with pytest.raises(SystemExit) as end:
        ManagementUtility(["manage.py", command, "--help"]).execute()

    assert end.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: manage.py {command}")


def test_a_refusal_ends_the_command() -> None:
    output = io.StringIO()

    with pytest.raises(SystemExit) as end, refusals_said_on(output):
        raise Refused.at("on", uk="Ні.", en="No.")

    assert end.value.code == 2
    assert output.getvalue() == (
        '{"errors": [{"path": "on", "message": {"uk": "Ні.", "en": "No."}}]}\n'
    )


def test_refusing_needs_no_django() -> None:
    code = "import refusals.commands, sys; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
