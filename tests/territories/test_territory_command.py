import json
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from territories.samples import load_sample

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
CITY = "UA14140050010029262"
CITY_DISTRICT = "UA14140050010437700"
OLD_CRIMEA = "UA14140050020046281"
PIKUZY = "UA14140090110068938"
BILA_TSERKVA = "UA32020010010081183"


@pytest.fixture
def _sample(db: None) -> None:
    load_sample(at=AT)


def ask(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command("territory", *arguments, stdout=out)
    document: dict[str, Any] = json.loads(out.getvalue())
    return document


def refused(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("territory", *arguments, stdout=out)
    assert stopped.value.code == 2
    (error,) = json.loads(out.getvalue())["errors"]
    assert error["message"].keys() == {"uk", "en"}
    return dict(error)


@pytest.mark.usefixtures("_sample")
def test_a_place_is_told_with_its_path_and_periods() -> None:
    assert ask(CITY, "--on", "2026-01-05") == {
        "code": CITY,
        "name": "Маріуполь",
        "path": [
            {"code": "UA14000000000091971", "name": "Донецька"},
            {"code": "UA14140000000070889", "name": "Маріупольський"},
            {"code": "UA14140050000020560", "name": "Маріупольська"},
            {"code": CITY, "name": "Маріуполь"},
        ],
        "periods": [
            {
                "kind": "active_hostilities",
                "start": "2022-02-24",
                "end": "2022-05-20",
                "listed_as": "м. Маріуполь Маріупольської міської територіальної громади",
            },
            {
                "kind": "occupation",
                "start": "2022-05-21",
                "end": None,
                "listed_as": "м. Маріуполь Маріупольської міської територіальної громади",
            },
        ],
        "open": True,
    }


@pytest.mark.usefixtures("_sample")
@pytest.mark.parametrize(
    ("code", "day", "is_open"),
    [
        pytest.param(CITY, "2022-02-23", False, id="the city before the invasion"),
        pytest.param(CITY, "2022-02-24", True, id="the city on its first day"),
        pytest.param(CITY, "2022-05-19", True, id="the city on the last day but one"),
        pytest.param(CITY, "2022-05-20", False, id="hostilities ended, occupation not begun"),
        pytest.param(CITY, "2022-05-21", True, id="the city on its first day of occupation"),
        pytest.param(CITY_DISTRICT, "2026-01-05", True, id="a city district like its city"),
        pytest.param(OLD_CRIMEA, "2022-05-20", True, id="a settlement like its district"),
        pytest.param(PIKUZY, "2015-01-01", True, id="a village occupied since 2014"),
        pytest.param(BILA_TSERKVA, "2022-03-01", False, id="a city never listed"),
    ],
)
def test_open_on_a_day(code: str, day: str, is_open: bool) -> None:
    assert ask(code, "--on", day)["open"] is is_open


@pytest.mark.usefixtures("_sample")
@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        pytest.param(("UA1", "--on", "2026-01-05"), "code", id="a short code"),
        pytest.param((f"{CITY}\n", "--on", "2026-01-05"), "code", id="a line feed"),
        pytest.param(("UA99999999999999999", "--on", "2026-01-05"), "code", id="an unknown code"),
        pytest.param((CITY, "--on", "2026-02-30"), "on", id="a day that does not exist"),
        pytest.param((CITY, "--on", "20260105"), "on", id="a day written otherwise"),
    ],
)
def test_refused_questions(arguments: tuple[str, ...], path: str) -> None:
    assert refused(*arguments)["path"] == path


@pytest.mark.django_db
def test_a_question_before_the_lists_are_loaded_is_refused() -> None:
    error = refused(CITY, "--on", "2026-01-05")

    assert "not loaded" in error["message"]["en"]
