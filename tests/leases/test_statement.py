"""The statement of a rent: rounded once, each line with its source, and capped by nothing."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor, prod

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from audit.models import Entry
from leases.announced import announced_by, income_below_which
from leases.models import Lease
from leases.statement import statement_on, told
from leases.statement_printing import statement_html, statement_pdf
from rent.formula import Tariff, monthly_rent
from tests.leases.builders import START, draft, dwelling
from tests.printing import tagged

amounts = st.decimals("0.01", "9999.99", places=2)


@given(
    area=amounts,
    mean=amounts,
    room=st.decimals("0.0001", "9", places=4),
    social=st.decimals("0.0001", "9", places=4),
)
def test_the_total_is_the_product_rounded_once(
    area: Decimal, mean: Decimal, room: Decimal, social: Decimal
) -> None:
    statement = monthly_rent(area, 1, Tariff("зразок", mean, (room,), social, "зразок"))

    product = prod(map(Fraction, (area, mean, room, social)))

    assert Fraction(statement.exact) == product
    assert Fraction(statement.total) == floor(product + Fraction(1, 2))


@given(rent=amounts, income=amounts)
def test_the_income_told_is_where_the_share_begins(rent: Decimal, income: Decimal) -> None:
    for share in (Decimal("0.30"), Decimal("0.20")):
        assert (income < income_below_which(rent, share)) == (rent > income * share)


@pytest.fixture
def lease(staff: Callable[..., User], tariff_of_2026: None) -> Lease:
    return draft(staff("lease_clerk"), dwelling=dwelling())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rooms", "area", "exact", "total", "words"),
    [
        (1, 40, "6 240", "6 240,00", "шість тисяч двісті сорок гривень 00 копійок"),
        (2, 53, "7 193,16", "7 193,00", "сім тисяч сто дев’яносто три гривні 00 копійок"),
        (3, 65, "8 112", "8 112,00", "вісім тисяч сто дванадцять гривень 00 копійок"),
    ],
)
def test_the_published_examples_to_the_kopiyka(
    rooms: int,
    area: int,
    exact: str,
    total: str,
    words: str,
    staff: Callable[..., User],
    tariff_of_2026: None,
) -> None:
    home = dwelling(rooms=rooms, total_area=Decimal(area), living_area=Decimal(20))
    said = told(statement_on(draft(staff("lease_clerk"), dwelling=home), START), "uk")

    assert said["exact"].replace("\u00a0", " ") == exact
    assert said["total"].replace("\u00a0", " ") == total
    assert said["words"] == words


@pytest.mark.django_db
def test_it_agrees_with_what_the_lease_pinned(lease: Lease) -> None:
    statement = statement_on(lease, START)

    assert statement.rent.total == statement.period.monthly_rent == lease.monthly_rent
    assert told(statement, "uk")["exact"] == lease.data["rent"]["exact"]
    assert told(statement, "uk")["words"] == lease.data["rent"]["words"]


@pytest.mark.django_db
def test_a_day_before_the_lease_has_the_rent_of_its_first_day(lease: Lease) -> None:
    assert statement_on(lease, date(2025, 1, 1)).day == lease.starts_on


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["uk", "en"])
def test_every_line_names_its_source(language: str, lease: Lease) -> None:
    said = told(statement_on(lease, START), language)

    assert all(line["citation"] for line in said["lines"])
    assert said["formula"]
    assert said["rounding"]
    assert said["announced"]["source"]
    assert said["announced"]["subsidy_source"]


@pytest.mark.django_db
def test_the_announced_ceiling_is_told_and_not_applied(lease: Lease) -> None:
    said = told(statement_on(lease, START), "en")

    assert said["total"] == "7,193.00"
    assert said["announced"]["above"] == "1,193.00"
    assert said["announced"]["income"] == "23,976.67"
    assert said["announced"]["subsidy_income"] == "35,965.00"


def test_nothing_is_told_before_it_was_announced() -> None:
    assert announced_by(date(2025, 11, 28)) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "title"),
    [("uk", "Розрахунок плати за договором № "), ("en", "Statement of the rent under lease No. ")],
)
def test_the_pdf_is_one_page_in_its_language(language: str, title: str, lease: Lease) -> None:
    pdf = statement_pdf(statement_on(lease, START), language)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == language
        assert str(document.docinfo["/Title"]) == title + lease.number
        assert len(document.pages) == 1
    assert tagged.faults(pdf) == []


@pytest.mark.django_db
def test_a_hostile_name_stays_text(lease: Lease) -> None:
    lease.data["tenant"]["name"] = '<img src="file:///etc/hostname">'

    html = statement_html(statement_on(lease, START), "uk")

    assert "<img" not in html


@pytest.mark.django_db
def test_the_clerk_reads_it_and_takes_it_along(
    staff: Callable[..., User], client: Client, lease: Lease
) -> None:
    client.force_login(staff("lease_clerk", name="another"))

    page = client.get(reverse("admin:leases_statement", args=[lease.pk]))
    printed = client.get(reverse("admin:leases_statement_print", args=[lease.pk, "en"]))

    assert "сім тисяч сто дев’яносто три гривні" in page.content.decode()
    assert printed.content.startswith(b"%PDF-")
    assert printed["Content-Disposition"].startswith("attachment; ")
    assert Entry.objects.latest("seq").act == "lease.statement_read"


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["de/", "en/?on=yesterday", "?on=2026-02-30"])
def test_no_such_language_or_day(
    wrong: str, staff: Callable[..., User], client: Client, lease: Lease
) -> None:
    client.force_login(staff("lease_clerk", name="another"))

    answer = client.get(reverse("admin:leases_statement", args=[lease.pk]) + wrong)

    assert answer.status_code == 404
