"""How an applicant is written to is changed after submission, and what was submitted is kept."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application, Person
from applications.revisions import package_in
from applications.status import Status
from audit.models import Entry
from cabinet.acts import INVITED
from cabinet.inviting import TooLate, change_invitation
from outbox.models import Letter
from review.services import VersionConflict
from tests.cabinet.builders import TUESDAY, standing_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
BY_POST = {
    "method": "post",
    "email": "olena@example.com",
    "postal_address": "м. Львів, вул. Зелена, 1",
    "language": "en",
}
ELSEWHERE = {"method": "post", "postal_address": "x", "language": "uk"}


def url_of(application: Application) -> str:
    return reverse("invitation", args=[application.number])


def sent(application: Application, **changed: Any) -> dict[str, Any]:
    return {"version": application.version, **BY_POST, **changed}


@pytest.mark.parametrize("status", sorted(INVITED))
def test_it_is_changed_until_a_lease_and_recorded(
    status: Status, olena: User, halyna: User, petro: User, page: Client
) -> None:
    application = standing_at(Status(status), olena, halyna, petro)

    answer = page.post(url_of(application), sent(application))

    assert answer["Location"] == reverse("status", args=[application.number])
    found = Application.objects.get(pk=application.pk)
    assert (found.invitation_method, found.language) == ("post", "en")
    assert found.postal_address == BY_POST["postal_address"]
    assert found.status == status
    first, second = application.revisions.order_by("number")
    assert package_in(first).invitation_method == "electronic"
    assert second.why == "invitation"
    assert Entry.objects.get(act="application.amended").by_id == olena.pk


@pytest.mark.parametrize("status", sorted(set(Status) - INVITED))
def test_it_is_not_changed_afterwards(
    status: Status, olena: User, halyna: User, petro: User, page: Client
) -> None:
    application = standing_at(Status(status), olena, halyna, petro)

    assert page.post(url_of(application), sent(application)).status_code == 302
    assert application.revisions.count() == 1
    with pytest.raises(TooLate):
        change_invitation(application.pk, ELSEWHERE, email=None, by=olena, at=TUESDAY)


def test_the_form_opens_with_what_holds(application: Application, page: Client) -> None:
    text = page.get(url_of(application)).content.decode()

    assert 'value="olena@example.com"' in text
    assert 'value="electronic" id="id_method_0" checked' in text


def test_the_same_once_more_changes_nothing(application: Application, page: Client) -> None:
    for _click in range(2):
        page.post(url_of(application), sent(application))

    assert application.revisions.count() == 2
    assert Application.objects.get(pk=application.pk).version == application.version + 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"postal_address": ""}, "Enter the postal address, with the postal code."),
        ({"method": "electronic", "email": ""}, "Enter the e-mail address, or choose post."),
        ({"method": "electronic", "email": "olena"}, "type the whole address"),
        ({"method": "pigeon"}, "Select a valid choice"),
        ({"method": ""}, "Choose how we write to you."),
        ({"language": ""}, "Choose the language of letters."),
    ],
    ids=["no address", "no e-mail", "half an e-mail", "another way", "no way", "no language"],
)
def test_what_does_not_fit_is_refused_with_all_that_was_typed(
    changed: dict[str, str], said: str, application: Application, page: Client
) -> None:
    answer = page.post(url_of(application), sent(application, **changed))

    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert 'class="error-summary"' in text
    assert application.revisions.count() == 1
    if "postal_address" not in changed:
        assert str(BY_POST["postal_address"]) in text


def test_a_new_address_of_e_mail_is_the_applicants(application: Application, page: Client) -> None:
    page.post(url_of(application), sent(application, method="electronic", email="new@example.com"))

    assert Person.objects.get(ref="p1").email == "new@example.com"


@pytest.mark.parametrize(
    ("account", "told"),
    [
        pytest.param("olena@example.com", {"olena@example.com"}, id="which is the account's"),
        pytest.param(
            "signs@example.com", {"olena@example.com", "signs@example.com"}, id="and the account's"
        ),
        pytest.param("NEW@example.com", {"olena@example.com"}, id="and the new one is not told"),
    ],
)
def test_the_address_before_is_told_that_letters_go_elsewhere(
    account: str, told: set[str], application: Application, olena: User, page: Client
) -> None:
    User.objects.filter(pk=olena.pk).update(email=account)

    page.post(url_of(application), sent(application, method="electronic", email="new@example.com"))

    letters = Letter.objects.filter(kind="address_changed")
    assert set(letters.values_list("to", flat=True)) == told
    for letter in letters:
        assert application.number in letter.body
        assert "new@example.com" not in letter.body
        assert "Коваленко" not in letter.body


def test_where_the_address_stays_nobody_is_told(application: Application, page: Client) -> None:
    page.post(url_of(application), sent(application))

    assert application.revisions.count() == 2
    assert not Letter.objects.filter(kind="address_changed").exists()


def test_a_page_older_than_the_application_changes_nothing(
    application: Application, olena: User, page: Client
) -> None:
    answer = page.post(url_of(application), sent(application, version=application.version - 1))

    assert answer.status_code == 422
    assert application.revisions.count() == 1
    with pytest.raises(VersionConflict):
        change_invitation(application.pk, ELSEWHERE, email=None, by=olena, at=TUESDAY, version=9)
