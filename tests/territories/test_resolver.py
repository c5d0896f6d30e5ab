import pytest

from territories.codifier import Codifier, Place
from territories.kinds import Kind
from territories.order376 import Row
from territories.resolver import Resolved, resolve


def code(number: int) -> str:
    return f"UA{number:017}"


OBLAST, DISTRICT, TORETSK, OTHER = code(1), code(2), code(3), code(4)
ZALIZNE, ZALIZNE_OTHER, STEP_VILLAGE, STEP_SETTLEMENT, TWIN, TWIN_TOO, CHANGED = map(
    code, range(10, 17)
)
CODIFIER = Codifier(
    [
        Place(OBLAST, "Донецька", "O", None),
        Place(DISTRICT, "Бахмутський", "P", OBLAST),
        Place(TORETSK, "Торецька", "H", DISTRICT),
        Place(OTHER, "Інша", "H", DISTRICT),
        Place(ZALIZNE, "Залізне", "M", TORETSK),
        Place(ZALIZNE_OTHER, "Залізне", "C", OTHER),
        Place(STEP_VILLAGE, "Степове", "C", TORETSK),
        Place(STEP_SETTLEMENT, "Степове", "X", TORETSK),
        Place(TWIN, "Миколаївка", "C", TORETSK),
        Place(TWIN_TOO, "Миколаївка", "C", TORETSK),
        Place(CHANGED, "Юр’ївка", "X", TORETSK),
    ]
)


def read(name: str, listed: str = TORETSK) -> Resolved:
    return resolve([Row(Kind.OCCUPATION, 7, listed, name, ())], CODIFIER)[0]


def except_(words: str) -> str:
    return f"Торецька міська територіальна громада за винятком {words}"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("м. Залізне", [ZALIZNE], id="only below the row's own code"),
        pytest.param("с. Степове", [STEP_VILLAGE], id="the category decides"),
        pytest.param("с-ще Степове", [STEP_SETTLEMENT], id="the other category"),
        pytest.param("с. Юр'ївка", [CHANGED], id="its category changed, another apostrophe"),
        pytest.param("с-ще Нове (с-ще Юр’ївка)", [CHANGED], id="found by its other name"),
        pytest.param(f"с. Миколаївка ({TWIN_TOO})", [TWIN_TOO], id="a code tells twins apart"),
        pytest.param("с. Степове, с. Степове", [STEP_VILLAGE], id="named twice"),
    ],
)
def test_excepted_places_are_found(words: str, found: list[str]) -> None:
    row = read(except_(words))

    assert (list(row.excepted), row.doubts) == (found, ())


@pytest.mark.parametrize(
    ("words", "text"),
    [
        pytest.param("с. Миколаївка", "с. Миколаївка", id="two of that name"),
        pytest.param("Степове", "Степове", id="no category, two of that name"),
        pytest.param("с. Немає", "с. Немає", id="none of that name"),
        pytest.param("частина м. Залізного", "частина м. Залізного", id="a part"),
        pytest.param(
            f"с. Залізне ({ZALIZNE_OTHER})", f"с. Залізне ({ZALIZNE_OTHER})", id="a code elsewhere"
        ),
    ],
)
def test_what_is_not_found_is_reported_and_the_row_stays(words: str, text: str) -> None:
    row = read(except_(words))

    assert (row.code, row.excepted) == (TORETSK, ())
    (doubt,) = [doubt.as_document() for doubt in row.doubts]
    assert (doubt["section"], doubt["row"], doubt["text"]) == ("occupation", 7, text)


def test_a_malformed_code_is_read_by_name_and_community_and_reported() -> None:
    row = read("м. Залізне Торецької міської територіальної громади", "UA000000000000000100")

    assert row.code == ZALIZNE
    assert ZALIZNE in row.doubts[0].uk
    assert ZALIZNE in row.doubts[0].en


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        pytest.param("UA99", "с. Миколаївка Торецької міської територіальної громади", id="twins"),
        pytest.param("", "с. Степове", id="no code and no community"),
        pytest.param(code(99), "с. Нове Торецької міської територіальної громади", id="unknown"),
    ],
)
def test_a_row_whose_place_is_not_found_is_loaded_as_listed(listed: str, name: str) -> None:
    row = read(name, listed)

    assert row.code == listed
    assert [doubt.text for doubt in row.doubts] == [f"{listed} {name}"]


def test_a_row_for_a_part_of_a_place_is_reported() -> None:
    row = read("частина м. Залізного (Залізне – 5) Торецької громади", ZALIZNE)

    assert row.code == ZALIZNE
    assert "part of the place" in row.doubts[0].en
