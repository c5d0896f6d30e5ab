import pytest

from territories.exclusions import excepted

A = "Сартанська селищна територіальна громада за винятком "


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("с. Пікузи", [("C", "Пікузи")], id="one village"),
        pytest.param("м. Маріуполь", [("M", "Маріуполь")], id="a city"),
        pytest.param(": с-ще Одрадне", [("X", "Одрадне")], id="a colon after the word"),
        pytest.param("с-ща Діброва", [("X", "Діброва")], id="settlement in the genitive"),
        pytest.param("с-ще. Курахівка", [("X", "Курахівка")], id="settlement with a full stop"),
        pytest.param("смт Нью-Йорк", [("X", "Нью-Йорк")], id="the older word for settlement"),
        pytest.param("c. Красний Яр", [("C", "Красний Яр")], id="the mark is a Latin letter"),
        pytest.param("с.\xa0Кам`янка", [("C", "Кам’янка")], id="another apostrophe and blank"),
        pytest.param("с. Сакко І Ванцетті", [("C", "Сакко І Ванцетті")], id="and within a name"),
        pytest.param(
            "с. Гусарівка,с. Калинівка", [("C", "Гусарівка"), ("C", "Калинівка")], id="no blank"
        ),
        pytest.param(
            "с. Новокаїри с. Республіканець",
            [("C", "Новокаїри"), ("C", "Республіканець")],
            id="no comma",
        ),
        pytest.param(
            "с-ще Козацьке та с-ще Веселе", [("X", "Козацьке"), ("X", "Веселе")], id="and between"
        ),
        pytest.param("с. Пікузи, Заїченко", [("C", "Пікузи"), (None, "Заїченко")], id="no mark"),
        pytest.param(
            "с. Пікузи,\n с. Заїченко.", [("C", "Пікузи"), ("C", "Заїченко")], id="broken"
        ),
        pytest.param(
            "с-ще Грейгове (с-ще Миролюбове)",
            [("X", "Грейгове"), ("X", "Миролюбове")],
            id="another name in brackets",
        ),
        pytest.param("частина м. Золотого (Золоте – 5)", [], id="a part of a city is not read"),
        pytest.param("с. Пікузи (2)", [], id="a note that is not a name is not read"),
    ],
)
def test_names_after_the_word_except(words: str, found: list[tuple[str | None, str]]) -> None:
    assert [tuple(name) for place in excepted(A + words) for name in place.spellings] == found


def test_what_cannot_be_read_keeps_its_words() -> None:
    (place,) = excepted(A + "частина м. Золотого (Золоте – 5)")

    assert (place.text, place.code) == ("частина м. Золотого (Золоте – 5)", None)


def test_a_code_in_brackets_is_read() -> None:
    (place,) = excepted(A + "с. Новобахмутівка (UA14160190130054690)")

    assert place.code == "UA14160190130054690"


def test_a_row_without_the_word_excepts_nothing() -> None:
    assert excepted("с. Виняткове Сартанської селищної територіальної громади") == []
