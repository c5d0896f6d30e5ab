from datetime import date

import pytest

from territories.codifier import Codifier, Place
from territories.gazetteer import Gazetteer, Listed, Period, UnknownPlace
from tests.territories.order_documents import (
    CITY,
    CITY_DISTRICT,
    COMMUNITY,
    DISTRICT,
    ELSEWHERE,
    OBLAST,
    OLD_CRIMEA,
)

DAY = date(2022, 5, 20)
NEXT_DAY = date(2022, 5, 21)
BEFORE = date(2022, 5, 19)


def period(start: date = DAY, end: date | None = None, kind: str = "occupation") -> Period:
    return Period(kind, start, end, "as listed")


CODIFIER = Codifier(
    [
        Place(OBLAST, "Донецька", "O", None),
        Place(DISTRICT, "Маріупольський", "P", OBLAST),
        Place(COMMUNITY, "Маріупольська", "H", DISTRICT),
        Place(CITY, "Маріуполь", "M", COMMUNITY),
        Place(CITY_DISTRICT, "Кальміуський", "B", CITY),
        Place(OLD_CRIMEA, "Старий Крим", "X", COMMUNITY),
        Place(ELSEWHERE, "Київ", "K", None),
    ]
)


def gazetteer(*listed: Listed) -> Gazetteer:
    return Gazetteer(CODIFIER, listed, edition="made for a test")


@pytest.mark.parametrize(
    ("of", "day", "is_open"),
    [
        pytest.param(period(DAY), BEFORE, False, id="not yet started"),
        pytest.param(period(DAY), DAY, True, id="started on the day"),
        pytest.param(period(BEFORE), DAY, True, id="no end"),
        pytest.param(period(BEFORE, NEXT_DAY), DAY, True, id="an end after the day"),
        pytest.param(period(BEFORE, DAY), DAY, False, id="an end on the day"),
        pytest.param(period(BEFORE, BEFORE), DAY, False, id="an end before the day"),
        pytest.param(period(DAY, DAY), DAY, False, id="began and ended on the day"),
    ],
)
def test_a_period_is_open(of: Period, day: date, is_open: bool) -> None:
    assert of.is_open_on(day) is is_open


@pytest.mark.parametrize(
    ("row", "covered"),
    [
        pytest.param(CITY, {CITY, CITY_DISTRICT}, id="the place and what is below"),
        pytest.param(
            COMMUNITY, {COMMUNITY, CITY, CITY_DISTRICT, OLD_CRIMEA}, id="a whole community"
        ),
        pytest.param(OBLAST, {place.code for place in CODIFIER} - {ELSEWHERE}, id="all"),
    ],
)
def test_a_row_covers(row: str, covered: set[str]) -> None:
    places = gazetteer(Listed(row, (period(),)))

    assert {place.code for place in CODIFIER if places.periods(place.code)} == covered


@pytest.mark.parametrize(
    ("excepted", "covered"),
    [
        pytest.param({CITY}, {DISTRICT, COMMUNITY, OLD_CRIMEA}, id="a city with its districts"),
        pytest.param(
            {CITY_DISTRICT}, {DISTRICT, COMMUNITY, CITY, OLD_CRIMEA}, id="a city district alone"
        ),
        pytest.param({COMMUNITY}, {DISTRICT}, id="a community with all below"),
    ],
)
def test_a_row_does_not_cover_what_it_excepts(excepted: set[str], covered: set[str]) -> None:
    places = gazetteer(Listed(DISTRICT, (period(),), frozenset(excepted)))

    assert {place.code for place in CODIFIER if places.periods(place.code)} == covered


def test_an_exception_concerns_its_own_row_only() -> None:
    except_city = Listed(DISTRICT, (period(BEFORE),), frozenset({CITY}))
    places = gazetteer(
        except_city, Listed(COMMUNITY, (period(DAY),)), Listed(CITY, (period(NEXT_DAY),))
    )

    assert [found.start for found in places.periods(CITY_DISTRICT)] == [DAY, NEXT_DAY]
    assert [found.start for found in places.periods(OLD_CRIMEA)] == [BEFORE, DAY]


def test_the_earliest_open_period_is_told() -> None:
    closed, open_ = period(BEFORE, DAY, "active_hostilities"), period(DAY)
    places = gazetteer(Listed(CITY, (open_,)), Listed(DISTRICT, (closed,)))

    assert places.open_period(CITY, BEFORE) == closed
    assert places.open_period(CITY, DAY) == open_
    assert places.open_period(CITY, date(2022, 5, 1)) is None


def test_a_path_leads_from_the_oblast_down() -> None:
    path = gazetteer().path(CITY)

    assert [place.code for place in path] == [OBLAST, DISTRICT, COMMUNITY, CITY]
    assert gazetteer().name(CITY) == "Маріуполь"


def test_nobody_guesses_about_an_unknown_place() -> None:
    places = gazetteer(Listed("UA99999999999999999", (period(),)))

    assert not places.knows("UA99999999999999999")
    with pytest.raises(UnknownPlace):
        places.periods("UA99999999999999999")
