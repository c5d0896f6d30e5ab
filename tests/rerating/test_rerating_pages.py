"""The pages of re-rating: what is looked at, who may do what, what is said when it fails."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from leases.models import Lease
from outbox.models import Letter
from rerating import services
from rerating.models import Objection, RentChange, Rerating, Why
from tests.rerating.builders import NOON, approved, posted, prepared, told_lease
from tests.signing_in import put_mark

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("tariff_of_2026", "gazetteer", "in_english", "noon"),
]
LOOK = "/admin/rerating/rerating/look/"
PREPARE = "/admin/rerating/rerating/prepare/"
DAY = "01.01.2027"


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def lease(clerk: User, decider: User) -> Lease:
    approved(clerk, decider)
    return told_lease(clerk)


def browser(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def address(step: str, *args: int) -> str:
    return reverse(f"admin:rerating_{step}", args=args)


def test_a_clerk_looks_prepares_and_a_decision_maker_approves(
    lease: Lease, clerk: User, decider: User
) -> None:
    looked = browser(clerk).get(LOOK, {"on": DAY}).content.decode()
    assert lease.number in looked
    assert "8,300" in looked
    assert not Rerating.objects.exists()

    assert browser(clerk).post(PREPARE, {"on": DAY}).status_code == 302
    made = Rerating.objects.get()
    page = browser(decider).get(address("rerating_change", made.pk)).content.decode()
    assert "Approve and tell the households" in page
    assert browser(decider).post(address("approve", made.pk)).status_code == 302

    assert Letter.objects.filter(kind="rent_notice").count() == 1
    made.refresh_from_db()
    assert made.state == "approved"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        pytest.param("", "Write the first day of the new rent", id="no day"),
        pytest.param("soon", "Write the day as", id="not a day"),
        pytest.param("01.01.2029", "No approved tariff is in force on 01.01.2029", id="no tariff"),
    ],
)
def test_looking_from(lease: Lease, clerk: User, day: str, said: str) -> None:
    answer = browser(clerk).get(LOOK, {"on": day})

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_too_early_a_day_is_refused_with_the_first_that_is_possible(
    lease: Lease, clerk: User
) -> None:
    answer = browser(clerk).post(PREPARE, {"on": "01.12.2026"})

    assert answer.status_code == 422
    assert "can begin on 07.12.2026 at the earliest" in answer.content.decode()
    assert not Rerating.objects.exists()


def test_what_is_open_already_is_named(lease: Lease, clerk: User) -> None:
    made = prepared(clerk)

    answer = browser(clerk).post(PREPARE, {"on": DAY})

    assert answer.status_code == 422
    assert f"Re-rating {made.pk} to this tariff" in answer.content.decode()


def test_nobody_approves_what_they_prepared(lease: Lease, staff: Callable[..., User]) -> None:
    both = staff("lease_clerk", "decision_maker", name="both")
    made = prepared(both)

    answer = browser(both).post(address("approve", made.pk))

    assert answer.status_code == 422
    assert "Another person has to approve it" in answer.content.decode()
    assert not Letter.objects.filter(kind="rent_notice").exists()


@pytest.mark.parametrize("step", ["approve", "set_aside"])
def test_the_second_factor_is_asked_for_once_more(
    lease: Lease, clerk: User, decider: User, step: str
) -> None:
    made = prepared(clerk)
    client = browser(decider)
    put_mark(client, factor_at=(NOON - timedelta(minutes=11)).timestamp())

    answer = client.post(address(step, made.pk))

    assert answer["Location"].startswith(reverse("second_factor"))
    made.refresh_from_db()
    assert made.is_waiting


def test_an_objection_is_recorded_and_weighed(lease: Lease, clerk: User, decider: User) -> None:
    made = services.approve(prepared(clerk).pk, by=decider, at=NOON)
    change = RentChange.objects.get()
    said = {"made_on": "02.11.2026", "who": "Олена", "text": "Площа менша"}
    sent = browser(clerk).post(address("objection", made.pk, change.pk), said)
    assert sent.status_code == 302
    page = browser(decider).get(address("change", made.pk, change.pk)).content.decode()
    assert "Площа менша" in page

    reason = {"reason": "переміряємо"}
    left = browser(decider).post(address("leave_out", made.pk, change.pk), reason)

    assert left.status_code == 302
    change.refresh_from_db()
    assert change.left_out == Why.BY_HAND


def test_a_decision_maker_finds_an_objection_and_answers_it_with_reasons(
    lease: Lease, clerk: User, decider: User
) -> None:
    made = services.approve(prepared(clerk).pk, by=decider, at=NOON)
    change = RentChange.objects.get()
    objection = services.record_objection(
        change.pk, made_on=NOON.date(), who="Олена", text="Площа менша", by=clerk, at=NOON
    )
    answer = reverse("admin:rerating_answer", args=[made.pk, change.pk, objection.pk])
    office = browser(decider)
    waits = "<strong>1</strong> <span>Objections to a new rent to answer</span>"
    assert waits in office.get("/admin/").content.decode()
    page = office.get(address("rerating_change", made.pk)).content.decode()
    assert address("change", made.pk, change.pk) in page.split("Leases that get")[0]

    empty = office.post(answer, {"is_upheld": "no", "reasons": " "})
    assert empty.status_code == 422
    assert browser(clerk).post(answer, {}).status_code == 403
    sent = office.post(answer, {"is_upheld": "no", "reasons": "Площа за актом"})

    assert sent.status_code == 302
    shown = office.get(address("change", made.pk, change.pk)).content.decode()
    assert "Not upheld" in shown
    assert "Площа за актом" in shown
    assert (
        "Objections to answer"
        not in office.get(address("rerating_change", made.pk)).content.decode()
    )


def test_a_rerating_that_waits_only_for_answers_says_so(
    lease: Lease, clerk: User, decider: User
) -> None:
    made = services.approve(prepared(clerk).pk, by=decider, at=NOON)
    services.record_objection(
        RentChange.objects.get().pk, made_on=NOON.date(), who="Олена", text="Площа менша",
        by=clerk, at=NOON,
    )  # fmt: skip

    services.apply_due(at=NOON.replace(year=2027))

    for shown in (address("rerating_change", made.pk), address("rerating_changelist")):
        page = browser(clerk).get(shown).content.decode()
        assert "waits for answers to objections" in page
        assert "waits for its day" not in page


def test_reading_objections_is_in_the_journal(
    lease: Lease, clerk: User, decider: User, staff: Callable[..., User]
) -> None:
    made = services.approve(prepared(clerk).pk, by=decider, at=NOON)
    change, auditor = RentChange.objects.get(), staff("auditor", name="adam")
    read = Entry.objects.filter(act="objections.read", subject=f"lease:{lease.pk}", by=auditor.pk)
    browser(auditor).get(address("change", made.pk, change.pk))
    assert not read.exists()
    services.record_objection(
        change.pk, made_on=NOON.date(), who="Олена", text="Площа менша", by=clerk, at=NOON
    )

    browser(auditor).get(address("change", made.pk, change.pk))

    assert read.count() == 1


def test_an_objection_of_tomorrow_is_refused_and_its_text_kept(
    lease: Lease, clerk: User, decider: User
) -> None:
    made = services.approve(prepared(clerk).pk, by=decider, at=NOON)
    said = {"made_on": "03.11.2026", "who": "Олена", "text": "Площа менша"}

    answer = browser(clerk).post(address("objection", made.pk, RentChange.objects.get().pk), said)

    assert answer.status_code == 422
    assert "between the day of the approval and today" in answer.content.decode()
    assert "Площа менша" in answer.content.decode()
    assert not Objection.objects.exists()


def test_the_page_of_the_lease_tells_each_rent_and_its_first_day(
    lease: Lease, clerk: User, decider: User
) -> None:
    services.approve(prepared(clerk).pk, by=decider, at=NOON)
    posted()
    services.apply_due(at=datetime(2027, 1, 1, 10, tzinfo=UTC))

    page = browser(clerk).get(reverse("admin:leases_lease_change", args=[lease.pk]))

    assert "7,193.00<br>from 01.01.2027: 8,300.00" in page.content.decode()
