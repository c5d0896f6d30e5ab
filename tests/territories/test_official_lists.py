"""The official lists, whole. The counts were taken from the files by other means than ours."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from territories import gazetteer, models, samples, services
from territories.gazetteer import Gazetteer

DATA = Path(settings.BASE_DIR).parent / "shared" / "data"
CODIFIER = DATA / "katottg-2025-05-16.csv"
ORDER = DATA / "order-376-territories-2025-05-07.docx"
AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
DAY = date(2026, 1, 5)

pytestmark = [
    pytest.mark.official_lists,
    pytest.mark.skipif(
        not (CODIFIER.exists() and ORDER.exists()),
        reason="the official lists are not beside the checkout",
    ),
]

Loaded = tuple[models.Edition, models.Edition, Gazetteer]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:
    """Both lists loaded once; rolled back after the last test here."""
    with django_db_blocker.unblock(), transaction.atomic():
        codifier = services.load_codifier(CODIFIER.read_bytes(), file_name=CODIFIER.name, at=AT)
        territories = services.load_territories(ORDER.read_bytes(), file_name=ORDER.name, at=AT)
        connection.check_constraints()
        yield codifier, territories, gazetteer.load()
        transaction.set_rollback(True)


@pytest.fixture
def places(loaded: Loaded) -> Gazetteer:
    return loaded[2]


def test_every_place_is_loaded(loaded: Loaded) -> None:
    assert loaded[0].counts == {
        "places": 31748,
        "O": 25,
        "K": 2,
        "P": 136,
        "H": 1772,
        "M": 461,
        "X": 2007,
        "C": 27237,
        "B": 108,
    }


def test_every_row_and_period_is_loaded(loaded: Loaded) -> None:
    assert loaded[1].counts == {"rows": 3018, "periods": 3196, "exceptions": 385}


def test_only_these_words_of_the_list_stay_in_doubt(loaded: Loaded) -> None:
    doubts = [(doubt["section"], doubt["row"], doubt["text"]) for doubt in loaded[1].unresolved]

    assert doubts == [
        ("active_hostilities", 455, "частина м. Золотого (Золоте – 5)"),
        ("active_hostilities", 813, "с. Миколаївка"),
        (
            "active_hostilities_with_registers",
            19,
            "UA140201100200772055 м. Залізне Торецької міської територіальної громади",
        ),
        ("occupation", 830, "частина м. Золоте (Золоте – 5)"),
        (
            "occupation",
            832,
            (
                "UA44120010020096222 частина м. Золотого (Золоте – 5) "
                "Гірської міської територіальної громади"
            ),
        ),
    ]


@pytest.mark.parametrize(
    ("code", "kinds_and_starts"),
    [
        pytest.param(
            "UA14140050010029262",
            [("active_hostilities", "2022-02-24"), ("occupation", "2022-05-21")],
            id="Mariupol, which its district excepts",
        ),
        pytest.param(
            "UA14140050010166965",
            [("active_hostilities", "2022-02-24"), ("occupation", "2022-05-21")],
            id="a city district of Mariupol",
        ),
        pytest.param(
            "UA14140050020046281",
            [("active_hostilities", "2022-02-24"), ("occupation", "2022-03-05")],
            id="a settlement of the Mariupol community, by its district",
        ),
        pytest.param("UA14140090110068938", [("occupation", "2014-04-07")], id="Pikuzy"),
        pytest.param("UA32020010010081183", [], id="Bila Tserkva"),
        pytest.param("UA46060250010015970", [], id="Lviv"),
        pytest.param(
            "UA80000000000126643", [("active_hostilities", "2022-02-24")], id="a district of Kyiv"
        ),
        pytest.param("UA85000000000334608", [("occupation", "2014-02-20")], id="in Sevastopol"),
    ],
)
def test_periods_of_known_places(
    places: Gazetteer, code: str, kinds_and_starts: list[tuple[str, str]]
) -> None:
    found = [(period.kind, period.start.isoformat()) for period in places.periods(code)]

    assert found == kinds_and_starts


def test_mariupol_is_occupied_and_kyiv_is_not(places: Gazetteer) -> None:
    assert places.open_period("UA14140050010029262", DAY)
    assert not places.open_period("UA80000000000093317", DAY)


def test_the_malformed_code_of_zalizne_is_read_by_name(places: Gazetteer) -> None:
    found = places.periods("UA14020110020077205")

    assert ("active_hostilities_with_registers", date(2024, 8, 7), date(2025, 2, 2)) in [
        (period.kind, period.start, period.end) for period in found
    ]


def test_the_sample_says_what_the_official_lists_say(
    places: Gazetteer, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), transaction.atomic():
        samples.load_sample(at=AT, is_forced=True)
        sample = gazetteer.load()
        codes = list(models.Place.objects.values_list("code", flat=True))
        transaction.set_rollback(True)

    assert {code: (sample.path(code), sample.periods(code)) for code in codes} == {
        code: (places.path(code), places.periods(code)) for code in codes
    }
