"""The whole road in a browser: from the queue to the printed lease, in both languages."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import User
from accounts.services import create_roles
from deadlines.working_days import day_in_kyiv
from leases.models import Lease
from territories.samples import load_sample
from tests.conftest import NOON
from tests.leases.builders import dwelling, tariff
from tests.pages.conftest import PHONE, Desk
from tests.review.builders import submitted

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    # The server starts before the test has its folder; static files come from their source.
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),
]
PASSWORD = "a password of many words"
ROLES = ("caseworker", "decision_maker", "lease_clerk")
QUEUE = "/admin/applications/application/"


@pytest.fixture
def office() -> None:
    """Staff of the road, places, and a free dwelling with a tariff of today."""
    create_roles()
    load_sample(at=NOON)
    for role in ROLES:
        user = User.objects.create_user(role, f"{role}@example.org", PASSWORD, is_staff=True)
        user.groups.set(Group.objects.filter(name=role))
    dwelling()
    tariff(day_in_kyiv(timezone.now()).year)


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.usefixtures("office")
def test_from_the_queue_to_the_printed_lease(desk: Callable[..., Desk], language: str) -> None:
    application = submitted()

    caseworker = desk(language)
    caseworker.open("/admin/login/").check()
    caseworker.sign_in("caseworker", PASSWORD).check()
    caseworker.open(QUEUE).check()
    caseworker.follow(application.number)
    caseworker.press("Take for review").check()
    for _ in range(application.documents.count()):
        caseworker.press("Accept")
    caseworker.tick_all()
    caseworker.fill("Reasons", "Усі умови підтверджено.")
    caseworker.check()
    caseworker.press("Propose approval").check()

    decision_maker = desk(language)
    decision_maker.sign_in("decision_maker", PASSWORD)
    decision_maker.open(f"{QUEUE}{application.pk}/").check()
    decision_maker.fill("Reasons of the decision", "Погоджуюся.")
    decision_maker.press("Approve as proposed").check()

    clerk = desk(language)
    clerk.sign_in("lease_clerk", PASSWORD)
    clerk.open("/admin/leases/lease/assign/").check()
    clerk.choose("Approved application")
    clerk.choose("Free dwelling")
    clerk.fill("First day of the lease", f"{day_in_kyiv(timezone.now()):%d.%m.%Y}")
    clerk.fill("Term, months", "12")
    clerk.press("Draw up the lease").check()
    clerk.press("Issue: print and keep the PDF").check()
    with clerk.page.expect_download() as printed:
        clerk.page.get_by_role("link", name=clerk.say("Print (PDF)")).click()
    clerk.open("/admin/leases/lease/").check()

    application.refresh_from_db()
    assert application.status == "approved"
    assert printed.value.path().read_bytes().startswith(b"%PDF-")
    assert Lease.objects.get().application == application
    assert caseworker.complaints + decision_maker.complaints + clerk.complaints == []


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.usefixtures("office")
def test_pages_fit_a_narrow_phone(desk: Callable[..., Desk], language: str) -> None:
    application = submitted()
    seat = desk(language, PHONE)

    seat.open("/").check()
    seat.open("/admin/login/").check()
    seat.sign_in("caseworker", PASSWORD)
    seat.open(QUEUE).check()
    seat.open(f"{QUEUE}{application.pk}/")
    seat.press("Take for review").check()

    assert seat.complaints == []


@pytest.mark.usefixtures("office")
def test_an_error_is_named_linked_and_keeps_what_was_typed(desk: Callable[..., Desk]) -> None:
    application = submitted()
    seat = desk("uk")
    seat.sign_in("caseworker", PASSWORD)
    seat.open(f"{QUEUE}{application.pk}/")
    seat.press("Take for review")
    for _ in range(application.documents.count()):
        seat.press("Accept")

    seat.tick_all()
    seat.press("Propose approval").check()

    seat.page.get_by_role("alert").get_by_role("link").first.click()
    assert seat.page.evaluate("document.activeElement.name") == "text"
    assert all(box.is_checked() for box in seat.page.get_by_role("checkbox").all())
    assert [said for said in seat.complaints if "422" not in said] == []


@pytest.mark.usefixtures("office")
def test_the_language_switch_keeps_the_page(desk: Callable[..., Desk]) -> None:
    application = submitted()
    seat = desk("uk")
    seat.sign_in("caseworker", PASSWORD)
    seat.open(f"{QUEUE}{application.pk}/")
    before = seat.page.url

    seat.page.get_by_role("button", name="English").click()
    seat.page.wait_for_load_state()

    assert seat.page.url == before
    assert seat.page.locator("html").get_attribute("lang") == "en"
