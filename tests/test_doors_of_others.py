"""What belongs to another applicant answers as what does not exist, and stays as it is.

Every address that names something is asked for with every mixture of one's own and of another's
parts, and again with parts that do not exist: same status, headers, page and statements.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import chain, combinations
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from pytest_django import DjangoDbBlocker

from accounts import assistances, second_factor
from applications.models import Application, Document, Person
from audit.models import Entry
from cabinet.models import Addition
from copies.models import Copy, Page
from drafts.models import Draft, Paper, PaperCopy, Part
from review.models import CorrectionItem
from tests.doors import DOORS, OF_ITS_OWNER, OF_ITS_OWNER_ALONE, Account, Door
from tests.doors_asking import Address, Typed, addresses, answered, standing, statements, taken_back
from tests.doors_world import Belongings, World, world
from tests.test_doors import (  # the fixtures are named to be found
    QUERY,
    TYPED,
    folder,  # noqa: F401
    quietly,  # noqa: F401
    wrong_cells,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quietly")]

OWNED = [door for door in DOORS if door.policy in (OF_ITS_OWNER, OF_ITS_OWNER_ALONE)]
NOBODYS = 987654
WHOLE = {"draft", "number"}  # these alone say whose it is
READS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@pytest.fixture(scope="module")
def portal(
    folder: Path,  # noqa: F811
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[World]:
    with standing(folder, django_db_blocker), unnoted():
        yield world()


@contextmanager
def unnoted() -> Iterator[None]:
    """Write no session or help once a minute to say that it is used: one answer would differ."""
    with pytest.MonkeyPatch.context() as patch:
        for room in (assistances, second_factor):
            patch.setattr(room, "NOTED_EVERY", timedelta(days=1))
        yield


def missing() -> Belongings:
    """Return things of the same shapes that nobody has."""
    return Belongings(
        draft=uuid4(),
        person=secrets.token_hex(6),
        member=secrets.token_hex(6),
        home=secrets.token_hex(6),
        paper=NOBODYS,
        copy=uuid4(),
        half=uuid4(),
        number="0000-0000-0000",
        application=NOBODYS,
        document=NOBODYS,
        item=NOBODYS,
        addition=NOBODYS,
        added=uuid4(),
        added_half=uuid4(),
        sheet=uuid4(),
        batch=uuid4(),
        decision=NOBODYS,
        lease=NOBODYS,
        act=NOBODYS,
        signed_copy=NOBODYS,
    )


def rows_of(it: Belongings) -> list[list[Any]]:
    """Return every row that somebody has."""
    files = [it.copy, it.half, it.added, it.added_half]
    return [
        list(found.order_by("pk").values_list())
        for found in (
            Draft.objects.filter(pk=it.draft),
            Part.objects.filter(draft=it.draft),
            Paper.objects.filter(draft=it.draft),
            PaperCopy.objects.filter(paper__draft=it.draft),
            Copy.objects.filter(pk__in=files),
            Page.objects.filter(copy__in=files),
            Application.objects.filter(pk=it.application),
            Person.objects.filter(application=it.application),
            Document.objects.filter(application=it.application),
            CorrectionItem.objects.filter(request__application=it.application),
            Addition.objects.filter(application=it.application),
            Entry.objects.filter(subject=f"application:{it.application}"),
        )
    ]


@lru_cache(maxsize=1)
def rows_before(it: Belongings) -> list[list[Any]]:
    """Return the rows as they were first; whatever is asked is taken back."""
    return rows_of(it)


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody who asks for things of others can tell, and whether they changed any."""

    page: tuple[int, dict[str, str], str]
    statements: tuple[str, ...]
    has_changed: bool


def seen(world: World, account: Account, method: str, url: str, typed: Typed = b"") -> Seen:
    browser, before = world.browsers[account], rows_before(world.owners)
    with taken_back(browser):
        with statements() as said:
            answer = answered(browser, method, url, typed)
        has_written = not all(each.startswith(READS) for each in said)
        has_changed = has_written and rows_of(world.owners) != before
    path = url.partition("?")[0]
    return Seen(answer.neutral(path, *typed_in(typed)), tuple(said), has_changed)


def typed_in(typed: Typed) -> list[str]:
    """Return what was typed and may stand on the page again; a short number only with its name."""
    pairs = [] if isinstance(typed, bytes) else [(name, str(it)) for name, it in typed.items()]
    named = [way for name, it in pairs for way in (f'value="{it}"', f"{name}={it}")]
    return named + [it for _name, it in pairs if len(it) > 3]


# Addresses ---------------------------------------------------------------------------------------


