"""A place is found by its name, however it is spelled, and told from others of that name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from territories import katottg
from territories.codifier import Codifier, Place
from territories.gazetteer import Gazetteer
from territories.search import MOST, Finder

MARIUPOL = "UA14140050010029262"
LABEL = "м. Маріуполь, Маріупольська громада, Маріупольський район, Донецька область"


def code(number: int) -> str:
    return f"UA{number:017}"


def finder(*places: tuple[str, str]) -> Finder:
    """Return the finder of one oblast and district, and of places of a category and a name."""
    above = [Place(code(1), "Одеська", "O", None), Place(code(2), "Болградський", "P", code(1))]
    named = [Place(code(10 + at), name, kind, code(2)) for at, (kind, name) in enumerate(places)]
    return Finder(Gazetteer(Codifier([*above, *named]), [], edition="of a test"))


def names(found: Finder, typed: str) -> list[str]:
    return [match.name for match in found.find(typed).matches]


@pytest.fixture
def sample(gazetteer: Gazetteer) -> Finder:
    return Finder(gazetteer)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("Маріуполь", id="as in the codifier"),
        pytest.param("  маріуполь ", id="small letters and blanks"),
        pytest.param("м. Маріуполь", id="with its kind"),
        pytest.param("місто Маріуполь", id="with its kind in full"),
        pytest.param("Маріуп", id="its beginning"),
        pytest.param("ріупо", id="its middle"),
        pytest.param("Мариуполь", id="Russian spelling"),
        pytest.param("г. Мариуполь", id="Russian spelling with its kind"),
        pytest.param("Mariupol", id="Latin letters"),
        pytest.param("Маріуполь, Донецька", id="with its oblast"),
        pytest.param("Маріуполь Донецька", id="with its oblast after a blank"),
        pytest.param(LABEL, id="with its whole path"),
    ],
)
def test_mariupol_is_found(typed: str, sample: Finder) -> None:
    first = sample.find(typed).matches[0]

    assert first.code == MARIUPOL
    assert first.label == LABEL


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        pytest.param("П’ятихатки", "П'ятихатки", id="a straight apostrophe"),
        pytest.param("П’ятихатки", "Пятихатки", id="no apostrophe"),
        pytest.param("Ґарбузин", "гарбузин", id="г for ґ"),
        pytest.param("Гарбузин", "Ґарбузин", id="ґ for г"),
        pytest.param("Івано-Франківськ", "івано франківськ", id="no hyphen"),
        pytest.param("Нью-Йорк", "Нью–Йорк", id="a dash"),
    ],
)
def test_a_name_is_the_same_with_other_marks(name: str, typed: str) -> None:
    [match] = finder(("C", name)).find(typed).matches

    assert match.is_exact


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        pytest.param("Харків", "Харьков", id="-ів, -ов"),
        pytest.param("Київ", "Киев", id="-їв, -ев"),
        pytest.param("Донецьк", "Донецк", id="a soft sign"),
        pytest.param("Одеса", "Одесса", id="a doubled letter"),
        pytest.param("Волноваха", "Volnovakha", id="Latin letters"),
        pytest.param("Ялта", "Yalta", id="Latin letters at the beginning"),
        pytest.param("Згурівка", "Zghurivka", id="Latin letters for зг"),
    ],
)
def test_another_spelling_finds_a_place_and_leaves_the_choice(name: str, typed: str) -> None:
    [match] = finder(("M", name)).find(typed).matches

    assert not match.is_exact


def test_the_nearest_name_comes_first_then_the_larger_place() -> None:
    found = finder(
        ("C", "Великий Бор"), ("C", "Борова"), ("M", "Борислав"), ("C", "Бор"), ("C", "Забор")
    )

    assert names(found, "бор") == [
        "с. Бор",
        "м. Борислав",
        "с. Борова",
        "с. Великий Бор",
        "с. Забор",
    ]


def test_twenty_villages_of_one_name_are_told_apart_by_their_path(sample: Finder) -> None:
    found = sample.find("Центральний").matches

    assert len({match.path for match in found}) == len(found) == 2
    assert all(match.is_exact for match in found)


def test_what_follows_a_comma_narrows_the_list(sample: Finder) -> None:
    [match] = sample.find("Центральний, Маріуполь").matches

    assert match.label.startswith("Центральний район міста, м. Маріуполь")


def test_more_than_twenty_are_cut_and_said_to_be() -> None:
    found = finder(*[("C", "Іванівка")] * (MOST + 1)).find("Іванівка")

    assert (len(found.matches), found.has_more) == (MOST, True)


def test_exactly_twenty_are_all_there_are() -> None:
    found = finder(*[("C", "Іванівка")] * MOST).find("Іванівка")

    assert (len(found.matches), found.has_more) == (MOST, False)


def test_nobody_lives_in_an_oblast_or_a_district() -> None:
    found = finder(("C", "Одеське"))

    assert names(found, "Одеськ") == ["с. Одеське"]
    assert not found.can_be_chosen(code(1))


@pytest.mark.parametrize(
    "typed",
    ["", "м", " м ", "м.", ",", ",,,", "я" * 161, "%", "\x00\x00", "ъъъ", "щщщ", "(.*)+", "\n\n"],
)
def test_nothing_is_found_of_what_is_no_name(typed: str, sample: Finder) -> None:
    assert sample.find(typed).matches == ()


# Over HTTP ---------------------------------------------------------------------------------------


def test_anybody_may_ask_and_keep_the_answer(client: Client, gazetteer: Gazetteer) -> None:
    answer = client.get("/places/", {"q": "Маріуп"})

    assert answer.json()["places"][0] == {
        "code": MARIUPOL,
        "name": "м. Маріуполь",
        "path": LABEL.partition(", ")[2],
    }
    assert answer.json()["has_more"] is False
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert not answer.cookies


def test_places_are_only_asked_for(client: Client, gazetteer: Gazetteer) -> None:
    assert client.post("/places/", {"q": "Маріуполь"}).status_code == 405


@pytest.mark.django_db
def test_without_a_list_nothing_is_found(client: Client) -> None:
    assert client.get("/places/", {"q": "Маріуполь"}).json()["places"] == []


def test_to_ask_costs_one_query(
    client: Client, gazetteer: Gazetteer, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(1):
        client.get("/places/", {"q": "Маріуполь"})


# The official codifier ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def official() -> Finder:
    [path] = (Path(settings.BASE_DIR).parent / "shared" / "data").glob("katottg-*.csv")
    return Finder(Gazetteer(Codifier(katottg.parse(path.read_bytes())), [], edition="official"))


@pytest.mark.official_lists
def test_the_city_comes_before_the_village_of_its_name(official: Finder) -> None:
    city, village = official.find("Маріуполь").exact

    assert city.code == MARIUPOL
    assert village.path.endswith("Кіровоградська область")


@pytest.mark.official_lists
def test_every_settlement_is_found_by_its_own_label(official: Finder) -> None:
    for place in official.places[::97]:
        label = official.match(place.code).label
        assert place.code in {match.code for match in official.find(label).matches}
