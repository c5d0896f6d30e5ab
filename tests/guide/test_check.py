"""The check says what `assess` says of the same household, and keeps nothing of it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from applications.assessing import assess
from applications.outcome_words import HEADINGS
from applications.package_reader import read_value
from eligibility.determination import Outcome
from territories.gazetteer import Gazetteer, current
from tests.guide.answers import answers_of
from tests.guide.forms import sent
from tests.guide.households import households

EXAMPLES = sorted(Path(settings.BASE_DIR, "examples").glob("*[a-z].json"))
PACKAGES = [path for path in EXAMPLES if ".expected" not in path.name]
UNTELLABLE = "16-contradiction"  # the check cannot be told of homes and of none at once
SHOWN = (
    "idp_status", "no_monetary_assistance", "own_housing", "residence_registered",
    "social_category", "residence_actual", "defence_or_captivity",
)  # fmt: skip

ALONE = {
    "certificate": "yes",
    "assistance": "no",
    "bases": ["registered"],
    "where": "mariupol",
    "people": "1",
    "children": "0",
    "young": "no",
    "statuses": ["disability"],
    "owns": "no",
}


def walked(client: Client, answers: dict[str, Any]) -> str:
    """Fill in page after page as they come, and return the last: the result."""
    page = client.get("/check/").content.decode()
    while "portal-form" in page:
        answer = client.post("/check/", sent(page, answers))
        assert answer.status_code == 200, re.findall(
            r"field-error.*?<p>(.*?)</p>", answer.content.decode()
        )
        page = answer.content.decode()
    return page


def values(page: str) -> dict[str, str]:
    return dict(zip(SHOWN, re.findall(r"tag value-(\w+)", page), strict=True))


def heading(page: str) -> str:
    found = re.search("<h1>(.*?)</h1>", page)
    assert found is not None
    return found[1]


@pytest.mark.usefixtures("gazetteer", "in_english")
@pytest.mark.parametrize(
    "path",
    [path for path in PACKAGES if path.stem != UNTELLABLE],
    ids=lambda path: path.stem.replace("-", " "),
)
def test_a_household_of_the_contract_is_told_what_must_come_out(client: Client, path: Path) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    must = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))

    page = walked(client, answers_of(json.loads(path.read_text("utf-8"))))

    assert values(page) == must["clauses"]
    assert heading(page) == str(HEADINGS[Outcome(must["outcome"])])


@pytest.mark.usefixtures("gazetteer")
@given(package=households())
@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_check_and_assess_say_the_same(package: dict[str, Any]) -> None:
    determination = assess(read_value(package), places=current())
    client = Client()

    page = walked(client, answers_of(package))

    assert values(page) == {it.clause: it.value.value for it in determination.findings}
    with translation.override("uk"):
        assert heading(page) == str(HEADINGS[determination.outcome])


# Nothing is kept ---------------------------------------------------------------------------------


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_nothing_is_stored_and_no_cookie_tells_of_it(
    client: Client, gazetteer: Gazetteer, caplog: pytest.LogCaptureFixture
) -> None:
    before = rows()

    walked(client, {**ALONE, "where": "elsewhere", "place": "Сартана"})

    assert rows() == before
    assert set(client.cookies) <= {settings.CSRF_COOKIE_NAME}
    assert caplog.text == ""


def test_no_cache_keeps_an_answer(client: Client, gazetteer: Gazetteer) -> None:
    answer = client.post("/check/", {**ALONE, "step": "housing"})

    assert "no-store" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]


# The pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "missing"),
    [
        ("you", "Вкажіть"),
        ("residence", "Позначте"),
        ("household", "Вкажіть кількість"),
        ("statuses", "Позначте"),
        ("housing", "Вкажіть"),
    ],
)
def test_a_page_left_empty_is_shown_again_with_what_is_missing(
    client: Client, gazetteer: Gazetteer, slug: str, missing: str
) -> None:
    given = {name: value for name, value in ALONE.items() if name not in of_page(slug)}

    answer = client.post("/check/", {**given, "step": slug})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Помилка: " in page
    assert 'class="error-summary"' in page
    assert f'value="{slug}"' in page


def of_page(slug: str) -> tuple[str, ...]:
    return {
        "you": ("certificate", "assistance"),
        "residence": ("bases", "where"),
        "household": ("people", "children", "young"),
        "statuses": ("statuses",),
        "housing": ("owns",),
    }[slug]


@pytest.mark.parametrize(
    ("wrong", "slug"),
    [
        pytest.param({"people": "0"}, "household", id="nobody"),
        pytest.param({"people": "31"}, "household", id="more than thirty people"),
        pytest.param({"people": "багато"}, "household", id="people not in digits"),
        pytest.param({"children": "1"}, "household", id="as many children as people"),
        pytest.param({"young": "yes"}, "household", id="somebody under three, living alone"),
        pytest.param({"statuses": ["none", "veteran"]}, "statuses", id="none and one"),
        pytest.param({"bases": ["unsure", "actual"]}, "residence", id="unsure and sure"),
        pytest.param({"where": "elsewhere", "place": ""}, "residence", id="elsewhere, unnamed"),
        pytest.param({"where": "elsewhere", "place": "Нарнія"}, "residence", id="no such place"),
        pytest.param({"certificate": "perhaps"}, "you", id="an answer that is not offered"),
    ],
)
def test_a_wrong_answer_is_refused_where_it_stands(
    client: Client, gazetteer: Gazetteer, wrong: dict[str, Any], slug: str
) -> None:
    answer = client.post("/check/", {**ALONE, **wrong, "step": "housing"})

    assert answer.status_code == 422
    assert f'name="step" value="{slug}"' in answer.content.decode()


@pytest.mark.parametrize("area", ["-5", "0", "1e3", "NaN", "", "1001", "<script>"])
def test_an_area_that_is_none_is_refused(client: Client, gazetteer: Gazetteer, area: str) -> None:
    home = {"home1-where": "mariupol", "home1-area": area, "home1-share": "1/2"}

    answer = client.post("/check/", {**ALONE, "owns": "yes", **home, "step": "home1"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_home1-area"' in page
    assert 'value="1/2"' in page
    assert "<script>" not in page.partition("<main")[2].partition("</main")[0]


def test_going_back_keeps_what_was_answered(client: Client, gazetteer: Gazetteer) -> None:
    page = client.post("/check/", {**ALONE, "back": "residence"}).content.decode()

    assert sent(page, {})["bases"] == ["registered"]
    assert sent(page, {})["certificate"] == ["yes"]
    assert sent(page, {})["step"] == ["residence"]


def test_the_other_language_keeps_the_page_and_the_answers(
    client: Client, gazetteer: Gazetteer
) -> None:
    answer = client.post("/check/", {**ALONE, "step": "household", "switch_to": "en"})

    page = answer.content.decode()
    assert '<html lang="en">' in page
    assert sent(page, {}) == {
        **sent(client.post("/check/", {**ALONE, "back": "household"}).content.decode(), {}),
        "csrfmiddlewaretoken": sent(page, {})["csrfmiddlewaretoken"],
    }
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_the_result_can_be_read_in_the_other_language(client: Client, gazetteer: Gazetteer) -> None:
    page = client.post("/check/", {**ALONE, "step": "result", "switch_to": "en"}).content.decode()

    assert heading(page) == "You may qualify"


def test_a_language_that_is_not_there_changes_nothing(client: Client, gazetteer: Gazetteer) -> None:
    answer = client.post("/check/", {**ALONE, "step": "you", "language": "xx"})

    assert '<html lang="uk">' in answer.content.decode()
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


def test_more_than_ten_homes_are_not_asked_for(client: Client, gazetteer: Gazetteer) -> None:
    homes: dict[str, Any] = {}
    for number in range(1, 15):
        homes |= {
            f"home{number}-where": "unsure",
            f"home{number}-area": "1",
            f"home{number}-share": "1",
            f"home{number}-condition": "habitable",
            f"home{number}-more": "yes",
        }

    page = client.post("/check/", {**ALONE, "owns": "yes", **homes, "step": "home10"})

    assert len(values(page.content.decode())) == len(SHOWN)


# Never a bare no ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"assistance": "yes"}, id="the assistance was taken"),
        pytest.param({"where": "elsewhere", "place": "Дніпро"}, id="another community"),
        pytest.param({"statuses": ["none"]}, id="no category"),
        pytest.param({"bases": ["actual"], "statuses": ["disability"]}, id="the second route"),
    ],
)
def test_what_is_not_met_says_why_and_what_would_change_it(
    client: Client, gazetteer: Gazetteer, language: str, answers: dict[str, Any]
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    page = client.post("/check/", {**ALONE, **answers, "step": "housing"}).content.decode()

    clauses = page.split('<div class="clause">')[1:]
    assert heading(page) == str(HEADINGS[Outcome.INELIGIBLE])
    assert 'href="/apply/"' in page
    for clause in clauses:
        assert re.search(r"<p>.+?</p>", clause)
    assert [clause for clause in clauses if "value-not_met" in clause and "<li>" in clause]


def test_nothing_is_asked_of_the_other_route_where_one_is_met(
    client: Client, gazetteer: Gazetteer
) -> None:
    page = client.post("/check/", {**ALONE, "step": "housing"}).content.decode()

    assert values(page)["residence_actual"] == "not_met"
    assert "<li>" not in page.partition('<div class="clause">')[2].partition("<form")[0]
