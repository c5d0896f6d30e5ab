"""Pictures of every page of applicants, for people to look at: `bin/pictures`. Not a test."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from accounts.models import User
from applications.models import Application
from applications.status import Status
from copies.models import Copy
from copies.services import check
from tests.cabinet.builders import ROADS, standing_at
from tests.drafts.builders import applicant
from tests.pages import walk_account, walk_cabinet, walk_form, walk_guide
from tests.pages.conftest import PASSWORD, Desk
from tests.pages.household import photograph, scan
from tests.pages.steps import let_in, signed_out, task

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
]

FOLDER = Path(os.environ.get("PICTURES", "var/pictures"))
WIDTHS = (390, 1280)
HEIGHT = 844
REF = re.compile(r"[0-9a-f-]{12,}|\d+-\d+-\d+")  # of a draft, a person, a home; a number


@dataclass
class Photographer(Desk):
    """Takes pictures of a page where others check it: `folder/007-sign-in-390.png`."""

    folder: Path = FOLDER
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def check(self) -> None:
        name = f"{next(self.numbers):03}-{called(self.page.url)}"
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            self.page.screenshot(path=self.folder / f"{name}-{width}.png", full_page=True)


def called(url: str) -> str:
    words = REF.sub("", urlsplit(url).path).split("/")
    return "-".join(word for word in words if word) or "start"


@pytest.fixture(params=["uk", "en"])
def photographer(
    request: pytest.FixtureRequest, desk: Callable[..., Desk]
) -> Callable[[str], Desk]:
    """Return `photographer(name)`: somebody with a camera and a folder of this name."""

    def with_camera(name: str) -> Desk:
        folder = FOLDER / request.param / name
        folder.mkdir(parents=True, exist_ok=True)
        return desk(request.param, kind=partial(Photographer, folder=folder))

    return with_camera


def looked_through() -> None:
    """Look through the files that were sent, as the worker does; no scanner is asked."""
    for copy in Copy.objects.filter(inspected_at=None):
        check(copy.pk, at=timezone.now())


@pytest.mark.usefixtures("places")
def test_guide(photographer: Callable[[str], Desk]) -> None:
    seat = photographer("guide")
    walk_guide.read_the_rest(seat)
    walk_guide.checked_whether_one_qualifies(seat)
    walk_guide.worked_out_the_rent(seat)
    walk_guide.listed_the_papers(seat)
    seat.open("/no-such-page/").check()


@pytest.mark.usefixtures("places")
def test_application(photographer: Callable[[str], Desk], caseworker: User, tmp_path: Path) -> None:
    seat = photographer("application")
    walk_form.started(seat)
    walk_form.form_filled_in(seat)
    walk_form.papers_brought(seat, tmp_path)
    looked_through()
    task(seat, "Papers")
    seat.page.locator(".tasks a").first.click()
    seat.check()
    seat.page.go_back()
    seat.page.go_back()
    walk_form.declared(seat)
    task(seat, "Check and submit")
    seat.check()
    walk_form.submitted(seat)
    seat.follow(seat.say("Open my application")).check()
    walk_cabinet.paper_sent(seat, scan(tmp_path, "рішення.pdf"))
    walk_cabinet.invitation_changed(seat, "01001, м. Київ, до запитання")
    walk_cabinet.correction_asked(Application.objects.get(), caseworker)
    walk_cabinet.correction_answered(seat, "Ольга", photograph(tmp_path, "нова довідка.jpg"))
    walk_cabinet.looked_back(seat)
    walk_cabinet.data_downloaded(seat)
    walk_cabinet.withdrawn(seat)
    signed_out(seat)


@pytest.mark.usefixtures("operator")
def test_account(photographer: Callable[[str], Desk]) -> None:
    seat = photographer("account")
    code = walk_account.started_without_email(seat)
    signed_out(seat)
    walk_account.signed_in_by_printed_code(seat, code)
    walk_account.address_given(seat, "olena@example.org")
    walk_account.code_replaced(seat)
    signed_out(seat)
    seat.sign_in("operator", PASSWORD)
    walk_account.helping_begun(seat)
    walk_account.code_handed_over(seat)


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("status", list(ROADS))
def test_standing(
    photographer: Callable[[str], Desk], staff: Callable[..., User], status: Status
) -> None:
    owner, caseworker, head = applicant(), staff("caseworker"), staff("decision_maker")
    application = standing_at(status, owner, caseworker, head)
    seat = photographer(f"standing/{status}")
    let_in(seat, owner)
    seat.open(f"/my/{application.number}/").check()
    seat.open("/my/").check()
