"""Where the applicant lived: the basis, the place with and without scripts, the address."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from drafts.models import Draft, Kind
from tests.drafts.rows import Row, assert_doubted, assert_refused, part, row

pytestmark = pytest.mark.usefixtures("gazetteer")

MARIUPOL, DISTRICT = "UA14140050010029262", "UA14140050010437700"
DNIPRO = "UA12020010010037010"
RESIDENCE = str(Kind.RESIDENCE)
HIDDEN = ("прихований символ", "hidden character")

REFUSED = [
    row("no basis", "bases", {}, "bases", "Позначте хоча б одну відповідь", "Mark at least one basis"),
    row("a basis and not sure", "bases", {"bases": ["actual", "unsure"]}, "bases", "або лише", "or only"),
    row("no place", "place", {"address": "вул. Миру"}, "where", "введіть інший населений пункт", "type another place"),
    row("another place, not said which", "place", {"where": "elsewhere", "place": " "}, "place", "Введіть місто, селище або село", "Enter the city, town or village"),
    row("a place that does not exist", "place", {"place": "Ельдорадо"}, "place", "Не знаходимо", "We do not find this place"),
    row("the city and another place", "place", {"where": "mariupol", "place": "Дніпро"}, "where", "Оберіть одне", "Choose one"),
    row("9 a bidi override in a place", "place", {"place": "Марі\u202eуполь"}, "place", *HIDDEN),
    row("9 NUL in an address", "place", {"where": "mariupol", "address": "вул.\x00Миру"}, "address", *HIDDEN),
    row("11 markup for a place", "place", {"place": "<script>alert(1)</script>"}, "place", "Не знаходимо", "We do not find this place"),
    row("55 an address of 50,000 characters", "place", {"where": "mariupol", "address": "я" * 50_000}, "address", "не більше 800 символів, зараз їх 50000", "at most 800 characters, now there are 50000"),
]  # fmt: skip

DOUBTED = [
    row("52 a place outside the community", "place", {"place": "Дніпро"}, "place", "не належить до Маріупольської громади", "not in the Mariupol community"),
    row("a place kept as typed", "place", {"place": "хутір Вільний", "place_for": "хутір Вільний", "place_code": "unlisted"}, "place", "немає в офіційному переліку", "not in the official list"),
]  # fmt: skip

ACCEPTED: list[Any] = [
    row("several bases", "bases", {"bases": ["actual", "registered"]}, bases=["registered", "actual"]),
    row("not sure of the basis", "bases", {"bases": ["unsure"]}, bases=[]),
    row("the city, by one choice", "place", {"where": "mariupol"}, katottg=MARIUPOL, address=None),
    row("the city, typed", "place", {"place": "м. Маріуполь"}, katottg=MARIUPOL),
    row("the city, chosen and typed", "place", {"where": "mariupol", "place": "Маріуполь"}, katottg=MARIUPOL, address=None),
    row("a district of the city", "place", {"place": "Центральний", "place_for": "Центральний", "place_code": DISTRICT}, katottg=DISTRICT),
    row("an address of several lines", "place", {"where": "mariupol", "address": "вул. Миру\r\n1"}, address="вул. Миру\n1"),
    row("56 punctuation for an address", "place", {"where": "mariupol", "address": "—"}, address="—"),
    row("11 markup in an address", "place", {"where": "mariupol", "address": "<b>{{7*7}}"}, address="<b>{{7*7}}"),
]  # fmt: skip


@pytest.mark.parametrize("row", REFUSED)
def test_what_cannot_be_is_explained_beside_its_field_and_kept(
    row: Row, browser: Client, draft: Draft, language: str
) -> None:
    assert_refused(browser, draft, RESIDENCE, row, language)


@pytest.mark.parametrize("row", DOUBTED)
def test_what_looks_wrong_is_saved_said_once_and_gone_on_from(
    row: Row, browser: Client, draft: Draft, language: str
) -> None:
    assert_doubted(browser, draft, RESIDENCE, row, language)


@pytest.mark.parametrize("row", ACCEPTED)
def test_what_is_meant_is_saved(row: Row, page: Client, draft: Draft) -> None:
    answer = page.post(url(draft, row.question), row.typed)

    assert answer.status_code == 302
    assert (row.said or {}).items() <= part(draft, RESIDENCE).items()


def url(draft: Draft, question: str) -> str:
    return reverse("question", args=[draft.pk, RESIDENCE, question])


def test_a_place_that_is_typed_and_then_chosen_needs_no_scripts(
    browser: Client, draft: Draft
) -> None:
    typed = {"place": "Центральний", "address": "просп. Миру, 1"}

    offered = browser.post(url(draft, "place"), typed)

    shown = offered.content.decode()
    assert offered.status_code == 200
    assert "error-summary" not in shown
    assert 'value="Центральний"' in shown
    assert "просп. Миру, 1" in shown
    assert shown.count(f'value="{DISTRICT}"') == 1
    assert part(draft, RESIDENCE) == {}

    chosen = {**typed, "place_for": "Центральний", "place_code": DISTRICT}

    assert browser.post(url(draft, "place"), chosen).status_code == 302
    assert part(draft, RESIDENCE)["katottg"] == DISTRICT


def test_nothing_is_chosen_beforehand(page: Client, draft: Draft) -> None:
    empty = page.get(url(draft, "place")).content.decode()
    left = {"place": "Центральний", "place_for": "", "place_code": "unlisted"}
    offered = page.post(url(draft, "place"), left).content.decode()

    assert "checked" not in empty
    assert "unlisted" not in empty
    assert "checked" not in offered


def test_a_place_kept_as_typed_stands_before_the_address(page: Client, draft: Draft) -> None:
    typed = {"place": "хутір Вільний", "place_for": "хутір Вільний", "place_code": "unlisted"}

    page.post(url(draft, "place"), {**typed, "address": "хата 3"})

    said = part(draft, RESIDENCE)
    assert (said["katottg"], said["address"]) == (None, "хутір Вільний, хата 3")


def test_a_place_kept_as_typed_is_shown_apart_from_the_address(page: Client, draft: Draft) -> None:
    typed = {"place": "хутір Вільний", "place_for": "хутір Вільний", "place_code": "unlisted"}
    page.post(url(draft, "place"), {**typed, "address": "хата 3"})

    shown = page.get(url(draft, "place")).content.decode()

    assert 'name="place" value="хутір Вільний"' in shown
    assert 'value="unlisted" id="id_place_unlisted" checked' in shown
    assert ">\nхата 3</textarea>" in shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param({"where": "mariupol"}, 'value="mariupol" id="id_where_0" checked', id="the city"),
        pytest.param({"place": "Дніпро", "seen": ""}, "м. Дніпро, Дніпровська громада", id="another"),
    ],
)  # fmt: skip
def test_what_was_saved_is_shown_again(
    typed: dict[str, str], shown: str, page: Client, draft: Draft
) -> None:
    page.post(url(draft, "place"), typed)

    assert shown in page.get(url(draft, "place")).content.decode()


def test_52_both_routes_are_explained_where_the_basis_is_asked(
    browser: Client, draft: Draft, language: str
) -> None:
    shown = browser.get(url(draft, "bases")).content.decode()

    words = {
        "uk": ("два шляхи", "родин певної категорії", "захищав Маріуполь або був у полоні"),
        "en": ("Two routes", "households of a category", "defended Mariupol or was in captivity"),
    }
    assert [each in shown for each in words[language]] == [True, True, True]


def test_not_sure_is_shown_again_as_such(page: Client, draft: Draft) -> None:
    page.post(url(draft, "bases"), {"bases": ["unsure"]})

    assert (
        'value="unsure" id="id_bases_3" checked' in page.get(url(draft, "bases")).content.decode()
    )
