"""SQLite searches and orders Ukrainian as a reader would."""

import json
from contextlib import closing
from itertools import pairwise

import pytest
from django.db.models import Value
from django.db.models.functions import Lower, Upper
from django.db.utils import ConnectionHandler
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from housing_portal.sqlite import compare, like

ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
texts = st.text(ALPHABET + ALPHABET.upper() + "'’- ы")


@pytest.mark.parametrize(
    ("pattern", "value", "is_like"),
    [
        pytest.param("%шев%", "Шевченко", True, id="letter case is not seen"),
        pytest.param("%ҐАНОК%", "ґанок", True, id="nor in ґ"),
        pytest.param("шев", "Шевченко", False, id="the whole value counts"),
        pytest.param("ш_в%", "Шевченко", True, id="_ is one letter"),
        pytest.param("ш_в%", "Швець", False, id="_ is not none"),
        pytest.param(r"100\%", "100%", True, id="escaped % is itself"),
        pytest.param(r"100\%", "1000", False, id="escaped % is nothing else"),
        pytest.param(r"а\_б", "а_б", True, id="escaped _ is itself"),
        pytest.param(r"а\_б", "авб", False, id="escaped _ is nothing else"),
        pytest.param(r"а\\б", r"а\б", True, id="escaped escape"),
        pytest.param("%.*%", "Шевченко", False, id="no pattern of another kind"),
        pytest.param("%", "два\nрядки", True, id="over lines"),
        pytest.param("%1%", 814, True, id="a number is read as text"),
        pytest.param(None, "Шевченко", None, id="no pattern"),
        pytest.param("%", None, None, id="no value"),
    ],
)
def test_like(pattern: str | None, value: str | int | None, is_like: bool | None) -> None:
    assert like(pattern, value, "\\") is is_like


@given(st.text(), st.text())
def test_a_part_is_found_whatever_it_holds(before: str, part: str) -> None:
    escaped = part.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")

    assert like(f"%{escaped}%", before + part, "\\")


@pytest.mark.parametrize(("one", "next_one"), list(pairwise(ALPHABET)))
def test_letters_stand_in_the_order_of_the_alphabet(one: str, next_one: str) -> None:
    assert compare(one, next_one) == -1
    assert compare(next_one.upper(), one.upper()) == 1


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["Гнатюк", "Ґалаґан", "Дорошенко"], id="ґ after г"),
        pytest.param(["Екзарх", "Євтушенко", "Жук"], id="є after е"),
        pytest.param(["Ковалик", "Ковалів", "Ковалїв"], id="и, і, ї"),
        pytest.param(["Демко", "Дем’ян", "Дем'янюк", "Демʼяча"], id="an apostrophe is no letter"),
        pytest.param(["Zelda", "Яценко", "Ыков", "Ёлкин"], id="other alphabets around"),
        pytest.param(["Ва", "Ваб", "ваб", "Вав"], id="letter case last"),
    ],
)
def test_names_in_order(names: list[str]) -> None:
    for one, later in pairwise(names):
        assert compare(one, later) == -1


@given(texts, texts, texts)
def test_the_order_is_total(one: str, two: str, three: str) -> None:
    assert compare(one, two) == -compare(two, one)
    assert (compare(one, two) == 0) is (one == two)
    if compare(one, two) <= 0 and compare(two, three) <= 0:
        assert compare(one, three) <= 0


@pytest.mark.django_db
def test_a_search_by_part_of_a_name_finds_it() -> None:
    user = User.objects.create_user("halyna", "h@example.org", last_name="Шевченко_1")

    found = [
        User.objects.filter(**{f"last_name__{lookup}": value}).first()
        for lookup, value in [
            ("icontains", "шев"),
            ("istartswith", "ШЕВ"),
            ("iexact", "шевченко_1"),
            ("icontains", "О_"),
        ]
    ]

    assert found == [user] * 4
    assert not User.objects.filter(last_name__icontains="ш_в").exists()


@pytest.mark.django_db
def test_lower_and_upper_know_ukrainian() -> None:
    User.objects.create_user("halyna", "h@example.org")

    row = User.objects.values_list(Lower(Value("ЇЖАК")), Upper(Value("ґанок"))).get()

    assert row == ("їжак", "ҐАНОК")


@pytest.mark.django_db
def test_the_database_orders_by_the_collation() -> None:
    settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    database = ConnectionHandler({"default": settings})["default"]
    with closing(database), database.cursor() as cursor:
        cursor.execute(
            "SELECT value FROM json_each(%s) ORDER BY value COLLATE ukrainian",
            [json.dumps(list("їіиєеґга"))],
        )
        rows = cursor.fetchall()

    assert "".join(row[0] for row in rows) == "агґеєиії"
