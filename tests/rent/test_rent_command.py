"""`manage.py rent`: exactly the contract's shape, and every refusal by its path."""

import json
from typing import Any

import pytest
from django.core.management import ManagementUtility

from rent.models import TariffRow

pytestmark = pytest.mark.django_db
Output = pytest.CaptureFixture[str]
FORMULA = "Порядок № 814: розрахунок плати AR × S × RC × SC"


def words(area: str = "53", rooms: str = "2", on: str = "2025-06-01") -> list[str]:
    return [f"--area={area}", f"--rooms={rooms}", f"--on={on}"]


def run(output: Output, *arguments: str) -> dict[str, Any]:
    ManagementUtility(["manage.py", "rent", *arguments]).execute()
    answer = json.loads(output.readouterr().out)
    assert isinstance(answer, dict)
    return answer


def refused(output: Output, *arguments: str) -> list[dict[str, Any]]:
    """Run the command, see it exit with 2 and nothing but the error object, and return it."""
    with pytest.raises(SystemExit) as end:
        ManagementUtility(["manage.py", "rent", *arguments]).execute()
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
    assert run(capsys, "--area", "53", "--rooms", "2", "--on", "2025-06-01") == {
        "area_rent_per_m2": "208",
        "area_m2": "53",
        "room_coefficient": "0.87",
        "social_coefficient": "0.75",
        "exact": "7193.16",
        "monthly_rent": "7193",
        "tariff": "2025",
        "lines": [
            {
                "symbol": "AR",
                "value": "208",
                "unit": "UAH/m²",
                "name": {
                    "uk": "Середня вартість оренди 1 м² житла на місяць",
                    "en": "Mean rent per square metre a month",
                },
                "citation": TariffRow.objects.get().source,
            },
            {
                "symbol": "S",
                "value": "53",
                "unit": "m²",
                "name": {"uk": "Загальна площа житла", "en": "Total area"},
                "citation": FORMULA,
            },
            {
                "symbol": "RC",
                "value": "0.87",
                "unit": "",
                "name": {
                    "uk": "Коефіцієнт за кількістю кімнат (кімнат: 2)",
                    "en": "Room coefficient (rooms: 2)",
                },
                "citation": FORMULA,
            },
            {
                "symbol": "SC",
                "value": "0.75",
                "unit": "",
                "name": {"uk": "Соціальний коефіцієнт", "en": "Social coefficient"},
                "citation": FORMULA,
            },
            {
                "symbol": "R",
                "value": "7193",
                "unit": "UAH",
                "name": {"uk": "Плата за місяць", "en": "Rent per month"},
                "citation": FORMULA,
            },
        ],
    }


@pytest.mark.parametrize(
    ("area", "rooms", "exact", "rent"),
    [
        pytest.param("40", "1", "6240", "6240", id="published example, one room"),
        pytest.param("53", "2", "7193.16", "7193", id="published example, two rooms"),
        pytest.param("65", "3", "8112", "8112", id="published example, three rooms"),
        pytest.param("53.50", "2", "7261.02", "7261", id="two digits after the point"),
        pytest.param("99999.99", "1", "15599998.44", "15599998", id="the largest area"),
    ],
)
def test_rents(capsys: Output, area: str, rooms: str, exact: str, rent: str) -> None:
    answer = run(capsys, *words(area, rooms))

    assert (answer["exact"], answer["monthly_rent"]) == (exact, rent)


@pytest.mark.parametrize(
    "area",
    [
        *("-5", "0", "0.00", "1e3", "13,65", "NaN", "Infinity", "", " 53", "53.", ".5", "53.123"),
        *("+53", "1_000", "100000", "٥٣", "53\n", "0x35", "пʼять"),
        pytest.param("9" * 10_000, id="ten thousand digits"),
    ],
)
def test_what_is_no_area_is_refused(capsys: Output, area: str) -> None:
    (error,) = refused(capsys, *words(area=area))

    assert error["path"] == "area"


@pytest.mark.parametrize(
    "rooms",
    [
        *("0", "4", "999", "-1", "2.0", "two", "", "1e0", "٢"),
        pytest.param("9" * 10_000, id="ten thousand digits"),
    ],
)
def test_rooms_without_a_coefficient_are_refused(capsys: Output, rooms: str) -> None:
    (error,) = refused(capsys, *words(rooms=rooms))

    assert error["path"] == "rooms"


def test_four_rooms_are_refused_by_name(capsys: Output) -> None:
    (error,) = refused(capsys, *words(rooms="4"))

    assert "No coefficient is set for a dwelling of 4 rooms" in error["message"]["en"]
    assert "коефіцієнта не встановлено" in error["message"]["uk"]


@pytest.mark.parametrize(
    "on", ["2025-02-29", "2025-13-01", "01.06.2025", "20250601", "", "today", "2025-06-01T10:00"]
)
def test_what_is_no_date_is_refused(capsys: Output, on: str) -> None:
    (error,) = refused(capsys, *words(on=on))

    assert error["path"] == "on"


@pytest.mark.parametrize("on", ["2024-12-31", "2026-01-01", "0001-01-01", "9999-12-31"])
def test_a_year_without_a_tariff_is_refused_by_name(capsys: Output, on: str) -> None:
    (error,) = refused(capsys, *words(on=on))

    assert error["path"] == "on"
    assert f"No approved tariff is in force on {on}" in error["message"]["en"]
    assert f"{int(on[:4])} рік" in error["message"]["uk"]


def test_every_fault_is_named_at_once(capsys: Output) -> None:
    errors = refused(capsys, *words("-5", "0", "2025-02-29"))

    assert [error["path"] for error in errors] == ["area", "rooms", "on"]


def test_nothing_given_is_refused_three_times(capsys: Output) -> None:
    assert [error["path"] for error in refused(capsys)] == ["area", "rooms", "on"]


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--area"], id="an option without its value"),
        pytest.param([*words(), "--floor", "3"], id="an unknown option"),
        pytest.param([*words(), "53"], id="a word too many"),
    ],
)
def test_a_command_written_wrongly_is_refused_without_a_usage_text(
    capsys: Output, arguments: list[str]
) -> None:
    (error,) = refused(capsys, *arguments)

    assert error["path"] == ""


def test_help_still_helps(capsys: Output) -> None:
    with pytest.raises(SystemExit) as end:
        ManagementUtility(["manage.py", "rent", "--help"]).execute()

    assert end.value.code == 0
    assert "--area" in capsys.readouterr().out
