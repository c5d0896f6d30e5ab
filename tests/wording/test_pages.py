"""The pages of the texts of the lease: who may, what is said when it fails, what is previewed."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.wording.builders import NEW, NOON, OLD, PROGRAMME, approved, changed, draft
from wording import services
from wording.models import Wording

pytestmark = pytest.mark.django_db


def address(name: str, row: Wording, *more: str) -> str:
    alone = {"wording_wording_changelist", "wording_begin"}
    if name.startswith("wording_preview") and not more:
        more = ("uk",)
    return reverse(f"admin:{name}", args=[] if name in alone else [row.pk, *more])


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"


@pytest.fixture
def clerk(staff: Callable[..., User]) -> User:
    return staff("lease_clerk")


@pytest.fixture
def chief(staff: Callable[..., User]) -> User:
    return staff("decision_maker")


@pytest.fixture
def browser(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def typed(row: Wording, **changed: Any) -> dict[str, Any]:
    return {"version": row.version, "text": row.text, "reading": row.reading, **changed}


def test_a_draft_is_begun_kept_and_approved_by_another(
    browser: Client, clerk: User, chief: User
) -> None:
    begun = browser.post(reverse("admin:wording_begin"), {"programme": PROGRAMME})
    row = Wording.objects.drafts().get()
    page = address("wording_wording_change", row)
    assert begun["Location"] == page
    text = row.text.replace(OLD, NEW).replace("\n", "\r\n")  # as a browser sends it
    assert browser.post(page, typed(row, text=text)).status_code == 302
    browser.force_login(chief)
    shown = browser.get(page).content.decode()
    assert f"<ins>5.3. Наймач сплачує плату щомісяця {NEW}" in shown

    browser.post(address("wording_approve", row), {"version": row.version + 1})

    row.refresh_from_db()
    assert row.approved_by == chief
    assert "\r" not in row.text
    assert NEW in row.text
    assert "<textarea" not in browser.get(page).content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "{tenant.nmae} is no variable. Write {tenant.name}"),
        ("uk", "{tenant.nmae} — не змінна. Напишіть {tenant.name}"),
    ],
)
def test_a_slip_is_told_by_line_and_what_was_typed_stays(
    language: str, said: str, browser: Client, clerk: User
) -> None:
    row = draft(clerk)
    wrong = row.text.replace("Укладено", "{tenant.nmae} Укладено")
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    answer = browser.post(address("wording_wording_change", row), typed(row, text=wrong))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert {"en": "Line 3, ", "uk": "Рядок 3, "}[language] in page
    assert "{tenant.nmae} Укладено" in page
    assert Wording.objects.get(pk=row.pk).text == row.text


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"text": ""}, id="no text"),
        pytest.param({"reading": "  \n "}, id="no reading copy"),
        pytest.param({"version": "x"}, id="no version"),
        pytest.param({"version": "9" * 30}, id="an endless version"),
        pytest.param({"text": "# Д\0"}, id="a character that is none"),
        pytest.param({"text": "# Д\n" * 40_000}, id="a text beyond every measure"),
        pytest.param({"text": "<script>alert(1)</script>"}, id="a script"),
    ],
)
def test_bad_input_is_said_and_never_an_error(
    broken: dict[str, Any], browser: Client, clerk: User
) -> None:
    row = draft(clerk)

    answer = browser.post(address("wording_wording_change", row), typed(row, **broken))

    assert answer.status_code == 422
    assert "<script>alert(1)" not in answer.content.decode()
    assert Wording.objects.get(pk=row.pk).version == row.version


def test_what_another_kept_meanwhile_is_shown_beside_what_was_typed(
    browser: Client, clerk: User, chief: User
) -> None:
    row = draft(clerk)
    changed(row, chief)
    mine = row.text.replace(OLD, "не пізніше 20 числа")
    page = address("wording_wording_change", row)

    answer = browser.post(page, typed(row, text=mine))

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "<del>5.3. Наймач сплачує плату щомісяця не пізніше 20 числа" in shown
    assert f"<ins>5.3. Наймач сплачує плату щомісяця {NEW}" in shown
    assert f'name="version" value="{row.version + 1}"' in shown
    assert browser.post(page, typed(row, text=mine, version=row.version + 1)).status_code == 302


def test_the_own_draft_is_not_approved_and_it_is_said_why(
    client: Client, chief: User, clerk: User
) -> None:
    client.force_login(chief)
    row = draft(chief)

    answer = client.post(address("wording_approve", row), {"version": row.version})

    assert answer.status_code == 422
    assert "Somebody else has to approve it." in answer.content.decode()


def test_approving_asks_for_the_factor_once_more(
    client: Client, chief: User, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = draft(clerk)
    client.force_login(chief)
    monkeypatch.setattr("wording.pages.confirmed_recently", lambda *_: False)

    answer = client.post(address("wording_approve", row), {"version": row.version})

    assert answer["Location"].startswith(reverse("second_factor"))
    assert not Wording.objects.get(pk=row.pk).is_approved


def test_what_a_draft_lacks_is_listed(browser: Client, clerk: User) -> None:
    row = draft(clerk)
    services.edit(row.pk, text="# Договір", reading="# Lease", version=1, by=clerk, at=NOON)

    page = browser.get(address("wording_wording_change", row)).content.decode()

    assert "[[signatures]]" in page
    assert "{rent.words}: rent a month in Ukrainian words" in page


@pytest.mark.parametrize("sample", ["usual", "alone", "full"])
@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_preview_shows_the_sample_and_the_questions(
    language: str, sample: str, browser: Client
) -> None:
    row = services.current(PROGRAMME)

    page = browser.get(address("wording_preview", row, language), {"sample": sample})

    shown = page.content.decode()
    assert 'class="question"' in shown
    assert {"uk": "Має підтвердити юрист", "en": "A lawyer must confirm"}[language] in shown
    assert ("Перевертайленко" in shown) == (sample == "full")


def test_the_preview_is_printed_and_says_that_it_is_a_sample(browser: Client) -> None:
    row = services.current(PROGRAMME)

    answer = browser.get(address("wording_preview_print", row, "en"), {"sample": "full"})

    assert answer["Content-Disposition"].startswith("attachment; ")
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert str(document.Root.Lang) == "en"


@pytest.mark.parametrize("wrong", ["de/", "uk/?sample=another", "de/print/"])
def test_no_such_preview(wrong: str, browser: Client) -> None:
    row = services.current(PROGRAMME)

    assert browser.get(address("wording_wording_change", row) + wrong).status_code == 404


def test_a_second_draft_leads_to_the_one_that_is_open(browser: Client, clerk: User) -> None:
    row = draft(clerk)

    answer = browser.post(reverse("admin:wording_begin"), {"programme": PROGRAMME})

    assert answer["Location"] == address("wording_wording_change", row)


def test_no_draft_of_an_unknown_programme(browser: Client) -> None:
    browser.post(reverse("admin:wording_begin"), {"programme": "x" * 99})

    assert not Wording.objects.drafts().exists()


def test_the_list_says_where_each_stands(browser: Client, clerk: User, chief: User) -> None:
    approved(clerk, chief)
    draft(clerk)

    page = browser.get(reverse("admin:wording_wording_changelist")).content.decode()

    assert "resolution-814/2" in page
    assert page.count("status-approved") == 2
    assert page.count("due-soon") == 1
