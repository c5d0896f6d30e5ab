"""Days, areas, shares, places and long texts: what people type, and what is meant."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from applications.fields.areas import AreaField
from applications.fields.days import DayField
from applications.fields.places import PlaceField, left_to_choose, unlisted
from applications.fields.shares import ShareField
from applications.fields.texts import LongTextField
from applications.package_values import AREA, SHARE
from territories.gazetteer import Gazetteer

MARIUPOL = "UA14140050010029262"


class Page(forms.Form):
    day = DayField(required=False)
    area = AreaField(required=False)
    share = ShareField(required=False)
    text = LongTextField(label="Text", most=40, required=False)


class Where(forms.Form):
    place = PlaceField()
    area = AreaField(required=False)


def cleaned(**typed: str) -> Any:
    """Return what the one field that was typed into cleans to, or the codes of its errors."""
    [name] = {key.partition("_")[0] for key in typed}
    form = Page(typed)
    return form.cleaned_data[name] if form.is_valid() else codes(form, name)


def codes(form: forms.Form, name: str) -> list[str | None]:
    return [error.code for error in form.errors.as_data()[name]]


def day(day: str, month: str, year: str) -> Any:
    return cleaned(day_day=day, day_month=month, day_year=year)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param(("5", "1", "1990"), date(1990, 1, 5), id="without zeros"),
        pytest.param(("05", "01", "1990"), date(1990, 1, 5), id="with zeros"),
        pytest.param((" 5 ", "1\u00a0", "1990"), date(1990, 1, 5), id="with blanks"),
        pytest.param(("０５", "１", "１９９０"), date(1990, 1, 5), id="full-width digits"),
        pytest.param(("٥", "١", "١٩٩٠"), date(1990, 1, 5), id="Arabic-Indic digits"),
        pytest.param(("29", "2", "2024"), date(2024, 2, 29), id="a leap day"),
        pytest.param(("3", "4", "1990"), date(1990, 4, 3), id="day before month, never guessed"),
        pytest.param(("", " ", ""), None, id="nothing"),
    ],
)
def test_a_day_is_read(typed: tuple[str, str, str], meant: date | None) -> None:
    assert day(*typed) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param(("31", "2", "1990"), ["no_such"], id="31 February"),
        pytest.param(("29", "2", "2023"), ["no_such"], id="no leap year"),
        pytest.param(("1", "13", "1990"), ["no_such"], id="month 13"),
        pytest.param(("0", "1", "1990"), ["no_such"], id="day 0"),
        pytest.param(("1", "1", "0000"), ["no_such"], id="year 0"),
        pytest.param(("9" * 5000, "1", "1990"), ["no_such"], id="a day without end"),
        pytest.param(("1", "1", "90"), ["year"], id="two digits of a year"),
        pytest.param(("1", "1", "9" * 5000), ["year"], id="a year without end"),
        pytest.param(("1", "січня", "1990"), ["digits"], id="a month in words"),
        pytest.param(("-1", "1", "1990"), ["digits"], id="minus"),
        pytest.param(("", "", "1990"), ["incomplete", "incomplete"], id="the year alone"),
    ],
)
def test_a_day_that_is_none_is_refused(typed: tuple[str, str, str], said: list[str]) -> None:
    assert day(*typed) == said


def test_a_refused_day_keeps_its_boxes_and_marks_the_wrong_one() -> None:
    shown = str(Page({"day_day": "5", "day_month": "13", "day_year": "1990"})["day"])

    assert 'value="13"' in shown
    assert shown.count('aria-invalid="true"') == 1
    assert shown.index('name="day_month"') < shown.index("aria-invalid") < shown.index("day_year")


def test_a_known_day_stands_in_its_boxes() -> None:
    shown = str(Page(initial={"day": "1990-04-03"})["day"])

    assert [f'value="{box}"' in shown for box in ("3", "4", "1990")] == [True, True, True]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("13,65", "13.65", id="a comma"),
        pytest.param("13.65", "13.65", id="a dot"),
        pytest.param("53", "53.00", id="whole metres"),
        pytest.param("1 000", "1000.00", id="grouped, the most there is"),
        pytest.param("0,1", "0.10", id="the least there is"),
        pytest.param("53,4 м²", "53.40", id="with its unit"),
        pytest.param("53,4 кв. м", "53.40", id="with its unit in words"),
        pytest.param("５３,４", "53.40", id="full-width digits"),
        pytest.param("53.400", "53.40", id="zeros that say nothing"),
    ],
)
def test_an_area_is_read(typed: str, meant: str) -> None:
    area = cleaned(area=typed)

    assert area == Decimal(meant)
    assert AREA.fullmatch(str(area))


@pytest.mark.parametrize(
    "typed", ["−5", "-5", "0", "0,09", "1000,01", "1e3", "NaN", "Infinity", "13,6,5", "багато"]
)
def test_what_is_no_area_is_refused(typed: str) -> None:
    assert cleaned(area=typed) == ["not_area"]


def test_an_area_has_two_decimals_at_most() -> None:
    assert cleaned(area="13,655") == ["decimals"]


@pytest.mark.parametrize(
    ("language", "shown"),
    [pytest.param("uk", "53,40", id="uk"), pytest.param("en", "53.40", id="en")],
)
def test_a_known_area_is_written_as_its_language_does(language: str, shown: str) -> None:
    with translation.override(language):
        assert f'value="{shown}"' in str(Page(initial={"area": Decimal("53.40")})["area"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("1/2", Fraction(1, 2), id="a half"),
        pytest.param("1 / 3", Fraction(1, 3), id="with blanks"),
        pytest.param("½", Fraction(1, 2), id="one character"),
        pytest.param("2/4", Fraction(1, 2), id="not in lowest terms"),
        pytest.param("1", Fraction(1), id="the whole"),
        pytest.param("1/1", Fraction(1), id="the whole as a fraction"),
        pytest.param("0,5", Fraction(1, 2), id="a comma"),
        pytest.param("0.333", Fraction(333, 1000), id="exact, not rounded to a third"),
        pytest.param("50 %", Fraction(1, 2), id="percent"),
        pytest.param("33,3%", Fraction(333, 1000), id="percent with a comma"),
    ],
)
def test_a_share_is_read_exactly(typed: str, meant: Fraction) -> None:
    share = cleaned(share=typed)

    assert share == meant
    assert SHARE.fullmatch(str(share))


@pytest.mark.parametrize(
    "typed", ["3/2", "0/4", "1/0", "0", "-1/2", "50", "101 %", "половина", "1e-1"]
)
def test_what_is_no_share_is_refused(typed: str) -> None:
    assert cleaned(share=typed) == ["not_share"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("a\r\nb", "a\nb", id="lines end in one way"),
        pytest.param("  просп. Миру, 1\u00a0 ", "просп. Миру, 1", id="trimmed"),
        pytest.param("…?!", "…?!", id="punctuation alone"),
        pytest.param("", "", id="nothing"),
        pytest.param("<script>{{7*7}}", "<script>{{7*7}}", id="stored as text"),
    ],
)
def test_a_text_is_kept(typed: str, kept: str) -> None:
    assert cleaned(text=typed) == kept


@pytest.mark.parametrize(
    "hidden",
    ["\x00", "\u202e", "\u200b", "\x1b"],
    ids=["NUL", "turned round", "no width", "escape"],
)
def test_a_hidden_character_is_refused(hidden: str) -> None:
    assert cleaned(text=f"a{hidden}b") == ["hidden_character"]


def test_a_text_too_long_says_how_long_it_is() -> None:
    [said] = Page({"text": "я" * 50_000}).errors["text"]

    assert "40" in said
    assert "50000" in said


# Places ------------------------------------------------------------------------------------------


def where(**typed: str) -> Where:
    query = QueryDict(mutable=True)
    query.update(typed)
    return Where(query)


def test_one_place_of_the_name_is_taken(gazetteer: Gazetteer) -> None:
    form = where(place="м. Маріуполь")

    assert form.is_valid()
    assert form.cleaned_data["place"] == MARIUPOL


def test_places_of_one_name_are_offered_and_nothing_is_wrong(gazetteer: Gazetteer) -> None:
    form = where(place="Центральний")
    shown = str(form["place"])

    assert not form.is_valid()
    assert left_to_choose(form)
    assert 'value="Центральний"' in shown
    assert shown.count('type="radio"') == 3
    assert "autofocus" in shown


def test_a_place_is_chosen_among_those_offered(gazetteer: Gazetteer) -> None:
    code = "UA14140050010437700"

    form = where(place="Центральний", place_for="Центральний", place_code=code)

    assert form.is_valid()
    assert form.cleaned_data["place"] == code


def test_a_choice_falls_with_the_name_it_was_offered_for(gazetteer: Gazetteer) -> None:
    form = where(place="Маріуполь", place_for="Центральний", place_code="UA14140050010437700")

    assert form.is_valid()
    assert form.cleaned_data["place"] == MARIUPOL


def test_to_choose_nothing_of_what_is_offered_is_an_error(gazetteer: Gazetteer) -> None:
    form = where(place="Центральний", place_for="Центральний")

    assert not left_to_choose(form)
    assert codes(form, "place") == ["not_chosen"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param("Ельдорадо", "not_found", id="not in the list"),
        pytest.param("", "required", id="nothing"),
        pytest.param(" \u00a0 ", "required", id="blanks"),
        pytest.param("Марі\u202eуполь", "hidden_character", id="a hidden character"),
        pytest.param("я" * 300, "too_long", id="too long"),
    ],
)
def test_what_is_no_place_is_an_error(typed: str, code: str, gazetteer: Gazetteer) -> None:
    form = where(place=typed)

    assert codes(form, "place") == [code]
    assert not left_to_choose(form)


def test_a_choice_that_is_left_does_not_hide_another_error(gazetteer: Gazetteer) -> None:
    assert not left_to_choose(where(place="Центральний", area="NaN"))


def test_a_place_that_is_not_found_may_be_kept_as_typed(gazetteer: Gazetteer) -> None:
    refused = str(where(place="Ельдорадо")["place"])
    form = where(place="Ельдорадо", place_for="Ельдорадо", place_code="unlisted")

    assert 'value="unlisted"' in refused
    assert form.is_valid()
    assert form.cleaned_data["place"] is None
    assert unlisted(form, "place") == "Ельдорадо"


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("UA14000000000091971", id="an oblast"),
        pytest.param("UA99999999999999999", id="no such code"),
        pytest.param("<script>", id="no code"),
    ],
)
def test_a_code_that_nobody_offered_is_not_taken(code: str, gazetteer: Gazetteer) -> None:
    form = where(place="Центральний", place_for="Центральний", place_code=code)

    assert not form.is_valid()


def test_a_known_place_is_shown_by_name_and_taken_again(gazetteer: Gazetteer) -> None:
    label = "м. Маріуполь, Маріупольська громада, Маріупольський район, Донецька область"
    shown = str(Where(initial={"place": MARIUPOL})["place"])

    again = where(place=label, place_for=label, place_code=MARIUPOL)

    assert f'value="{label}"' in shown
    assert f'value="{MARIUPOL}"' in shown
    assert again.is_valid()
    assert again.cleaned_data["place"] == MARIUPOL


def test_a_form_looks_the_list_up_once(
    gazetteer: Gazetteer, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(1):
        form = where(place="Центральний")
        form.is_valid()
        str(form["place"])
        str(form["place"])
