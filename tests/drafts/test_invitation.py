"""How the applicant is written to: by e-mail, where there is one, or by post; in which language."""

import pytest
from django.test import Client
from django.urls import reverse

from drafts import services
from drafts.models import Draft, Kind
from tests.drafts.builders import NOON, written
from tests.drafts.rows import Row, assert_refused, part, row

INVITATION = str(Kind.INVITATION)
ADDRESS = "49000, м. Дніпро, вул. Яворницького, 1, кв. 2"

REFUSED = [
    row("nothing chosen", "method", {"postal_address": ADDRESS}, "method", "Оберіть, як Вам писати", "Choose how we write to you"),
    row("37 post without an address", "method", {"method": "post", "postal_address": " "}, "postal_address", "Введіть поштову адресу", "Enter the postal address"),
    row("9 a hidden character in an address", "method", {"method": "post", "postal_address": "Дніпро\u200b"+"1"}, "postal_address", "прихований символ", "hidden character"),
    row("55 an address of 50,000 characters", "method", {"method": "post", "postal_address": "я" * 50_000}, "postal_address", "не більше 1000 символів", "at most 1000 characters"),
    row("a language we do not write", "language", {"language": "pl"}, "language", "Оберіть мову листів", "Choose the language"),
]  # fmt: skip


@pytest.mark.parametrize("row", REFUSED)
def test_what_cannot_be_is_explained_beside_its_field_and_kept(
    row: Row, browser: Client, draft: Draft, language: str
) -> None:
    assert_refused(browser, draft, INVITATION, row, language)


def method(draft: Draft) -> str:
    return reverse("question", args=[draft.pk, INVITATION, "method"])


def without_email(draft: Draft) -> None:
    services.save(draft.pk, written(draft).applicant.ref, "contact", {"email": None}, at=NOON)


def test_letters_by_email_need_an_address_and_the_way_there_is_shown(
    browser: Client, draft: Draft, language: str
) -> None:
    without_email(draft)
    by_email = Row(
        "method", {"method": "electronic"}, "method", "Вкажіть електронну пошту", "Give an e-mail"
    )

    assert_refused(browser, draft, INVITATION, by_email, language)

    contact = reverse("question", args=[draft.pk, written(draft).applicant.ref, "contact"])
    assert f'<a href="{contact}">' in browser.get(method(draft)).content.decode()


def test_the_address_of_email_is_shown_where_it_is_chosen(page: Client, draft: Draft) -> None:
    shown = page.get(method(draft)).content.decode()

    assert "oksana@example.org" in shown
    assert page.post(method(draft), {"method": "electronic"}).status_code == 302
    assert part(draft, INVITATION)["method"] == "electronic"
    assert part(draft, INVITATION)["postal_address"] is None


def test_post_with_an_address_needs_no_email(page: Client, draft: Draft) -> None:
    without_email(draft)

    page.post(method(draft), {"method": "post", "postal_address": ADDRESS})

    assert part(draft, INVITATION)["postal_address"] == ADDRESS
    assert f">\n{ADDRESS}</textarea>" in page.get(method(draft)).content.decode()


@pytest.mark.parametrize("chosen", ["uk", "en"])
def test_the_language_of_letters_is_chosen(chosen: str, page: Client, draft: Draft) -> None:
    url = reverse("question", args=[draft.pk, INVITATION, "language"])

    page.post(url, {"language": chosen})

    assert part(draft, INVITATION)["language"] == chosen
