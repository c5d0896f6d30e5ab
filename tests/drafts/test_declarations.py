"""What is declared: no monetary assistance, and knowing how data are used."""

import pytest
from django.test import Client
from django.urls import reverse

from applications.notice import NOTICE
from drafts.models import Draft, Kind
from tests.drafts.rows import Row, assert_doubted, assert_refused, part, row

DECLARATIONS = str(Kind.DECLARATIONS)

REFUSED = [
    row("nothing chosen", "assistance", {}, "assistance", "Оберіть, чи отримували Ви допомогу", "Choose whether you have received"),
    row("a choice nobody offered", "assistance", {"assistance": "maybe"}, "assistance", "Оберіть, чи отримували", "Choose whether you have"),
    row("54 no agreement", "notice", {}, "personal_data_notice", "подати заяву на папері", "apply on paper"),
]  # fmt: skip


@pytest.mark.parametrize("row", REFUSED)
def test_what_cannot_be_is_explained_beside_its_field_and_kept(
    row: Row, browser: Client, draft: Draft, language: str
) -> None:
    assert_refused(browser, draft, DECLARATIONS, row, language)


def test_who_has_received_the_assistance_is_shown_the_rule_and_may_go_on(
    browser: Client, draft: Draft, language: str
) -> None:
    received = Row(
        "assistance",
        {"assistance": "received"},
        "assistance",
        "цю умову не виконано",
        "this condition is not met",
    )

    assert_doubted(browser, draft, DECLARATIONS, received, language)


@pytest.mark.parametrize(
    ("chosen", "declared"),
    [("not_received", True), ("received", False), ("unsure", None)],
)
def test_an_answer_is_declared_and_shown_again(
    chosen: str, declared: bool | None, page: Client, draft: Draft
) -> None:
    url = reverse("question", args=[draft.pk, DECLARATIONS, "assistance"])

    page.post(url, {"assistance": chosen})

    assert part(draft, DECLARATIONS)["no_monetary_assistance"] is declared
    assert f'value="{chosen}"' in checked(page.get(url).content.decode())


def checked(shown: str) -> str:
    """Return the input that is checked."""
    [found] = [tag for tag in shown.split("<input") if " checked" in tag.partition(">")[0]]
    return found


def test_agreeing_says_to_which_wording(page: Client, draft: Draft) -> None:
    url = reverse("question", args=[draft.pk, DECLARATIONS, "notice"])

    assert reverse("privacy") in page.get(url).content.decode()
    page.post(url, {"personal_data_notice": "on"})

    assert part(draft, DECLARATIONS)["personal_data_notice"] == NOTICE
    assert 'name="personal_data_notice"' in checked(page.get(url).content.decode())
