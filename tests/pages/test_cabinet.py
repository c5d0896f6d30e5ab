"""Every page of an applicant's cabinet in real Chromium: axe finds nothing, nothing is too wide."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application
from applications.status import Status
from cabinet import adding
from review.models import CorrectionItem
from tests.cabinet.builders import TUESDAY, standing_at
from tests.cabinet.conftest import halyna, olena, petro  # noqa: F401  # fixtures, named to be found
from tests.pages.conftest import DESKTOP, PHONE, Desk

pytestmark = [pytest.mark.chromium, pytest.mark.usefixtures("transactional_db", "gazetteer")]
PICTURES = os.environ.get("PICTURES")  # a folder to leave pictures of the pages in
SIZES = {"phone": PHONE, "desktop": DESKTOP}


def signed_in(desk: Desk, user: User) -> Desk:
    client = Client()
    client.force_login(user)
    name, value = settings.SESSION_COOKIE_NAME, client.session.session_key or ""
    desk.page.context.add_cookies([{"name": name, "value": value, "url": desk.origin}])
    return desk


def look(desk: Desk, name: str) -> None:
    desk.check()
    if PICTURES:
        width = desk.page.evaluate("window.innerWidth")
        path = Path(PICTURES) / f"{name}-{desk.language}-{width}.png"
        desk.page.screenshot(path=path, full_page=True)


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_page_at_every_status(
    language: str, size: str, olena: User, halyna: User, petro: User,  # noqa: F811
    desk: Callable[..., Desk],
) -> None:  # fmt: skip
    at = signed_in(desk(language, SIZES[size]), olena)

    for status in Status:
        application = standing_at(status, olena, halyna, petro)
        at.open(reverse("status", args=[application.number]))
        look(at, f"status-{status}")

    assert at.complaints == []


def test_every_other_page_and_its_error_state(
    language: str, size: str, olena: User, halyna: User, petro: User,  # noqa: F811
    desk: Callable[..., Desk],
) -> None:  # fmt: skip
    application = standing_at(Status.CORRECTION_REQUESTED, olena, halyna, petro)
    at = signed_in(desk(language, SIZES[size]), olena)

    for name in ("correction", "my_papers", "add_my_paper", "withdraw", "invitation", "accesses",
                 "my_data"):  # fmt: skip
        at.open(reverse(name, args=[application.number]))
        look(at, name)
    at.open(reverse("my"))
    look(at, "my")
    look_at_the_points(at, application)
    refuse(at, application)
    complaints = [each for each in at.complaints if "422" not in each]
    assert complaints == []


def look_at_the_points(at: Desk, application: Application) -> None:
    for item in CorrectionItem.objects.order_by("position"):
        at.open(reverse("correction_item", args=[application.number, item.pk]))
        look(at, f"point-{item.position}")
    addition = adding.start(application.pk, "other", "p1", at=TUESDAY)
    at.open(reverse("my_paper", args=[application.number, addition.pk]))
    look(at, "paper")


def refuse(at: Desk, application: Application) -> None:
    """Send what is refused, and look at the page that says so."""
    item = CorrectionItem.objects.order_by("position")[0]
    at.open(reverse("correction_item", args=[application.number, item.pk]))
    at.page.fill("[name=surname]", "Кoваль")
    at.press("Keep this answer")
    look(at, "point-refused")
    at.open(reverse("correction", args=[application.number]))
    at.press("Send my answers")
    look(at, "correction-refused")
    at.open(reverse("invitation", args=[application.number]))
    at.page.check("[name=method][value=post]")
    at.press("Save")
    look(at, "invitation-refused")
