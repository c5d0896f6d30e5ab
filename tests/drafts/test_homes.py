"""Homes that the household owns: whether there are any, each of them, what is asked of which."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from drafts import services
from drafts.models import Draft, Kind
from drafts.question import Task
from drafts.steps import asked
from tests.drafts.builders import NOON, written
from tests.drafts.rows import Row, assert_refused, home, part, row

pytestmark = pytest.mark.usefixtures("gazetteer")

MARIUPOL, BILA_TSERKVA = "UA14140050010029262", "UA32020010010081183"
HOUSING = str(Kind.HOUSING)
AREA = ("Площа — число від 0,1 до 1000", "The area is a number from 0.1 to 1000")
SHARE = ("Частка — від 0 до 1", "The share is from 0 to 1")
DECIMALS = ("не більше двох цифр після коми", "at most two digits after the point")

REFUSED = [
    row("45 an area below zero", "area", {"area": "−5", "share": "1"}, "area", *AREA),
    row("45 no area at all", "area", {"area": "0", "share": "1"}, "area", *AREA),
    row("45 an area in powers of ten", "area", {"area": "1e3", "share": "1"}, "area", *AREA),
    row("45 an area that is no number", "area", {"area": "NaN", "share": "1"}, "area", *AREA),
    row("45 an area beyond every home", "area", {"area": "1000,01", "share": "1"}, "area", *AREA),
    row("45 an area in words", "area", {"area": "сорок", "share": "1"}, "area", *AREA),
    row("45 three digits after the comma", "area", {"area": "13,655", "share": "1"}, "area", *DECIMALS),
    row("47 a share of more than all", "area", {"area": "40", "share": "3/2"}, "share", *SHARE),
    row("47 a share of nothing", "area", {"area": "40", "share": "0/4"}, "share", *SHARE),
    row("47 a share divided by nothing", "area", {"area": "40", "share": "1/0"}, "share", *SHARE),
    row("47 a share in words", "area", {"area": "40", "share": "половина"}, "share", *SHARE),
    row("48 an area without a share", "area", {"area": "53,4", "share": ""}, "share", "Введіть частку", "Enter the share"),
    row("48 a share without an area", "area", {"area": "", "share": "1/2"}, "area", "Введіть площу", "Enter the area"),
    row("48 an address without a place", "place", {"address": "вул. Миру, 1"}, "where", "введіть інший населений пункт", "type another place"),
    row("no condition", "condition", {}, "condition", "у якому стані житло", "in what condition the home is"),
    row("an owner of another household", "owner", {"owner": "0123456789ab"}, "owner", "Оберіть, кому належить", "Choose who owns this home"),
    row("no paper chosen", "evidence", {"reference": "12/34"}, "type", "Оберіть, який документ є", "Choose which paper there is", katottg=BILA_TSERKVA, condition="destroyed"),
    row("a paper without its number", "evidence", {"type": "inspection_report"}, "reference", "Введіть номер документа", "Enter the number of the paper", katottg=BILA_TSERKVA, condition="destroyed"),
    row("a number of no paper", "evidence", {"type": "none", "reference": "12/34"}, "type", "якого документа цей номер", "which paper this number is of", katottg=BILA_TSERKVA, condition="destroyed"),
    row("9 a hidden character in a number", "evidence", {"type": "inspection_report", "reference": "12\u200b34"}, "reference", "прихований символ", "hidden character", katottg=BILA_TSERKVA, condition="destroyed"),
    row("55 a number of 50,000 characters", "evidence", {"type": "inspection_report", "reference": "1" * 50_000}, "reference", "не більше 100 символів", "at most 100 characters", katottg=BILA_TSERKVA, condition="destroyed"),
]  # fmt: skip

ACCEPTED: list[Any] = [
    row("45 a comma", "area", {"area": "13,65", "share": "1"}, total_area_m2="13.65", share="1"),
    row("45 a dot", "area", {"area": "13.65", "share": "1"}, total_area_m2="13.65", share="1"),
    row("a half, said in lower terms", "area", {"area": "53", "share": "2/4"}, total_area_m2="53.00", share="1/2"),
    row("a half as a decimal", "area", {"area": "53", "share": "0,5"}, share="1/2"),
    row("a half as percent", "area", {"area": "53", "share": "50 %"}, share="1/2"),
    row("no paper yet", "evidence", {"type": "none"}, evidence=None),
    row("a paper", "evidence", {"type": "damage_register", "reference": "№ 12/34"}, evidence={"type": "damage_register", "reference": "№ 12/34"}),
    row("habitable: a paper on damage falls", "condition", {"condition": "habitable"}, condition="habitable", evidence=None),
    row("11 markup in an address", "place", {"where": "mariupol", "address": "<i>{{7*7}}"}, katottg=MARIUPOL, address="<i>{{7*7}}"),
    row("a place kept as typed", "place", {"place": "хутір", "place_for": "хутір", "place_code": "unlisted", "seen": "x"}, katottg=None, address="хутір"),
]  # fmt: skip


@pytest.mark.parametrize("row", REFUSED)
def test_what_cannot_be_is_explained_beside_its_field_and_kept(
    row: Row, browser: Client, draft: Draft, language: str
) -> None:
    services.add_person(draft.pk, "spouse", at=NOON)

    assert_refused(browser, draft, home(draft), row, language)


@pytest.mark.parametrize("row", ACCEPTED)
def test_what_is_meant_is_saved(row: Row, page: Client, draft: Draft) -> None:
    ref = home(draft, katottg=BILA_TSERKVA, condition="destroyed")

    page.post(reverse("question", args=[draft.pk, ref, row.question]), row.typed)

    assert (row.said or {}).items() <= part(draft, ref).items()


def test_46_exactly_the_limit_is_explained(browser: Client, draft: Draft, language: str) -> None:
    services.add_person(draft.pk, "spouse", at=NOON)

    shown = browser.get(url(draft, home(draft), "area")).content.decode()

    per_person, of_two = {"uk": ("13,65", "27,3"), "en": ("13.65", "27.3")}[language]
    assert per_person in shown
    assert of_two in shown
    assert {"uk": "ще в межах норми", "en": "still within the limit"}[language] in shown


# Whether there are any ----------------------------------------------------------------------------


def url(draft: Draft, ref: str, question: str) -> str:
    return reverse("question", args=[draft.pk, ref, question])


@pytest.mark.parametrize(
    ("chosen", "declared", "leads_to"),
    [
        pytest.param("yes", None, "homes", id="some"),
        pytest.param("no", True, "tasks", id="none"),
        pytest.param("unsure", None, "tasks", id="not sure"),
    ],
)
def test_whether_anybody_owns_a_home(
    chosen: str, declared: bool | None, leads_to: str, page: Client, draft: Draft
) -> None:
    answer = page.post(url(draft, HOUSING, "owns"), {"owns": chosen})

    assert answer["Location"] == reverse(leads_to, args=[draft.pk])
    assert part(draft, HOUSING)["owns_no_housing"] is declared
    assert (
        f'value="{chosen}" id="id_owns_' in page.get(url(draft, HOUSING, "owns")).content.decode()
    )


def test_51_to_own_nothing_while_homes_are_listed_is_explained(
    browser: Client, draft: Draft, language: str
) -> None:
    home(draft, katottg=MARIUPOL)
    nothing = Row("owns", {"owns": "no"}, "owns", "житло: Маріуполь", "homes: Маріуполь")

    assert_refused(browser, draft, HOUSING, nothing, language)


def test_51_once_the_homes_are_removed_nothing_is_owned(page: Client, draft: Draft) -> None:
    ref = home(draft)

    page.post(reverse("remove_home", args=[draft.pk, ref]))
    page.post(url(draft, HOUSING, "owns"), {"owns": "no"})

    assert part(draft, HOUSING)["owns_no_housing"] is True


# What is asked of which ---------------------------------------------------------------------------


def slugs(draft: Draft, ref: str, *, at: datetime = NOON) -> list[str]:
    steps = asked(written(draft, at=at), Task.HOMES)
    return [step.question.slug for step in steps if step.part.ref == ref]


@pytest.mark.parametrize(
    ("said", "is_asked"),
    [
        pytest.param({"katottg": BILA_TSERKVA, "condition": "habitable"}, False, id="habitable"),
        pytest.param({"katottg": BILA_TSERKVA, "condition": "destroyed"}, True, id="destroyed"),
        pytest.param({"katottg": BILA_TSERKVA, "condition": "uninhabitable"}, True, id="damaged"),
        pytest.param({"katottg": MARIUPOL, "condition": "destroyed"}, False, id="in occupied Mariupol"),
        pytest.param({"katottg": None, "condition": "destroyed"}, True, id="nobody knows where"),
        pytest.param({"katottg": "UA99999999999999999", "condition": "destroyed"}, True, id="of an unknown code"),
        pytest.param({}, False, id="nothing said yet"),
    ],
)  # fmt: skip
def test_a_paper_on_its_condition_is_asked_of_a_damaged_home_within_reach(
    said: dict[str, Any], is_asked: bool, draft: Draft
) -> None:
    assert ("evidence" in slugs(draft, home(draft, **said))) is is_asked


def test_a_paper_is_asked_for_once_a_territory_is_free_though_nothing_was_saved_since(
    draft: Draft,
) -> None:
    before_the_war = NOON - timedelta(days=365 * 5)
    ref = home(draft, katottg=MARIUPOL, condition="destroyed")

    assert "evidence" in slugs(draft, ref, at=before_the_war)
    assert "evidence" not in slugs(draft, ref)


def test_a_home_out_of_reach_says_why_no_report_is_asked_for(
    browser: Client, draft: Draft, language: str
) -> None:
    ref = home(draft, katottg=MARIUPOL)

    shown = browser.get(url(draft, ref, "condition")).content.decode()
    listed = browser.get(reverse("homes", args=[draft.pk])).content.decode()

    assert "21.05.2022" in shown
    assert {"uk": "акт обстеження не потрібен", "en": "no inspection report"}[language] in shown
    assert {"uk": "акт обстеження не потрібен", "en": "no inspection report"}[language] in listed


def test_who_lives_alone_is_not_asked_who_owns_a_home(page: Client, draft: Draft) -> None:
    shown = page.get(reverse("add_home", args=[draft.pk])).content.decode()

    assert shown.count('type="radio"') == 1
    assert "checked" in shown
    assert "owner" not in slugs(draft, home(draft))


def test_of_several_homes_a_question_says_which_it_is_about(page: Client, draft: Draft) -> None:
    alone = home(draft, _place="Маріуполь")
    before = page.get(url(draft, alone, "area")).content.decode()
    home(draft, _place="Дніпро")

    after = page.get(url(draft, alone, "area")).content.decode()

    assert "(Маріуполь)</h1>" not in before
    assert "(Маріуполь)</h1>" in after


def test_the_limit_is_not_mentioned_where_a_home_does_not_count(page: Client, draft: Draft) -> None:
    ref = home(draft, katottg=MARIUPOL)

    assert "13.65" not in page.get(url(draft, ref, "area")).content.decode()
