"""`manage.py due_date`: exactly the contract's shape, and every refusal by its path."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.management import ManagementUtility

from deadlines.models import Regime
from tests.deadlines.builders import approved

pytestmark = pytest.mark.django_db
Output = pytest.CaptureFixture[str]


def run(output: Output, *words: str) -> dict[str, Any]:
    ManagementUtility(["manage.py", "due_date", *words]).execute()
    answer = json.loads(output.readouterr().out)
    assert isinstance(answer, dict)
    return answer


def refused(output: Output, *words: str) -> list[dict[str, Any]]:
    """Run the command, see it exit with 2 and nothing but the error object, and return it."""
    with pytest.raises(SystemExit) as end:
        ManagementUtility(["manage.py", "due_date", *words]).execute()
    printed = output.readouterr()
    assert end.value.code == 2
    assert printed.err == ""
    answer = json.loads(printed.out)
    assert list(answer) == ["errors"]
    for error in answer["errors"]:
        assert list(error) == ["path", "message"]
        assert set(error["message"]) == {"uk", "en"}
    return list(answer["errors"])


def test_the_whole_answer(capsys: Output) -> None:
    source = Regime.objects.get().source

    assert run(capsys, "2026-01-05") == {
        "received_on": "2026-01-05",
        "due_on": "2026-01-26",
        "working_days": 15,
        "calendar": [
            {
                "from": "2026-01-06",
                "to": "2026-01-26",
                "regime": "martial_law",
                "source": source,
            }
        ],
    }


@pytest.mark.parametrize(
    ("day", "received_on", "due"),
    [
        pytest.param("2026-01-02", "2026-01-02", "2026-01-23", id="a Friday"),
        pytest.param("2026-01-03", "2026-01-03", "2026-01-23", id="a Saturday"),
        pytest.param("2026-01-04", "2026-01-04", "2026-01-23", id="a Sunday"),
        pytest.param("2026-12-14", "2026-12-14", "2027-01-04", id="across the new year"),
        pytest.param(
            "2026-01-05T23:30:00+00:00", "2026-01-06", "2026-01-27", id="past midnight in Kyiv"
        ),
        pytest.param(
            "2026-01-05T23:30:00+02:00", "2026-01-05", "2026-01-26", id="late in the evening"
        ),
        pytest.param(
            "2026-01-05T21:59:59.999Z", "2026-01-05", "2026-01-26", id="the last second, in UTC"
        ),
    ],
)
def test_known_answers(capsys: Output, day: str, received_on: str, due: str) -> None:
    answer = run(capsys, day)

    assert (answer["received_on"], answer["due_on"]) == (received_on, due)


def test_a_term_of_another_length(capsys: Output) -> None:
    answer = run(capsys, "2026-01-05", "--days", "1")

    assert (answer["due_on"], answer["working_days"]) == ("2026-01-06", 1)


def test_a_term_that_crosses_the_end_of_martial_law_names_both_regimes(capsys: Output) -> None:
    approved(Regime, kind="martial_law", start=date(2022, 2, 24), end=date(2026, 12, 25))

    answer = run(capsys, "2026-12-14")

    assert answer["due_on"] == "2027-01-05"
    assert [(one["from"], one["to"], one["regime"]) for one in answer["calendar"]] == [
        ("2026-12-15", "2026-12-25", "martial_law"),
        ("2026-12-26", "2027-01-05", "peace"),
    ]


@pytest.mark.parametrize(
    "day",
    [
        pytest.param("2026-02-30", id="a date that does not exist"),
        pytest.param("05.01.2026", id="a date in another form"),
        pytest.param("20260105", id="a date without hyphens"),
        pytest.param("2026-W01-1", id="a week date"),
        pytest.param("٢٠٢٦-٠١-٠٥", id="digits that are not ASCII"),
        pytest.param("-5", id="a negative number"),
        pytest.param("", id="nothing"),
        pytest.param("9" * 10_000, id="ten thousand digits"),
        pytest.param("2026-01-05\n", id="a line break"),
        pytest.param("2026-01-05T25:00:00+02:00", id="an hour that does not exist"),
        pytest.param("2026-01-05T10:00:00+99:00", id="an offset that does not exist"),
        pytest.param("0001-01-01T00:00:00+14:00", id="a day before the year 1"),
        pytest.param("\udcff", id="a lone surrogate"),
    ],
)
def test_what_is_not_a_date_is_refused(capsys: Output, day: str) -> None:
    (error,) = refused(capsys, day)

    assert error["path"] == "day"
    assert "not a date" in error["message"]["en"]


def test_no_day_at_all_is_refused(capsys: Output) -> None:
    assert [error["path"] for error in refused(capsys)] == ["day"]


def test_an_instant_without_offset_is_refused(capsys: Output) -> None:
    (error,) = refused(capsys, "2026-01-05T23:30:00")

    assert error["path"] == "day"
    assert "offset" in error["message"]["en"]


@pytest.mark.parametrize(
    "days", ["0", "367", "-1", "1.5", "15,0", "1e2", "x", "", "015", "٣", "9" * 10_000]
)
def test_a_term_that_is_no_whole_number_of_days_is_refused(capsys: Output, days: str) -> None:
    (error,) = refused(capsys, "2026-01-05", f"--days={days}")

    assert error["path"] == "days"


@pytest.mark.parametrize(
    ("day", "year"),
    [
        pytest.param("2027-12-20", "2028", id="due in a year without a calendar"),
        pytest.param("2023-12-31", "2023", id="received before the first calendar"),
        pytest.param("9999-12-31", "9999", id="the last day there is"),
    ],
)
def test_a_day_beyond_the_calendar_is_refused_with_the_year_and_the_way_out(
    capsys: Output, day: str, year: str
) -> None:
    (error,) = refused(capsys, day)

    assert error["path"] == "day"
    assert year in error["message"]["uk"]
    assert f"for {year}" in error["message"]["en"]
    assert "approve" in error["message"]["en"]


def test_every_fault_is_named_at_once(capsys: Output) -> None:
    errors = refused(capsys, "yesterday", "--days", "0")

    assert [error["path"] for error in errors] == ["day", "days"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["2026-01-05", "--days"], id="an option without its value"),
        pytest.param(["2026-01-05", "--weeks", "3"], id="an unknown option"),
        pytest.param(["2026-01-05", "2026-01-06"], id="two days"),
    ],
)
def test_a_command_written_wrongly_is_refused_without_a_usage_text(
    capsys: Output, words: list[str]
) -> None:
    (error,) = refused(capsys, *words)

    assert error["path"] == ""


def test_help_still_helps(capsys: Output) -> None:
    with pytest.raises(SystemExit) as end:
        ManagementUtility(["manage.py", "due_date", "--help"]).execute()

    assert end.value.code == 0
    assert "--days" in capsys.readouterr().out
