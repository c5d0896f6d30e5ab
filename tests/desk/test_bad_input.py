"""Whatever is typed or sent to the desk: kept, named, never a crash."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applications.models import Application
from desk import sheets
from desk import typed as typing
from desk.models import Sheet
from tests.applications.builders import SHARE
from tests.desk.builders import press, typed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("box", "text", "said"),
    [
        ("p0-surname", "  \u200b", "Enter the surname"),
        ("p0-surname", "Шeвченко", "Latin"),
        ("p0-surname", "Коваль😀", "😀"),
        ("p0-surname", "Коваль2", "digits"),
        ("p0-surname", "К" * 151, "150"),
        ("p0-surname", "Ко\u202eваль", "hidden character"),
        ("p0-taxpayer_number", "318471069", "10 digits"),
        ("p0-taxpayer_number", "3184710690", "check digit"),
        ("p0-taxpayer_number", "1111111111", "no such number"),
        ("p0-identity_number", "12345678", "9 digits"),
        ("p0-birth_date_month", "13", "no such date"),
        ("p0-birth_date_year", "2099", "birth date is after"),
        ("p0-birth_date_day", "", "must include a day"),
        ("p0-phone", "0501", "digit"),
        ("p0-email", "a b@c.de", "spaces"),
        ("p0-idp_number", "", "number of the IDP certificate"),
        ("h0-area", "1e3", "0.1 to 1000"),
        ("h0-share", "3/2", "0 to 1"),
        ("h0-owner", "p9", "Select a valid choice"),
        ("invitation-method", "", "how the applicant is written to"),
        ("residence-place", "Нетакогоміста", "not find this place"),
        ("arrival-received_on_year", "2019", "before the Order"),
        ("arrival-channel", "online", "Select a valid choice"),
    ],
)
def test_a_fault_is_named_and_what_was_typed_is_kept(
    client: Client, sheet: Sheet, box: str, text: str, said: str
) -> None:
    boxes = typed(SHARE) | {box: text}

    answer = press(client, sheet, "submit", boxes)

    faults = " ".join(fault.sentence for fault in answer.context["faults"])
    sheet.refresh_from_db()
    assert answer.status_code == 422
    assert said in faults
    assert sheets.read(sheet).get(box) == text
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"act": "nonsense"},
        {"act": "remove-person:../../etc"},
        {"act": "remove-scan:00"},
        {"act": "add-dwelling"},
        {"people": ["p0", "p0", "x", "p" * 99, "<script>"]},
        {"homes": ["h0", "p0", "h-1"]},
        {"people": []},
        {"version": "９"},
        {"version": "-1"},
        {"weighed": "1"},
        {"status": "approved", "p0-decision": "yes"},
    ],
    ids=str,
)
def test_nonsense_is_never_a_crash(client: Client, sheet: Sheet, sent: dict[str, Any]) -> None:
    boxes = typed(SHARE) | {"act": "submit", "version": sheet.version}

    answer = client.post(reverse("desk:sheet", args=[sheet.pk]), boxes | sent)

    assert answer.status_code in {200, 302, 422}
    assert {it.status for it in Application.objects.all()} <= {"registered"}


def test_both_a_number_and_its_refusal_are_pointed_out(client: Client, sheet: Sheet) -> None:
    boxes = typed(SHARE) | {"p0-taxpayer_number_refused": "on"}

    answer = press(client, sheet, "check", boxes)

    assert "Choose one" in answer.content.decode()


def test_one_number_for_two_people_is_pointed_out(client: Client, sheet: Sheet) -> None:
    number = SHARE["people"][0]["taxpayer_number"]

    answer = press(client, sheet, "check", typed(SHARE) | {"p1-taxpayer_number": number})

    assert "already given for" in answer.content.decode()


def test_an_invitation_by_email_needs_the_applicants_address(client: Client, sheet: Sheet) -> None:
    boxes = typed(SHARE) | {"p0-email": "", "invitation-method": "electronic"}

    answer = press(client, sheet, "check", boxes)

    assert 'href="#id_p0-email"' in answer.content.decode()


def test_the_thirty_first_person_is_refused_and_the_thirty_kept(
    client: Client, sheet: Sheet
) -> None:
    boxes = typed(SHARE) | {"people": [f"p{number:x}" for number in range(30)]}

    answer = press(client, sheet, "add-person", boxes)

    assert answer.status_code == 422
    assert len(answer.context["page"].people) == 30


def test_more_text_than_a_form_can_have_is_refused(
    client: Client, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typing, "MOST_BYTES", 100)

    answer = press(client, sheet, "save", typed(SHARE))

    assert answer.status_code == 422
    assert "Shorten" in answer.content.decode()
