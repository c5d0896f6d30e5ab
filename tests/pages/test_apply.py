"""The whole way of an applicant in a browser, in both languages, with scripts and without."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from accounts.models import User
from applications.models import Application
from applications.status import Status
from drafts.models import Draft
from tests.pages import walk_cabinet, walk_form
from tests.pages.conftest import PHONE, Desk
from tests.pages.household import photograph, scan
from tests.pages.steps import back_shows_nothing, followed, objections, signed_out, task

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
    pytest.mark.usefixtures("places"),
]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("language", ["uk", "en"])
def test_from_the_start_page_to_the_end(
    desk: Callable[..., Desk], caseworker: User, tmp_path: Path, language: str, scripts: bool
) -> None:
    seat = desk(language, PHONE, scripts=scripts)

    walk_form.started(seat)
    walk_form.form_filled_in(seat)
    walk_form.papers_brought(seat, tmp_path)
    walk_form.declared(seat)
    task(seat, "Check and submit")
    seat.check()
    walk_form.name_changed(seat, "Оксана")
    number = walk_form.submitted(seat)
    application = Application.objects.get()
    assert application.number == number
    assert names_in(application) == ["Оксана", "Марія"]
    assert Draft.objects.get().application == application

    followed(seat, "Open my application")
    walk_cabinet.paper_sent(seat, scan(tmp_path, "рішення.pdf"))
    walk_cabinet.invitation_changed(seat, "01001, м. Київ, до запитання")
    walk_cabinet.correction_asked(application, caseworker)
    walk_cabinet.correction_answered(seat, "Ольга", photograph(tmp_path, "нова.jpg"))
    assert names_in(application) == ["Ольга", "Марія"]
    walk_cabinet.looked_back(seat)
    assert zipfile.is_zipfile(walk_cabinet.data_downloaded(seat))
    walk_cabinet.withdrawn(seat)
    application.refresh_from_db()
    assert application.status == Status.WITHDRAWN

    signed_out(seat)
    assert back_shows_nothing(seat)
    assert objections(seat) == []


def names_in(application: Application) -> list[str]:
    return list(application.people.order_by("position").values_list("given_name", flat=True))
