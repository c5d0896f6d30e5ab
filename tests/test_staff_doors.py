"""No role does what is another's: every address of the staff, every role, every method.

The table is `staff_doors.py`. Here each cell of it is asked; then each permission of each role is
taken away, and some address must close. What is refused is asked of the view itself, with nothing
around it; what is seen or done, through the whole portal.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy, deepcopy
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from pytest_django import DjangoDbBlocker

from accounts.models import User
from accounts.roles import Role
from leases import printing
from printing import renderer
from tests.batches.builders import blank_pdf
from tests.doors import METHODS
from tests.doors_asking import (
    FORM,
    Address,
    Answer,
    Typed,
    addresses,
    asked,
    filed,
    of_view,
    standing,
    statements,
)
from tests.staff_doors import (
    ACTS,
    LED,
    LETTERS,
    NOT_BY_ITSELF,
    NOT_WITHOUT,
    OPENS,
    ROOMS,
    SEES,
    SHOWS,
    SUPERUSER,
    TOLD,
    WHO,
    Room,
)
from tests.staff_doors_world import Named, Office, office
from tests.test_doors import JSON, fits
from tests.test_house_rules import ROOT

pytestmark = pytest.mark.django_db
OF_STAFF = ("admin/", "api/", "helping/")
ROOM = {room.name: room for room in ROOMS}
SITES = "?app_label=housing&model_name=building&field_name=site"
QUERY = {"admin:autocomplete": SITES}
THROUGH_THE_PORTAL = {("GET", SEES), ("GET", LED), ("POST", ACTS), ("POST", TOLD)}


@pytest.fixture(scope="module")
def portal(
    folder: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Office]:
    """The office, built once: whatever is asked of it is taken back."""
    printed = blank_pdf(1)
    with pytest.MonkeyPatch.context() as patch, standing(folder, django_db_blocker):
        patch.setattr(renderer, "pdf", lambda *_args, **_how: printed)  # the printer has own tests
        patch.setattr(printing, "lease_pdf", lambda *_args: printed)
        yield office()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(autouse=True)
def quietly(
    portal: Office, folder: Path, scratch: None, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    caplog.set_level(logging.ERROR, "django.request")  # every refusal is a warning there
    with filed(folder):
        yield


@cache
def known() -> dict[str, Address]:
    return addresses()


class Asker:
    """Asks as one role, whose permissions and session are read once."""

    def __init__(self, portal: Office, who: str) -> None:
        self.portal, self.who = portal, who
        self.user = User.objects.get(pk=portal.users[who].pk)
        self.signed_in = portal.browsers[who].session
        self.stored = self.signed_in.load()

    def wrong(self, room: Room, method: str) -> str:
        """Return what is answered instead of what the table says; nothing where that holds."""
        outcome = room.outcome(self.who, method)
        whole = (method, outcome) in THROUGH_THE_PORTAL
        answer = self.through_the_portal(room, method) if whole else self.of_view(room, method)
        if fits(answer, outcome):
            return ""
        instead = f"{answer.status} {answer.leads_to}"
        return f"{room.name}, {self.who}, {method}: {outcome} ≠ {instead}"

    def through_the_portal(self, room: Room, method: str) -> Answer:
        browser = self.portal.browsers[self.who]
        return asked(browser, method, self.url(room), {}, kind(room))

    def of_view(
        self,
        room: Room,
        method: str,
        typed: Typed = b"",
        query: str = "",
        named: Named | None = None,
    ) -> Answer:
        url = self.url(room, named)
        url += query.replace("?", "&") if "?" in url else query
        session: Any = copy(self.signed_in)
        session._session_cache = deepcopy(self.stored)  # which one page empties
        return of_view(self.user, session, method, url, typed, kind(room))

    def url(self, room: Room, named: Named | None = None) -> str:
        url = known()[room.name].url({**self.portal.named(room.name), **(named or {})})
        return url + QUERY.get(room.name, "")


def kind(room: Room) -> str:
    return "application/json" if room.name in JSON else FORM


# The table itself --------------------------------------------------------------------------------


def test_every_address_of_the_staff_has_its_row_and_no_other() -> None:
    of_staff = [it.name for it in addresses().values() if it.path.startswith(OF_STAFF)]

    assert sorted(room.name for room in ROOMS) == sorted(of_staff)


def test_every_role_has_its_cells() -> None:
    assert set(LETTERS) == set(Role)
    for room in ROOMS:
        for who in WHO:
            assert [method for method, _outcome in room.cells(who)] == list(METHODS)


# The portal --------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", WHO)
def test_each_role_gets_what_the_table_says(who: str, portal: Office) -> None:
    asker = Asker(portal, who)

    wrong = [asker.wrong(room, method) for room in ROOMS for method in METHODS]

    assert "\n".join(filter(None, wrong)) == ""


def test_completing_tells_nobody_of_applications(portal: Office) -> None:
    query = "?app_label=leases&model_name=lease&field_name=application&term=а"

    told = [
        Asker(portal, who).of_view(ROOM["admin:autocomplete"], "GET", query=query) for who in WHO
    ]

    assert {answer.status for answer in told} <= {403, 404}


LOOKS = {"language", "size", "app_label", "url", "chart"}  # these name nothing that is kept
NOWHERE: Named = {
    "copy": UUID(int=0), "sheet": UUID(int=0), "batch": UUID(int=0), "objection": UUID(int=0),
    "number": "9",
}  # fmt: skip


def test_whoever_may_nothing_does_not_learn_what_there_is(portal: Office) -> None:
    """What exists answers an operator of an aid centre as what does not.

    Django's histories look first, and ask then; what they tell is that a number was given out.
    """
    operator, told = Asker(portal, Role.OPERATOR), []
    for room in (it for it in ROOMS if not it.name.endswith("_history")):
        words = known()[room.name].words
        none = {word: NOWHERE.get(word, 987654) for word in words if word not in LOOKS}
        for method in ("GET", "POST") if none else ():
            there, missing = (operator.of_view(room, method, named=it) for it in (None, none))
            if there.status != missing.status:
                told.append(f"{method} {room.name}: {there.status}, {missing.status}")

    assert "\n".join(told) == ""


# Forged requests ---------------------------------------------------------------------------------

# What Django's pages would understand, beside or in place of what a page of ours asks for.
FORGED = {
    "action": "delete_selected", "_selected_action": "1", "select_across": "1", "index": "0",
    "post": "yes", "_save": "1", "_saveasnew": "1", "_continue": "1", "_addanother": "1",
    "_popup": "1", "_to_field": "id", "_delete": "1", "DELETE": "on", "form-TOTAL_FORMS": "1",
    "form-INITIAL_FORMS": "1", "form-MAX_NUM_FORMS": "", "form-0-id": "1", "form-0-DELETE": "on",
    "form-0-status": "approved", "form-0-is_active": "",
}  # fmt: skip
AS_QUERY = "?_popup=1&_to_field=password&_saveasnew=1&action=delete_selected&e=1"
WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.mark.parametrize("who", [SUPERUSER, Role.ADMINISTRATOR])
def test_what_only_a_forged_request_says_is_done_nowhere(who: str, portal: Office) -> None:
    """At every address the same is written, whether or not it asks to delete, to copy, to list."""
    asker = Asker(portal, who)

    done = [
        f"{method} {room.name}: {answer.status}, {told}"
        for room in ROOMS
        for method, query, typed in (("POST", "", FORGED), ("GET", AS_QUERY, {}))
        for plain in [written(asker, room, method)]
        for answer, told in [written(asker, room, method, typed, query)]
        if told != plain[1] or answer.status not in {plain[0].status, 302, 400, 422}
    ]

    assert "\n".join(done) == ""


HASH_OF_FIRST_PRINT = {
    'admin:review_decision: UPDATE "review_decisionletter"',
    'admin:review_protocol: UPDATE "review_protocolextract"',
}


def test_opening_an_address_writes_down_who_read_and_nothing_else(portal: Office) -> None:
    asker = Asker(portal, SUPERUSER)

    done = {
        f"{room.name}: {said.split('(')[0].split(' SET ')[0]}"
        for room in ROOMS
        for said in written(asker, room, "GET")[1]
    }

    assert {it for it in done if '"audit_' not in it} == HASH_OF_FIRST_PRINT


def written(
    asker: Asker, room: Room, method: str, typed: Typed = b"", query: str = ""
) -> tuple[Answer, list[str]]:
    """Return the answer, and what it wrote."""
    with statements() as said:
        answer = asker.of_view(room, method, typed, query)
    return answer, [each for each in said if each.startswith(WRITES)]


# Each permission ---------------------------------------------------------------------------------


def granted(role: str) -> set[str]:
    rows = Permission.objects.filter(group__name=role).select_related("content_type")
    return {f"{row.content_type.app_label}.{row.codename}" for row in rows}


@contextmanager
def with_permissions(role: str, *, without: str = "", also: str = "") -> Iterator[None]:
    """Give a role other permissions than its own in the block."""
    held, before = Group.objects.get(name=role).permissions, transaction.savepoint()
    held.remove(*named(without))
    held.add(*named(also))
    try:
        yield
    finally:
        transaction.savepoint_rollback(before)


def named(permission: str) -> list[Permission]:
    app, _, codename = permission.partition(".")
    return list(Permission.objects.filter(content_type__app_label=app, codename=codename))


def test_of_each_permission_it_is_said_what_it_opens() -> None:
    """What a star grants beside is to look at models without a page of their own.

    They are shown on the page of what they belong to, which asks for that one's permission; no
    code asks for theirs.
    """
    everything = set().union(*map(granted, Role))
    shown = {f"{it._meta.app_label}.view_{it._meta.model_name}" for it in admin.site._registry}
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in ROOT.glob("*/**/*.py")
        if path.relative_to(ROOT).parts[0] not in {"tests", ".venv"}
    )

    assert {*OPENS, *SHOWS} - everything == set()
    silent = everything - {*OPENS, *SHOWS}
    assert [it for it in silent if ".view_" not in it or it in shown or f'"{it}"' in code] == []


@pytest.mark.parametrize("role", Role)
def test_a_permission_that_is_dropped_closes_an_address(role: str, portal: Office) -> None:
    still_open = [
        permission
        for permission in sorted(granted(role) & set(OPENS))
        if (role, permission) not in NOT_BY_ITSELF
        if not is_closed(portal, role, permission, *OPENS[permission])
    ]

    assert "\n".join(still_open) == ""


def is_closed(portal: Office, role: str, permission: str, method: str, name: str) -> bool:
    with with_permissions(role, without=permission):
        answer = Asker(portal, role).of_view(ROOM[name], method)
    return answer.status in {403, 404} and not fits(answer, ROOM[name].outcome(role, method))


def test_a_permission_granted_beside_the_table_is_found(portal: Office) -> None:
    unnoticed = [
        permission
        for permission, (method, name) in OPENS.items()
        if not any(
            is_noticed(portal, role, permission, ROOM[name], method)
            for role in Role
            if permission not in granted(role)
        )
    ]

    assert sorted(unnoticed) == sorted(NOT_WITHOUT)


def is_noticed(portal: Office, role: str, permission: str, room: Room, method: str) -> bool:
    with with_permissions(role, also=permission):
        answer = Asker(portal, role).of_view(room, method)
    return not fits(answer, room.outcome(role, method))


@pytest.mark.parametrize("permission", SHOWS)
def test_what_a_permission_shows_is_gone_without_it(permission: str, portal: Office) -> None:
    room = ROOM[SHOWS[permission]]
    role = next(role for role in Role if permission in granted(role))

    shown = Asker(portal, role).through_the_portal(room, "GET").neutral()
    with with_permissions(role, without=permission):
        hidden = Asker(portal, role).through_the_portal(room, "GET").neutral()

    assert (shown[0], hidden[0]) == (200, 200)
    assert len(shown[2]) > len(hidden[2])
