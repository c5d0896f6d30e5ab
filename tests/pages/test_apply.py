"""The whole way of an applicant in a browser, in both languages, with scripts and without."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from applications.models import Application
from applications.status import Status
from drafts.models import Draft
from review import services
from territories.samples import load_sample
from tests.conftest import NOON
from tests.pages import household, walk
from tests.pages.conftest import PHONE, Desk

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
]


@pytest.fixture
def phone(desk: Callable[..., Desk]) -> Callable[..., Desk]:
    """Return `phone(language, scripts=)`: a phone, where places can be found."""
    load_sample(at=NOON)
    return lambda language, **options: desk(language, PHONE, **options)


@pytest.fixture
def caseworker(staff: Callable[..., User]) -> User:
    return staff("caseworker")


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_start_page_to_the_end(
    phone: Callable[..., Desk], caseworker: User, tmp_path: Path, language: str, scripts: bool
) -> None:
    seat = phone(language, scripts=scripts)

    walk.started(seat)
    walk.form_filled_in(seat)
    walk.papers_brought(seat, tmp_path)
    walk.declared(seat)
    walk.task(seat, "Check and submit")
    seat.check()
    walk.name_changed(seat, "Оксана")
    number = walk.submitted(seat)
    application = Application.objects.get()
    assert application.number == number
    assert names_in(application) == ["Оксана", "Марія"]
    assert Draft.objects.get().application == application

    walk.followed(seat, "Open my application")
    walk.paper_sent(seat, household.scan(tmp_path, "рішення.pdf"))
    walk.invitation_changed(seat, "01001, м. Київ, до запитання")
    correction_asked(application, caseworker)
    walk.correction_answered(seat, "Ольга", household.photograph(tmp_path, "довідка.jpg"))
    walk.opened(seat, "Who of the staff has looked at it")
    walk.followed(seat, "Back")
    assert zipfile.is_zipfile(walk.data_downloaded(seat))
    walk.withdrawn(seat)
    application.refresh_from_db()
    assert application.status == Status.WITHDRAWN
    walk.signed_out(seat)
    assert_back_shows_nothing(seat)
    assert walk.objections(seat) == []


def correction_asked(application: Application, by: User) -> None:
    """Ask for the applicant's name once more, and for another copy of their certificate."""
    at, ref = timezone.now(), application.people.get(relationship="applicant").ref
    services.take(application.pk, by=by, at=at)
    items = [(f"person:{ref}:name", "Не так, як у паспорті.")]
    items.append((f"paper:{ref}:idp_certificate", "Копію не можна прочитати."))
    services.request_correction(application.pk, items=items, by=by, at=at)


def names_in(application: Application) -> list[str]:
    return list(application.people.order_by("position").values_list("given_name", flat=True))


def assert_back_shows_nothing(seat: Desk) -> None:
    for _ in range(5):
        seat.page.go_back()
        shown = seat.page.content()
        assert not [each for each in household.PERSONAL if each in shown]
