"""What the rent page says: the published figures, their factors, and what was announced."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from guide.announced import beside
from rent.models import RoomCoefficient, TariffRow
from rent.tariffs import last_known
from tests.append_only import lifted

IN_2025 = datetime(2025, 12, 1, 10, tzinfo=UTC)
NEW_YEAR = datetime(2025, 12, 31, 22, 30, tzinfo=UTC)  # half past midnight in Kyiv

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_2025(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: IN_2025)


def page(client: Client, rooms: str, area: str, language: str = "uk") -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client.get("/rent/", {"rooms": rooms, "area": area}).content.decode()


@pytest.mark.usefixtures("in_2025")
@pytest.mark.parametrize(
    ("rooms", "area", "uk", "en"),
    [
        pytest.param("1", "40", "6\u00a0240 грн", "6,240 UAH", id="published example, one room"),
        pytest.param("2", "53", "7\u00a0193 грн", "7,193 UAH", id="published example, two rooms"),
        pytest.param("3", "65", "8\u00a0112 грн", "8,112 UAH", id="published example, three rooms"),
        pytest.param("2", "53,4", "7\u00a0247 грн", "7,247 UAH", id="an area with a comma"),
        pytest.param("2", "53.4 м²", "7\u00a0247 грн", "7,247 UAH", id="a point, and the unit"),
    ],
)
def test_the_rent_is_that_of_the_formula(
    client: Client, rooms: str, area: str, uk: str, en: str
) -> None:
    assert uk in page(client, rooms, area).replace("&nbsp;", "\u00a0")
    assert en in page(client, rooms, area, "en")


@pytest.mark.usefixtures("in_2025")
def test_every_factor_stands_with_its_value(client: Client) -> None:
    shown = page(client, "2", "53", "en")

    for figure in ("208 UAH/m²", "53 m²", ">0.87 <", ">0.75 <", ">7,193.16<"):
        assert figure in shown
    assert "rounded to whole hryvnias" in shown


@pytest.mark.usefixtures("in_2025")
def test_a_rent_that_is_whole_is_not_said_to_be_rounded(client: Client) -> None:
    assert "rounded to whole hryvnias" not in page(client, "1", "40", "en")


@pytest.mark.usefixtures("in_2025")
@pytest.mark.parametrize(
    ("rooms", "area", "field"),
    [
        *[("1", area, "area") for area in ("", "-5", "0", "1e3", "NaN", "1001", "53,456", "½")],
        ("", "53", "rooms_0"),
        ("4", "53", "rooms_0"),
        ("9", "53", "rooms_0"),
    ],
)
def test_what_cannot_be_worked_out_is_refused_beside_its_field(
    client: Client, language: str, rooms: str, area: str, field: str
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    answer = client.get("/rent/", {"rooms": rooms, "area": area})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert f'<a href="#id_{field}">' in shown
    assert f'id="id_{field}"' in shown
    assert 'class="card result"' not in shown
    if area:
        assert f'value="{area}"' in shown


def test_an_address_with_something_else_in_it_asks_as_before(client: Client) -> None:
    assert client.get("/rent/", {"from": "a letter"}).status_code == 200


@pytest.mark.usefixtures("in_2025")
def test_four_rooms_are_refused_by_name(client: Client) -> None:
    assert "1 to 3 rooms" in page(client, "4", "80", "en")


def test_after_its_last_day_a_tariff_is_shown_as_the_last_known(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NEW_YEAR)

    shown = page(client, "2", "53", "en")

    assert "There is no tariff for 2026 yet" in shown
    assert "which was in force until 31 December 2025" in shown
    assert "7,193 UAH" in shown


@pytest.mark.usefixtures("in_2025")
def test_in_force_a_tariff_is_not_called_the_last_known(client: Client) -> None:
    assert "no tariff" not in page(client, "2", "53", "en")


def test_without_any_tariff_there_is_no_rent(client: Client) -> None:
    with lifted():
        RoomCoefficient.objects.all().delete()
        TariffRow.objects.all().delete()

    shown = page(client, "2", "53", "en")

    assert "No tariff is approved yet" in shown
    assert "UAH" not in shown


def test_a_tariff_that_is_still_to_come_is_not_the_last_known() -> None:
    assert last_known(date(2024, 6, 1)) is None
    assert last_known(date(2025, 6, 1)) is None


@pytest.mark.usefixtures("in_2025")
def test_the_announced_ceiling_is_told_and_not_applied(client: Client) -> None:
    shown = page(client, "3", "65", "en")

    assert "no more than 30 % of a family’s income, and between 4,000 and 6,000 UAH" in shown
    assert "8,112 UAH" in shown


@pytest.mark.parametrize(
    ("rent", "is_above"), [("6000", False), ("6001", True)], ids=["at the ceiling", "above it"]
)
def test_a_rent_is_above_the_ceiling_only_beyond_it(rent: str, is_above: bool) -> None:
    assert beside(Decimal(rent))["is_above"] is is_above


def test_incomes_are_those_of_which_the_rent_is_the_announced_part() -> None:
    told = beside(Decimal(7193))

    assert told["subsidy_income"] == 35965  # 20 %
    assert told["ceiling_income"] == 23977  # 30 % of 23,976.67, so rounded up
