"""An applicant withdraws an application that is not decided, once, and is written to."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application
from applications.services import MoveRefused
from applications.status import UNDECIDED, Status
from audit.models import Entry
from cabinet.withdrawing import withdraw
from outbox.models import Letter
from review.models import CorrectionRequest, Proposal
from review.services import VersionConflict
from tests.cabinet.builders import TUESDAY, standing_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]


def url_of(application: Application) -> str:
    return reverse("withdraw", args=[application.number])


def status_of(application: Application) -> Status:
    return Status(Application.objects.get(pk=application.pk).status)


@pytest.mark.parametrize("status", sorted(UNDECIDED))
def test_what_is_undecided_is_withdrawn(
    status: Status, olena: User, halyna: User, petro: User, page: Client
) -> None:
    application = standing_at(Status(status), olena, halyna, petro)

    answer = page.post(url_of(application), {"version": application.version})

    assert answer["Location"] == reverse("status", args=[application.number])
    assert status_of(application) == Status.WITHDRAWN
    assert Letter.objects.filter(dedupe_key=f"withdrawn:application:{application.pk}").exists()
    entry = Entry.objects.get(act="application.withdrawn")
    assert (entry.by_id, entry.facts["by_applicant"]) == (olena.pk, True)
    assert not Proposal.objects.filter(state="open").exists()
    assert not CorrectionRequest.objects.filter(state="open").exists()


@pytest.mark.parametrize("status", sorted(set(Status) - UNDECIDED))
def test_what_is_decided_is_not(
    status: Status, olena: User, halyna: User, petro: User, page: Client
) -> None:
    application = standing_at(Status(status), olena, halyna, petro)

    answers = [getattr(page, method)(url_of(application)) for method in ("get", "post")]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert status_of(application) == status
    if status != Status.WITHDRAWN:
        with pytest.raises(MoveRefused):
            withdraw(application.pk, reason="", by=olena, at=TUESDAY)


def test_looking_at_the_page_withdraws_nothing(application: Application, page: Client) -> None:
    text = page.get(url_of(application)).content.decode()

    assert "This cannot be undone." in text
    assert status_of(application) == Status.REGISTERED


def test_a_second_click_is_harmless(application: Application, page: Client) -> None:
    answers = [
        page.post(url_of(application), {"version": application.version}) for _click in range(2)
    ]

    assert {answer["Location"] for answer in answers} == {
        reverse("status", args=[application.number])
    }
    assert Entry.objects.filter(act="application.withdrawn").count() == 1
    assert application.status_changes.filter(to_status=Status.WITHDRAWN).count() == 1


def test_a_reason_is_kept_and_not_needed(application: Application, page: Client) -> None:
    page.post(url_of(application), {"version": application.version, "reason": "Маємо житло."})

    assert application.status_changes.latest("pk").reason.endswith("Маємо житло.")


def test_a_page_older_than_the_application_withdraws_nothing(
    application: Application, olena: User, page: Client
) -> None:
    sent = {"version": application.version - 1, "reason": "Маємо житло."}

    answer = page.post(url_of(application), sent)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "has changed since you opened this page" in text
    assert "Маємо житло." in text
    assert f'name="version" value="{application.version}"' in text
    assert status_of(application) == Status.REGISTERED
    with pytest.raises(VersionConflict):
        withdraw(application.pk, reason="", by=olena, at=TUESDAY, version=7)


def test_a_reason_with_hidden_characters_is_refused_and_kept(
    application: Application, page: Client
) -> None:
    answer = page.post(
        url_of(application), {"version": application.version, "reason": "Маємо\u202e житло."}
    )

    assert answer.status_code == 422
    assert status_of(application) == Status.REGISTERED
