"""Nobody reads another's data, and nobody acts on it: every address, every account, every method.

The table is `doors.py`. Here it is held against the resolver and against the portal.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from pytest_django import DjangoDbBlocker

from accounts.models import User
from housing_portal.urls import urlpatterns as pages
from tests.doors import DOORS, METHODS, OF_ITS_OWNER, OPEN, READ, Account, Door, Outcome, Policy
from tests.doors_asking import FORM, Address, Answer, addresses, asked, filed, standing
from tests.doors_world import World, world
from tests.test_house_rules import PUBLIC

LOGINS = {"/sign-in/": Outcome.SIGNS_IN, "/admin/login/": Outcome.SIGNS_IN_AS_STAFF}
STATUSES = {
    Outcome.SEES: {200},
    Outcome.ACTS: {200, 302, 409, 422},
    Outcome.IS_TOLD: {422},
    Outcome.IS_LED_ON: {302},
    Outcome.SIGNS_IN: {302},
    Outcome.SIGNS_IN_AS_STAFF: {302},
    Outcome.NO_SUCH_PAGE: {404},
    Outcome.NOT_THIS_METHOD: {405},
    Outcome.MAY_NOT: {403},
}
# What is sent to those addresses that take nothing empty.
ANNOUNCED = {"name": "a.pdf", "size": "100"}
TYPED = {"draft_uploads": ANNOUNCED, "my_uploads": ANNOUNCED}
QUERY = {"draft_upload": "?at=600", "my_upload": "?at=600"}
PUBLICLY = {OPEN, Outcome.IS_LED_ON}
JSON = {"api:assess", "api:applications"}


def wrong_cells(world: World, account: Account, rows: Iterable[Door] = DOORS) -> list[str]:
    """Return the cells of an account that do not hold, each with what was answered instead."""
    known, wrong = addresses(), []
    for door in rows:
        for method, outcome in door.cells(account):
            if outcome is Outcome.BY_ROLE:
                continue  # asked by test_staff_doors.py
            answer = opened(world, account, known[door.name], method)
            if not fits(answer, outcome):
                instead = f"{answer.status} {answer.leads_to}"
                wrong.append(f"{door.name}, {account}, {method}: {outcome} ≠ {instead}")
    return wrong


def opened(world: World, account: Account, address: Address, method: str) -> Answer:
    """Ask for what belongs to the owner."""
    url = address.url(world.owners.named(address.name)) + QUERY.get(address.name, "")
    typed = TYPED.get(address.name, {}) if method == "POST" else {}
    kind = "application/json" if address.name in JSON else FORM
    return asked(world.browsers[account], method, url, typed, kind)


def fits(answer: Answer, outcome: Outcome) -> bool:
    path, _, query = answer.leads_to.partition("?")
    asked_to_sign_in = LOGINS.get(path) if "next=" in query else None
    signs_in = outcome if outcome in LOGINS.values() else None
    return answer.status in STATUSES[outcome] and asked_to_sign_in is signs_in


# The table itself --------------------------------------------------------------------------------


def test_every_address_of_the_portal_is_in_the_table_and_no_other() -> None:
    assert sorted(door.name for door in DOORS) == sorted(addresses())


def test_what_anybody_may_see_is_said_with_its_reason_in_the_house_rules() -> None:
    public = {door.name for door in DOORS if door.policy[Account.ANONYMOUS] in PUBLICLY}

    paths = {each.path for each in addresses().values() if each.name in public}
    assert {re.sub("<[^>]+>", "1", path) for path in paths} == set(PUBLIC)


def test_no_cell_is_empty() -> None:
    for door in DOORS:
        has_every_cell(door)


def has_every_cell(door: Door) -> None:
    cells = {(account, method) for account in Account for method, _ in door.cells(account)}

    assert cells == {(account, method) for account in Account for method in METHODS}
    assert set(door.policy) == set(Account)


# The portal --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("portal")


@pytest.fixture(scope="module")
def portal(
    folder: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """Built once: whatever is asked of it is taken back."""
    with standing(folder, django_db_blocker):
        yield world()


@pytest.fixture
def quietly(folder: Path, scratch: None, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.ERROR, "django.request")  # every refusal is a warning there
    with filed(folder):
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("quietly")
@pytest.mark.parametrize("account", Account)
def test_everybody_gets_what_the_table_says(account: Account, portal: World) -> None:
    is_active = account is not Account.DEACTIVATED
    User.objects.filter(username="olena").update(is_active=is_active)

    assert "\n".join(wrong_cells(portal, account)) == ""


# Controls ----------------------------------------------------------------------------------------


def added_in_haste(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [*pages, path("my/<str:number>/export/", added_in_haste, name="export")]


@pytest.mark.urls(__name__)
def test_an_address_that_nobody_listed_is_found() -> None:
    assert set(addresses()) - {door.name for door in DOORS} == {"export"}


def test_a_policy_that_forgets_an_account_is_found() -> None:
    policy: Policy = dict(OF_ITS_OWNER)
    del policy[Account.IDLE]

    with pytest.raises(KeyError):
        has_every_cell(Door("tasks", policy, READ))
