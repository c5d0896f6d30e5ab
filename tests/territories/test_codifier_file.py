import pytest

from refusals.refused import Refused
from territories.codifier import Codifier
from territories.katottg import parse
from tests.territories.order_documents import (
    CITY,
    CITY_DISTRICT,
    COMMUNITY,
    DISTRICT,
    ELSEWHERE,
    HEADER,
    OBLAST,
    PLACES,
    codifier,
    line,
)

WHOLE = codifier()
FIRST = line("O", "Донецька", OBLAST)


def test_places_know_what_is_above_them() -> None:
    places = Codifier(parse(WHOLE))

    assert places.upwards(CITY_DISTRICT) == (CITY_DISTRICT, CITY, COMMUNITY, DISTRICT, OBLAST)
    assert places[COMMUNITY].name == "Маріупольська"
    assert len(places) == len(PLACES)


def test_a_special_city_fills_its_missing_levels_with_itself() -> None:
    district = "UA80000000000126643"
    places = Codifier(
        parse(
            codifier(
                line("K", "Київ", ELSEWHERE),
                line("B", "Голосіївський", *[ELSEWHERE] * 4, district),
            )
        )
    )

    assert places.upwards(district) == (district, ELSEWHERE)


def test_a_file_without_its_signature_and_with_cyrillic_letters_is_read() -> None:
    data = codifier(line("К", "Київ", ELSEWHERE)).removeprefix("\ufeff".encode())

    assert [place.category for place in parse(data.replace(b"\r\n", b"\n"))] == ["K"]


@pytest.mark.parametrize(
    ("data", "path"),
    [
        pytest.param(b"", "file", id="empty"),
        pytest.param(b"PK\x03\x04\x00\x00", "file", id="an archive"),
        pytest.param("Перший рівень\r\n".encode("cp1251"), "file", id="another encoding"),
        pytest.param(HEADER.encode("utf-16"), "file", id="another Unicode"),
        pytest.param(WHOLE[:-1], "file", id="the last line does not end"),
        pytest.param(WHOLE[:-3], "file", id="cut within a letter"),
        pytest.param(WHOLE[:-30] + b"\r\n", "lines[10]", id="a cut row"),
        pytest.param(WHOLE + b"\r\n", "lines[11]", id="an empty row"),
        pytest.param(WHOLE.replace("Пікузи".encode(), b"\0"), "file", id="NUL"),
        pytest.param(WHOLE.replace("Пікузи".encode(), b'"'), "file", id="an open quotation mark"),
        pytest.param(codifier(FIRST, header="Код;Назва"), "lines[1]", id="another table"),
        pytest.param(codifier(FIRST, FIRST), "lines[3].code", id="a code twice"),
        pytest.param(codifier(line("Z", "Донецька", OBLAST)), "lines[2].category", id="category"),
        pytest.param(codifier(line("O", " ", OBLAST)), "lines[2].name", id="no name"),
        pytest.param(codifier(line("O", "а" * 121, OBLAST)), "lines[2].name", id="a long name"),
        pytest.param(codifier(line("O", "а\x07", OBLAST)), "lines[2].name", id="a control mark"),
        pytest.param(codifier(line("O", "Донецька", "UA1")), "lines[2].code", id="a short code"),
        pytest.param(codifier(line("P", "Донецька", OBLAST)), "lines[2].code", id="too few levels"),
        pytest.param(
            codifier(line("O", "Донецька", OBLAST, DISTRICT)), "lines[2].code", id="too many levels"
        ),
        pytest.param(
            codifier(FIRST, line("H", "Громада", OBLAST, DISTRICT, COMMUNITY)),
            "lines[3].code",
            id="the level above is missing",
        ),
        pytest.param(
            codifier(
                FIRST,
                line("K", "Київ", ELSEWHERE),
                line("P", "Район", OBLAST, DISTRICT),
                line("H", "Громада", ELSEWHERE, DISTRICT, COMMUNITY),
            ),
            "lines[5].code",
            id="the level above lies elsewhere",
        ),
    ],
)
def test_refused_whole(data: bytes, path: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse(data)

    assert [each.path for each in refusal.value.refusals] == [path]


def test_a_file_of_the_header_alone_is_refused() -> None:
    with pytest.raises(Refused):
        parse(f"{HEADER}\r\n".encode())
