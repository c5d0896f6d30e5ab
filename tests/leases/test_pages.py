"""The lease clerk's pages: who may, who may not, and what is said when it fails."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications import services as intake
from applications.models import Application
from applications.status import Status as ApplicationStatus
from deadlines.working_days import day_in_kyiv
from housing.models import Dwelling
from leases.models import Lease
from leases.selectors import free_dwellings
from leases.status import Status
from tests.append_only import lifted
from tests.leases.builders import (
    NOON,
    application,
    approved,
    draft,
    dwelling,
    issued,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariff_of_2026")]


def address(name: str, lease: Lease) -> str:
    """Return the address of a lease, or of the first act or signed paper of it."""
    if name in {"leases_print_paper", "leases_sign_paper", "leases_set_aside_paper"}:
        return reverse(f"admin:{name}", args=[first(lease.papers)])
    if name == "leases_scan":
        return reverse(f"admin:{name}", args=[first(lease.scans)])
    alone = {"leases_lease_changelist", "leases_assign"}
    if name == "leases_statement_print":
        return reverse(f"admin:{name}", args=[lease.pk, "uk"])
    return reverse(f"admin:{name}", args=[] if name in alone else [lease.pk])


def first(rows: Any) -> int:
    row = rows.first()
    return row.pk if row else 0


@pytest.mark.parametrize("end", ["add/", "1/change/", "1/delete/", "1/history/"])
def test_the_stock_forms_do_not_exist(end: str, clerk: User, client: Client) -> None:
    draft(clerk)
    client.force_login(clerk)

    assert client.get(reverse("admin:leases_lease_changelist") + end).status_code == 404


@pytest.fixture
def clerk(staff: Callable[..., User]) -> User:
    return staff("lease_clerk")


@pytest.fixture
def browser(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def posted(household: Application, home: Dwelling, **changed: Any) -> dict[str, Any]:
    terms = {"starts_on": "01.02.2026", "months": "6"}
    return {"application": household.pk, "dwelling": home.pk, **terms, **changed}


def test_the_whole_road_by_the_pages(browser: Client, clerk: User) -> None:
    household, home = approved(clerk), dwelling()

    answer = browser.post(reverse("admin:leases_assign"), posted(household, home))
    lease = Lease.objects.get()
    assert answer["Location"] == reverse("admin:leases_lease_change", args=[lease.pk])
    assert any("821" in str(message) for message in get_messages(answer.wsgi_request))
    browser.post(address("leases_issue", lease), {"sent": "yes"})
    lease.refresh_from_db()
    day = day_in_kyiv(lease.made_at)
    browser.post(address("leases_sign", lease), {"signed_on": day.isoformat()})

    lease.refresh_from_db()
    assert lease.status == Status.ACTIVE


def test_only_free_and_commissioned_dwellings_are_offered(browser: Client, clerk: User) -> None:
    held, free = draft(clerk).dwelling, dwelling()
    unready = dwelling(is_commissioned=False)

    form = browser.get(reverse("admin:leases_assign")).context["form"]

    offered = set(form.fields["dwelling"].queryset)
    assert offered == {free}
    assert not {held, unready} & offered


def test_a_taken_dwelling_is_told_beside_its_field_and_what_was_typed_stays(
    browser: Client, clerk: User
) -> None:
    first = draft(clerk)
    household = approved(clerk)

    answer = browser.post(
        reverse("admin:leases_assign"), posted(household, first.dwelling, months="18")
    )

    assert answer.status_code == 422
    form = answer.context["form"]
    assert first.application.number in form.errors["dwelling"][0]
    page = answer.content.decode()
    assert f'<option value="{first.dwelling.pk}" selected' in page
    assert 'value="18"' in page
    assert 'value="01.02.2026"' in page


def test_an_application_that_is_not_approved_shows_nobody_who_asks_for_it(
    browser: Client,
) -> None:
    other = application(lambda document: document["people"][0].update(surname="Прихована"))

    answer = browser.post(reverse("admin:leases_assign"), posted(other, dwelling()))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["application"]
    page = answer.content.decode()
    assert "Прихована" not in page
    assert other.number not in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        pytest.param({"months": "5"}, "months", id="five months"),
        pytest.param({"months": "99"}, "months", id="ninety-nine months"),
        pytest.param({"months": "six"}, "months", id="not a number"),
        pytest.param({"starts_on": "04.01.2026"}, "starts_on", id="before the approval"),
        pytest.param({"starts_on": "01.02.2226"}, "starts_on", id="two centuries ahead"),
        pytest.param({"starts_on": "31.02.2025"}, "starts_on", id="no such day"),
        pytest.param({"dwelling": "0"}, "dwelling", id="no such dwelling"),
        pytest.param({"dwelling": "9" * 40}, "dwelling", id="an endless number"),
        pytest.param({"application": "x"}, "application", id="no application"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    changed: dict[str, str], field: str, browser: Client, clerk: User
) -> None:
    answer = browser.post(
        reverse("admin:leases_assign"), posted(approved(clerk), dwelling(), **changed)
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Lease.objects.exists()


def test_a_step_that_is_not_possible_now_is_explained(browser: Client, clerk: User) -> None:
    lease = draft(clerk)

    answer = browser.post(address("leases_sign", lease), {"signed_on": "05.01.2026"})

    assert answer.status_code == 422
    assert answer.context["failed"].non_field_errors()


def test_the_pdf_is_a_download_that_no_browser_runs_or_keeps(browser: Client, clerk: User) -> None:
    lease = issued(clerk)

    answer = browser.get(address("leases_print", lease))

    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert lease.number.replace("/", "-") in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_draft_has_nothing_to_print(browser: Client, clerk: User) -> None:
    answer = browser.get(address("leases_print", draft(clerk)))

    assert answer.status_code == 302


def test_hostile_names_are_shown_as_text(browser: Client, clerk: User) -> None:
    lease = draft(clerk)
    with lifted():
        lease.residents.update(name="<script>alert(1)</script>")

    for name in ("leases_lease_change", "leases_lease_changelist"):
        page = browser.get(address(name, lease)).content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_the_list_costs_the_same_for_more_leases(
    browser: Client, clerk: User, django_assert_max_num_queries: Any
) -> None:
    for _ in range(4):
        draft(clerk)

    with django_assert_max_num_queries(9):
        page = browser.get(reverse("admin:leases_lease_changelist"), {"q": "Коваленко"})

    assert page.status_code == 200


def test_the_page_shows_no_personal_number(browser: Client, clerk: User) -> None:
    lease = draft(clerk, at=NOON)
    tenant = lease.application.people.get(relationship="applicant")

    page = browser.get(address("leases_lease_change", lease)).content.decode()

    assert tenant.identity_number not in page
    assert tenant.taxpayer_number
    assert tenant.taxpayer_number not in page


def test_the_page_shows_the_dwelling_that_was_pinned(
    browser: Client, clerk: User, in_english: None
) -> None:
    lease = draft(clerk)
    Dwelling.objects.filter(pk=lease.dwelling_id).update(total_area=99, rooms=3, number="999")

    page = page_of(browser, lease, "en")

    assert "2; 53.00 m²" in page
    assert lease.data["dwelling"]["address"] in page
    assert "99.00 m²" not in page


def page_of(browser: Client, lease: Lease, language: str) -> str:
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return browser.get(address("leases_lease_change", lease)).content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Room coefficient (rooms: 2)", "UAH/m²", "0.87", "53.00 m²", "7,193.16")),
        ("uk", ("Коефіцієнт за кількістю кімнат (кімнат: 2)", "0,87", "53,00", "7\u00a0193,16")),
    ],
)
def test_the_rent_is_told_in_the_language_of_the_page(
    language: str, said: tuple[str, ...], browser: Client, clerk: User
) -> None:
    page = page_of(browser, draft(clerk), language)

    assert [text for text in said if text not in page] == []
    assert ("Соціальний коефіцієнт" in page) == (language == "uk")
    assert '<div class="scroll" tabindex="0" role="group" aria-labelledby="rent">' in page


def test_the_area_of_a_dwelling_is_offered_in_the_language_of_the_page(browser: Client) -> None:
    dwelling(total_area=40, living_area=20)
    for language, area in {"en": "40.00", "uk": "40,00"}.items():
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language

        page = browser.get(reverse("admin:leases_assign")).content.decode()

        assert f" · {area} " in page


@pytest.mark.parametrize("make", [draft, issued], ids=["a draft", "an issued lease"])
def test_a_withdrawn_application_leaves_the_lease_only_to_be_cancelled(
    make: Callable[[User], Lease], browser: Client, clerk: User
) -> None:
    lease = make(clerk)
    household = Application.objects.get(pk=lease.application_id)
    with transaction.atomic():
        intake.move(household, ApplicationStatus.WITHDRAWN, by=clerk, reason="так", at=NOON)

    answer = browser.get(address("leases_lease_change", lease), headers={"accept-language": "en"})

    assert list(answer.context["forms"]) == ["cancel"]
    assert "cancel this lease" in page_of(browser, lease, "en")
    assert not free_dwellings().exists()