def mixtures(names: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield every choice of at least one of these."""
    yield from chain.from_iterable(
        combinations(names, length) for length in range(1, len(names) + 1)
    )


def tells(world: World, account: Account, rows: list[Door] = OWNED) -> list[str]:
    """Return where another's things do not answer as missing ones do."""
    known = addresses()
    return [
        f"{door.name}, {account}, {method}, another's {mixture}"
        for door in rows
        for mixture in mixtures(parts_of(known[door.name], world))
        for method in sorted(door.methods)
        if not is_same(world, account, known[door.name], mixture, method)
    ]


def parts_of(address: Address, world: World) -> list[str]:
    """Return the words of an address that name something of somebody."""
    ours, theirs = (it.named(address.name) for it in (world.strangers, world.owners))
    return [word for word in address.words if ours[word] != theirs[word]]


def is_same(
    world: World, account: Account, address: Address, mixture: tuple[str, ...], method: str
) -> bool:
    name = address.name
    own = world.strangers.named(name)
    foreign, absent = (
        seen(world, account, method, url(address, own, of, mixture), typed_for(name, method))
        for of in (world.owners, missing())
    )
    is_refused = foreign.page[0] == 404 or not WHOLE.intersection(mixture)
    return foreign == absent and is_refused and not foreign.has_changed


def url(address: Address, own: dict[str, object], of: Belongings, mixture: tuple[str, ...]) -> str:
    others = {word: of.named(address.name)[word] for word in mixture}
    return address.url(own | others) + QUERY.get(address.name, "")


def typed_for(name: str, method: str) -> dict[str, str]:
    return TYPED.get(name, {}) if method == "POST" else {}


@pytest.mark.parametrize("account", [Account.STRANGER, Account.OTHERS_HELPER])
def test_what_belongs_to_another_answers_as_what_is_missing(
    account: Account, portal: World
) -> None:
    assert "\n".join(tells(portal, account)) == ""


# Bodies ------------------------------------------------------------------------------------------

Body = Callable[[Belongings], Typed]
# An address of one's own, and what is sent there of somebody else's.
BODIES: list[tuple[str, dict[str, object], Body]] = [
    ("add_home", {}, lambda of: {"owner": of.person}),
    ("question", {"question": "owner"}, lambda of: {"owner": of.member}),
    ("question", {}, lambda of: {"surname": "А", "draft": of.draft, "ref": of.person}),
    ("question", {"part": "residence", "question": "place"}, lambda of: {
        "where": "elsewhere", "place": "Київ", "place_for": "Київ", "place_code": of.person,
    }),
    ("add_person", {}, lambda of: {"relationship": "child", "new": of.member}),
    ("add_draft_paper", {}, lambda of: {"code": "other", "about": of.person}),
    ("add_draft_paper", {}, lambda of: {"code": "other", "about": of.home}),
    ("draft_paper_later", {}, lambda of: {"paper": of.paper, "copy": of.copy}),
    ("draft_uploads", {}, lambda of: {"name": "paper.pdf", "size": 700, "sha256": digest(of.copy)}),
    ("draft_uploads", {}, lambda of: {"name": "half.pdf", "size": 700, "start": digest(of.half)}),
    ("remove_draft_copy", {}, lambda of: {"copy": of.copy}),
    ("check_answers", {}, lambda of: {"draft": of.draft}),
    ("apply", {}, lambda of: {"draft": of.draft, "owner": of.application}),
    ("my_uploads", {}, lambda of: {"name": "paper.pdf", "size": 700, "sha256": digest(of.added)}),
    ("add_my_paper", {}, lambda of: {"code": "other", "about": of.member}),
    ("correction", {}, lambda of: {"item": of.item, "number": of.number}),
    ("correction_item", {}, lambda of: {"item": of.item, "surname": "А"}),
    ("correction_reply", {}, lambda of: {"reply": "ні", "item": of.item}),
    ("send_my_paper", {}, lambda of: {"addition": of.addition, "copy": of.added}),
    ("withdraw", {}, lambda of: {"version": 3, "number": of.number, "application": of.application}),
    ("invitation", {}, lambda of: {"version": 3, "number": of.number}),
]  # fmt: skip


def digest(copy: UUID) -> str:
    """Return the SHA-256 of a file; of one that does not exist, another."""
    found = Copy.objects.filter(pk=copy).exclude(sha256="").first()
    return found.sha256 if found else secrets.token_hex(32)


@pytest.mark.parametrize(
    ("name", "at", "body"),
    BODIES,
    ids=[f"{name} {place}" for place, (name, *_) in enumerate(BODIES)],
)
def test_what_is_sent_of_another_s_is_taken_as_what_is_missing(
    name: str, at: dict[str, object], body: Body, portal: World
) -> None:
    address = addresses()[name]
    here = {**portal.strangers.named(name), **at}
    if at.get("question") == "owner":
        here["part"] = portal.strangers.home
    url = address.url(here)

    foreign, absent = (
        seen(portal, Account.STRANGER, "POST", url, body(of)) for of in (portal.owners, missing())
    )

    assert foreign == absent
    assert not foreign.has_changed


# Controls ----------------------------------------------------------------------------------------


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away the one question that keeps others out: whose it is."""

    def anybodys_draft(_request: HttpRequest, draft: UUID) -> Draft:
        return get_object_or_404(Draft.objects.select_related("application"), pk=draft)

    def anybodys_application(_request: HttpRequest, number: str) -> Application:
        return get_object_or_404(Application, number=number)

    for module in ("drafts.access", "drafts.views.check"):
        monkeypatch.setattr(f"{module}.draft_of", anybodys_draft)
    monkeypatch.setattr("cabinet.access.application_of", anybodys_application)


@pytest.mark.usefixtures("unguarded")
def test_without_the_check_every_row_of_the_table_is_found_wrong(portal: World) -> None:
    wrong = wrong_cells(portal, Account.STRANGER, OWNED)

    assert {cell.partition(",")[0] for cell in wrong} == {door.name for door in OWNED}


@pytest.mark.usefixtures("unguarded")
def test_without_the_check_every_address_tells(portal: World) -> None:
    told = tells(portal, Account.STRANGER)

    assert {each.partition(",")[0] for each in told} == {door.name for door in OWNED}
