"""The reading copy in English: everything the lease says but names, addresses and things."""

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from leases import printing
from leases.models import Lease
from leases.reading import in_english, reading_html, reading_pdf
from leases.snapshot import IDENTITY, RELATIONSHIPS, opened
from tests.leases.builders import draft
from tests.printing import tagged

pytestmark = pytest.mark.django_db
CYRILLIC = re.compile("[А-Яа-яІіЇїЄєҐґ]")


@pytest.fixture
def lease(staff: Callable[..., User], tariff_of_2026: None) -> Lease:
    return draft(staff("lease_clerk"))


def test_days_figures_and_our_own_words_are_english(lease: Lease) -> None:
    told = in_english(opened(lease.data))

    assert told["term"]["starts_on"] == "1 February 2026"
    assert told["term"]["months"] == "6\u00a0months"
    assert told["rent"]["exact"] == "7,193.16"
    assert told["rent"]["figures"] == "7,193.00"
    assert told["residents"][0]["relationship"] == "tenant"
    assert told["basis"]["act_day"] == "7 July 2025"
    own = [told["term"]["arrears"], told["dwelling"]["accessibility"], told["rent"]["product"]]
    own += [line[name] for line in told["rent"]["factors"] for name in ("name", "value", "unit")]
    own += [person["birth_date"] for person in told["residents"]]
    assert [each for each in own if CYRILLIC.search(each)] == []


@pytest.mark.parametrize("related", RELATIONSHIPS.values())
def test_every_relation_has_its_english(related: str, lease: Lease) -> None:
    data = opened(lease.data)
    data["residents"][0]["relationship"] = related

    assert not CYRILLIC.search(in_english(data)["residents"][0]["relationship"])


@pytest.mark.parametrize("document", IDENTITY.values())
def test_every_document_has_its_english(document: str, lease: Lease) -> None:
    data = opened(lease.data)
    data["tenant"]["identity_type"] = document

    assert not CYRILLIC.search(in_english(data)["tenant"]["identity_type"])


def test_a_name_that_looks_like_a_day_stays_a_name(lease: Lease) -> None:
    data = opened(lease.data)
    data["tenant"]["name"] = "«7» Липневий 2025 р."

    assert in_english(data)["tenant"]["name"] == "«7» Липневий 2025 р."


def test_it_says_that_it_is_not_what_is_signed(lease: Lease) -> None:
    html = reading_html(lease.template, opened(lease.data))

    assert "what is signed, and what binds, is the Ukrainian text" in html
    assert "A lawyer must confirm" not in html
    assert lease.data["tenant"]["name"] in html


def test_every_page_says_so_and_there_is_no_place_to_sign(lease: Lease) -> None:
    html = reading_html(lease.template, opened(lease.data))

    header = re.search('data-header="([^"]+)"', html)
    assert header
    assert header[1].startswith(f"Lease No. {lease.number}. A reading copy")
    assert 'class="signatures"' not in html
    assert "signature ____" not in html
    assert 'class="signatures"' in printing.lease_html(lease.template, opened(lease.data))


def test_it_is_printed_in_english(lease: Lease) -> None:
    pdf = reading_pdf(lease.template, opened(lease.data))

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo["/Title"]) == f"Lease of a dwelling No. {lease.number}"
    assert tagged.faults(pdf) == []


def test_taking_it_is_recorded(staff: Callable[..., User], client: Client, lease: Lease) -> None:
    client.force_login(staff("lease_clerk", name="another"))

    answer = client.get(reverse("admin:leases_reading", args=[lease.pk]))

    assert answer.content.startswith(b"%PDF-")
    assert Entry.objects.latest("seq").act == "lease.reading_copy_read"


def test_a_lease_of_the_first_release_has_none(
    staff: Callable[..., User], client: Client, lease: Lease
) -> None:
    Lease.objects.filter(pk=lease.pk).update(template="resolution-814/1")
    client.force_login(staff("lease_clerk", name="another"))

    answer = client.get(reverse("admin:leases_reading", args=[lease.pk]))

    assert answer["Location"] == reverse("admin:leases_lease_change", args=[lease.pk])
