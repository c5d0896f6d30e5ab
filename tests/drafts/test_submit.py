"""A draft becomes an application once: the same number however often it is asked for."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import User
from applications.assessing import assess
from applications.models import Application
from applications.package_reader import read_value
from applications.rows import package_of
from applications.status import LIVE, Status
from audit.models import Entry
from deadlines.terms import NoTermsInForce
from deadlines.working_days import BeyondCalendar
from drafts import handing, services, submitting
from drafts.models import Draft, Kind
from outbox.models import Letter
from refusals.refused import Refused
from territories.gazetteer import Gazetteer
from tests.applications.builders import example
from tests.drafts.builders import NOON, applicant, draft_like, written

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=5)


def submit(draft: Draft, *, at: datetime = NOON) -> Application:
    return services.submit(draft.pk, by=draft.owner, at=at)


def test_the_application_says_what_the_draft_said() -> None:
    draft = draft_like()

    application = submit(draft)

    said = package_of(application)
    assert [person.relationship for person in said.people] == ["applicant", "child"]
    assert said.received_at == NOON
    assert application.owner == draft.owner
    assert Draft.objects.get().application == application


def test_a_second_submission_gives_the_same_number() -> None:
    draft = draft_like()

    assert submit(draft).number == submit(draft, at=LATER).number
    assert Application.objects.count() == 1
    assert Letter.objects.filter(kind="receipt").count() == 1


def test_a_submitted_draft_takes_no_more_answers() -> None:
    draft = draft_like()
    application = submit(draft)

    with pytest.raises(services.AlreadySubmitted) as caught:
        services.save(draft.pk, Kind.RESIDENCE, "bases", {"bases": []}, at=LATER)

    assert caught.value.application == application


def test_an_answer_saved_just_before_the_draft_is_closed_is_in_the_application(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draft = draft_like()
    read = submitting.packaged
    saves = iter([{"address": "вул. Інша, 1"}])

    def read_and_then_another_tab_saves(row: Draft, at: datetime) -> Any:
        found = read(row, at)
        for given in saves:
            services.save(row.pk, Kind.RESIDENCE, "address", given, at=at)
        return found

    monkeypatch.setattr(submitting, "packaged", read_and_then_another_tab_saves)

    assert submit(draft).residence_address == "вул. Інша, 1"
    assert Application.objects.count() == 1


def test_control_without_the_second_look_that_answer_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(handing, "refuse_if_changed", lambda *_: None)

    with pytest.raises(AssertionError):
        test_an_answer_saved_just_before_the_draft_is_closed_is_in_the_application(monkeypatch)


def test_without_consent_nothing_is_registered() -> None:
    draft = draft_like()
    services.save(draft.pk, Kind.DECLARATIONS, "notice", {"personal_data_notice": None}, at=NOON)

    with pytest.raises(services.ConsentMissing):
        submit(draft)

    assert not Application.objects.exists()


def test_what_the_contract_refuses_leaves_the_draft_as_it_was() -> None:
    draft = draft_like()
    home = written(draft).homes[0].ref
    services.save(draft.pk, home, "share", {"share": "3/2"}, at=NOON)

    with pytest.raises(Refused) as caught:
        submit(draft)

    assert [(each.path, each.code) for each in caught.value.refusals] == [
        ("homes[0].share", "share_above_one")
    ]
    assert Draft.objects.get().application is None


@pytest.mark.parametrize(
    ("at", "refused"),
    [
        pytest.param(datetime.fromisoformat("2027-12-20T10:00Z"), BeyondCalendar, id="too late"),
        pytest.param(datetime.fromisoformat("2025-07-01T10:00Z"), NoTermsInForce, id="too early"),
    ],
)
def test_a_day_the_clock_cannot_serve_keeps_the_draft(
    at: datetime, refused: type[Exception]
) -> None:
    draft = draft_like(at=at)

    with pytest.raises(refused):
        submit(draft, at=at)

    assert written(draft).applicant.answers["surname"]


@pytest.mark.parametrize("status", Status)
def test_who_has_a_live_application_begins_no_second_one(status: Status) -> None:
    owner = applicant()
    first = submit(draft_like(owner=owner))
    Application.objects.update(status=status)

    if status in LIVE:
        with pytest.raises(services.AlreadyApplied) as caught:
            services.start(owner, language="uk", at=LATER)
        assert caught.value.application == first
    else:
        assert services.start(owner, language="uk", at=LATER).application is None


def test_a_draft_beside_a_live_application_is_not_submitted() -> None:
    owner = applicant()
    draft = draft_like(owner=owner)
    on_paper = submit(draft_like(owner=applicant("mother")))
    Application.objects.update(owner=owner)

    with pytest.raises(services.AlreadyApplied) as caught:
        submit(draft)

    assert caught.value.application == on_paper


def test_the_journal_tells_whether_somebody_helped(staff: Callable[..., User]) -> None:
    alone, helped = draft_like(owner=applicant("alone")), draft_like(owner=applicant("helped"))
    operator = staff("registrar")

    applications = [submit(alone), services.submit(helped.pk, by=operator, at=NOON)]

    entries = [Entry.objects.get(subject=f"application:{each.pk}") for each in applications]
    assert [entry.facts["assisted"] for entry in entries] == [False, True]
    assert [entry.by_id for entry in entries] == [alone.owner_id, operator.pk]
    assert applications[1].owner == helped.owner


@pytest.mark.parametrize("name", ["01", "03", "04", "05", "06"])
def test_the_draft_of_an_example_is_determined_like_the_example(
    name: str, gazetteer: Gazetteer
) -> None:
    document = example(name)
    document["declarations"] |= {"personal_data_notice": "1"}
    received_at = datetime.fromisoformat(document["received_at"])

    application = submit(draft_like(document, at=received_at), at=received_at)

    determined = assess(package_of(application), places=gazetteer)
    expected = assess(read_value(document), places=gazetteer)
    assert determined.outcome == expected.outcome
    assert [finding.value for finding in determined.findings] == [
        finding.value for finding in expected.findings
    ]
