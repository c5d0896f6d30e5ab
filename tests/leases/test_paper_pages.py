"""The pages of acts, amendments and signed papers: typed in, printed, signed, attached."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cabinet import held_leases
from copies.models import Copy
from leases import services
from leases.acts import METERS
from leases.models import Lease, PaperKind
from leases.selectors import handed_over_on
from tests.drafts.files import PDF
from tests.leases.builders import SPRING, START, active
from tests.leases.test_papers import (
    AT,
    act,
    act_shown,
    attached,
    others,
    proof,
    sign_act,
    signed_act,
)
from tests.review.builders import drawn
from tests.signing_in import put_mark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariff_of_2026", "no_printer")]
ACT = {
    "on": "01.02.2026",
    "electricity_serial": "E-77",
    "electricity_reading": "1024,5",
    "keys_flat": "2",
    "keys_entrance": "1",
    "keys_mailbox": "0",
    **{f"{kind}_none": "on" for kind in METERS if kind != "electricity"},
    "inventory": "Плита — 1: справна",
}
AMENDMENT = {
    "on": "01.03.2026",
    "first_name": "Коваленко Ганна Петрівна",
    "first_birth": "02.01.1950",
    "first_relationship": "parent",
    "first_document": "id_card",
    "first_number": "901234567",
    "ground": "consent",
    "paper": "згода № 2",
    "paper_on": "01.02.2026",
}


@pytest.fixture
def clerk(staff: Callable[..., User]) -> User:
    return staff("lease_clerk")


@pytest.fixture
def lease(clerk: User) -> Lease:
    return active(clerk)


@pytest.fixture
def browser(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def page(name: str, pk: int) -> str:
    return reverse(f"admin:leases_{name}", args=[pk])


def test_an_act_is_typed_in_printed_and_signed_by_the_pages(browser: Client, lease: Lease) -> None:
    browser.post(page("acceptance", lease.pk), ACT)
    paper = lease.papers.get()
    signing = {"signed_on": "01.02.2026"}
    unproven = browser.post(page("sign_paper", paper.pk), signing)
    proven = {**signing, "proof": str(act_shown(paper).pk)}
    browser.post(page("sign_paper", paper.pk), proven)

    assert unproven.status_code == 422
    assert list(unproven.context["failed"].errors) == ["proof"]
    assert handed_over_on(lease) == START
    assert paper.data["meters"][0]["reading"] == "1024,5"
    shown = browser.get(page("lease_change", lease.pk)).content.decode()
    assert page("print_paper", paper.pk) in shown
    assert page("acceptance", lease.pk) not in shown
    assert page("return", lease.pk) in shown


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        pytest.param({"on": ""}, "on", id="no day"),
        pytest.param({"on": "01.02.2226"}, "on", id="a day to come"),
        pytest.param({"electricity_reading": "сто"}, "electricity_reading", id="in words"),
        pytest.param({"electricity_reading": "9" * 12}, "electricity_reading", id="endless"),
        pytest.param({"electricity_serial": ""}, "electricity_serial", id="a meter of no number"),
        pytest.param({"keys_flat": "-1"}, "keys_flat", id="keys below none"),
        pytest.param({"inventory": "Плита"}, "inventory", id="a thing of no condition"),
        pytest.param({"inventory": ""}, "inventory", id="an inventory that is empty"),
        pytest.param({"is_bare": "on"}, "is_bare", id="things, and none"),
        pytest.param({"keys_flat": "0", "keys_entrance": "0"}, "keys_flat", id="no key"),
        pytest.param({"gas_none": ""}, "gas_reading", id="a meter of which nothing is said"),
        pytest.param({"electricity_none": "on"}, "electricity_none", id="a meter, and none"),
    ],
)
def test_what_is_wrong_in_an_act_is_said_beside_its_field_and_the_rest_stays(
    changed: dict[str, str], field: str, browser: Client, lease: Lease
) -> None:
    answer = browser.post(page("acceptance", lease.pk), {**ACT, "remarks": "Сухо.", **changed})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "Сухо." in answer.content.decode()
    assert not lease.papers.exists()


def test_two_meters_of_a_kind_are_typed_in_and_offered_at_the_return(
    browser: Client, lease: Lease, clerk: User
) -> None:
    night = {"electricity_second_serial": "E-77", "electricity_second_reading": "12"}
    alike = browser.post(page("acceptance", lease.pk), {**ACT, **night})
    assert list(alike.context["form"].errors) == ["electricity_second_serial"]

    night["electricity_second_serial"] = "E-77 ніч"
    browser.post(page("acceptance", lease.pk), {**ACT, **night})
    paper = lease.papers.get()
    assert [(each["serial"], each["reading"]) for each in paper.data["meters"]] == [
        ("E-77", "1024,5"), ("E-77 ніч", "12"),
    ]  # fmt: skip
    sign_act(paper, clerk)
    offered = browser.get(page("return", lease.pk)).context["form"]
    assert offered["electricity_serial"].value() == "E-77"
    assert offered["electricity_second_serial"].value() == "E-77 ніч"


def test_an_act_that_is_empty_is_told_all_that_it_lacks(browser: Client, lease: Lease) -> None:
    empty = {"on": "01.02.2026", "keys_flat": "0", "keys_entrance": "0", "keys_mailbox": "0"}
    answer = browser.post(page("acceptance", lease.pk), empty)

    lacking = {*(f"{kind}_reading" for kind in METERS), "keys_flat", "inventory"}
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == lacking


def test_a_return_that_denies_the_hand_over_is_refused_beside_its_fields(
    browser: Client, lease: Lease, clerk: User
) -> None:
    signed_act(lease, clerk)
    none = {f"{kind}_none": "on" for kind in METERS}
    keys = {f"keys_{which}": "0" for which in ("flat", "entrance", "mailbox")}
    answer = browser.post(
        page("return", lease.pk), {"on": "01.02.2026", **none, **keys, "is_bare": "on"}
    )

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"electricity_none", "is_bare"}


@pytest.mark.parametrize(("name", "number_of"), [("return", "renewal"), ("acceptance", "lease")])
def test_an_act_of_the_wrong_lease_of_a_household_is_refused_by_its_address(
    name: str, number_of: str, browser: Client, lease: Lease, clerk: User
) -> None:
    signed_act(lease, clerk)
    leases = {"lease": lease, "renewal": services.renew(lease, months=6, by=clerk, at=SPRING)}
    services.issue(leases["renewal"], by=clerk, at=SPRING)
    services.sign(leases["renewal"], signed_on=SPRING.date(), by=clerk, at=SPRING)
    asked = leases["lease" if name == "return" else "renewal"]

    opened = browser.get(page(name, asked.pk), follow=True)
    sent = browser.post(page(name, asked.pk), {**ACT, "on": "20.04.2026"})

    assert opened.redirect_chain == [(page("lease_change", asked.pk), 302)]
    [told] = opened.context["messages"]
    assert leases[number_of].number in str(told)
    assert sent.status_code == 422
    assert leases[number_of].number in sent.context["form"].non_field_errors()[0]
    assert asked.papers.count() == (1 if asked is lease else 0)


def test_an_amendment_by_the_pages_names_who_leaves_and_who_joins(
    browser: Client, lease: Lease, clerk: User
) -> None:
    [child, *_rest] = others(lease)
    sent = {**AMENDMENT, "leaves": [child.pk]}
    unproven = browser.post(page("amendment", lease.pk), sent)
    shown = proof(lease, clerk)
    answer = browser.post(page("amendment", lease.pk), {**sent, "proof": shown.pk})

    assert unproven.status_code == 422
    assert list(unproven.context["form"].errors) == ["proof"]
    assert AMENDMENT["first_name"] in unproven.content.decode()
    assert answer.status_code == 302
    paper = lease.papers.get(kind=PaperKind.AMENDMENT)
    assert [each["name"] for each in paper.data["leaves"]] == [child.name]
    assert [each["name"] for each in paper.data["joins"]] == [AMENDMENT["first_name"]]
    assert AMENDMENT["first_number"] not in str(paper.change)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        pytest.param({"first_birth": ""}, "first_birth", id="no birth date"),
        pytest.param({"first_birth": "02.04.2026"}, "first_birth", id="not born by then"),
        pytest.param({"first_number": ""}, "first_number", id="no number"),
        pytest.param({"first_taxpayer": "123"}, "first_taxpayer", id="no taxpayer number"),
        pytest.param({"ground": "child"}, "ground", id="a grown-up child"),
        pytest.param({"paper": ""}, "paper", id="no paper"),
        pytest.param({"on": "01.03.2027"}, "on", id="after the term"),
        pytest.param({"leaves": "0"}, "leaves", id="somebody of nowhere"),
        pytest.param({"leaves": "x"}, "leaves", id="no resident"),
    ],
)
def test_what_is_wrong_in_an_amendment_is_said_beside_its_field(
    changed: dict[str, Any], field: str, browser: Client, lease: Lease
) -> None:
    answer = browser.post(page("amendment", lease.pk), {**AMENDMENT, **changed})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not lease.papers.exists()


def test_a_signed_lease_is_attached_and_a_wrong_file_is_refused_by_name(
    browser: Client, lease: Lease
) -> None:
    signed = SimpleUploadedFile("договір.pdf", PDF)
    browser.post(page("attach", lease.pk), {"shows": "lease", "file": signed})
    wrong = SimpleUploadedFile("договір.pdf", b"MZ" + bytes(600))
    answer = browser.post(page("attach", lease.pk), {"shows": "lease", "file": wrong})

    assert lease.scans.get().copy.name == "договір.pdf"
    assert answer.status_code == 422
    assert list(answer.context["failed"].errors) == ["file"]


def test_without_a_scanner_somebody_leaves_by_the_pictures_of_a_paper(
    browser: Client, lease: Lease, clerk: User
) -> None:
    [child, *_rest] = others(lease)
    scan = attached(lease, clerk, shows="consent")
    sent = {**AMENDMENT, "leaves": [child.pk], "proof": scan.pk}
    assert browser.post(page("amendment", lease.pk), sent).status_code == 422

    Copy.objects.filter(pk=scan.copy_id).update(inspected_at=AT)
    drawn(scan.copy)
    shown = browser.get(page("lease_change", lease.pk)).content.decode()
    picture = reverse("admin:leases_scan_page", args=[scan.pk, 1])
    assert picture in shown
    assert "CLAMD_URL" in shown
    looked: Any = browser.get(picture)
    assert b"".join(looked) == b"pixels"
    assert browser.get(page("scan", scan.pk)).status_code == 302  # the bytes stay closed
    assert browser.post(page("amendment", lease.pk), sent).status_code == 302


def test_a_paper_that_is_closed_is_not_signed_by_the_pages(
    browser: Client, lease: Lease, clerk: User
) -> None:
    paper = act(lease, clerk)
    browser.post(page("set_aside_paper", paper.pk), {"reason": "Помилка."})

    answer = browser.post(page("sign_paper", paper.pk), {"signed_on": "01.02.2026"})

    assert answer.status_code == 422
    assert answer.context["failed"].errors


def test_a_signed_act_is_set_aside_by_the_decision_maker_with_the_factor_just_shown(
    browser: Client, lease: Lease, clerk: User, staff: Callable[..., User]
) -> None:
    paper = signed_act(lease, clerk)
    aside, sent = page("set_aside_paper", paper.pk), {"reason": "Не той день."}
    assert aside not in browser.get(page("lease_change", lease.pk)).content.decode()
    assert browser.post(aside, sent).status_code == 403

    decider = Client()
    decider.force_login(staff("decision_maker"))
    put_mark(decider, factor_at=time.time() - 11 * 60)
    assert "second-factor" in decider.post(aside, sent)["Location"]
    kept = decider.get(page("lease_change", lease.pk)).content.decode()
    assert handed_over_on(lease) == START
    assert sent["reason"] in kept
    put_mark(decider)
    decider.post(aside, sent)
    assert handed_over_on(lease) is None


def test_an_act_that_takes_back_rent_is_recorded_by_the_decision_maker_with_the_factor_just_shown(
    browser: Client, lease: Lease, clerk: User, staff: Callable[..., User]
) -> None:
    late = START + timedelta(days=60)
    paper = act(lease, clerk, on=late, at=SPRING)
    signing, of_lease = page("sign_paper", paper.pk), page("lease_change", lease.pk)
    sent = {"signed_on": "02.04.2026", "proof": str(act_shown(paper).pk)}
    shown = browser.get(of_lease).content.decode()
    assert signing not in shown
    assert "decision maker" in shown or "приймає рішення" in shown
    assert browser.post(signing, sent).status_code == 403

    decider = Client()
    decider.force_login(staff("decision_maker"))
    put_mark(decider, factor_at=time.time() - 11 * 60)
    assert "second-factor" in decider.post(signing, sent)["Location"]
    kept = decider.get(of_lease).content.decode()
    assert handed_over_on(lease) is None
    assert sent["signed_on"] in kept
    put_mark(decider)
    decider.post(signing, sent)
    assert handed_over_on(lease) == late


def test_who_lives_there_and_what_was_handed_over_is_among_what_is_held(
    lease: Lease, clerk: User
) -> None:
    act(lease, clerk)

    [held] = held_leases.leases(lease.application)

    assert held["acts_and_amendments"][0]["what_it_says"]["keys"]["flat"] == "2"
    assert "landlord" not in held["acts_and_amendments"][0]["what_it_says"]
    assert len(held["residents"]) == lease.residents.count()
