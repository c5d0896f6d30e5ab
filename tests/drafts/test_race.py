"""Tabs, devices and impatient fingers at the same moment: one application, and no lost answer.

Each control takes away what keeps the harm off, and shows the harm.
"""

import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from applications import services as intake
from applications.models import Application
from applications.rows import package_of
from drafts import answers, handing, services, submitting
from drafts.models import Draft, Kind
from tests.drafts.builders import NOON, applicant, draft_like, written

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
DOORS = 20
ROUNDS = 10
Act = Callable[[], object]


def at_once(*acts: Act) -> list[object]:
    """Start the acts in the same moment, each on a connection of its own; return what each gave."""
    together = threading.Barrier(len(acts), timeout=30)

    def run(act: Act) -> object:
        try:
            together.wait()
            return act()
        except services.AlreadySubmitted as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def submitting_it(draft: Draft) -> Act:
    return lambda: services.submit(draft.pk, by=draft.owner, at=NOON).number


def saving(draft: Draft, ref: str, question: str, given: dict[str, Any]) -> Act:
    return lambda: services.save(draft.pk, ref, question, given, at=NOON)


@pytest.fixture
def all_have_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody register before everybody has read an open draft."""
    together = threading.Barrier(DOORS, timeout=30)
    read = submitting.packaged
    seen = threading.local()

    def read_together(*args: Any) -> Any:
        found = read(*args)
        if not hasattr(seen, "once"):
            seen.once = together.wait()
        return found

    monkeypatch.setattr(submitting, "packaged", read_together)


@pytest.fixture
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register every submission under a key of its own."""
    register = intake.submit

    def with_another_key(*args: Any, **kwargs: Any) -> Application:
        return register(*args, **{**kwargs, "key": secrets.token_hex()})

    monkeypatch.setattr(submitting, "register", with_another_key)


@pytest.fixture
def no_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Close the draft without looking whether it is still what was read."""
    monkeypatch.setattr(handing, "refuse_if_changed", lambda *_: None)


@pytest.mark.usefixtures("all_have_read")
def test_a_draft_submitted_through_twenty_doors_is_one_application() -> None:
    draft = draft_like()

    numbers = at_once(*[submitting_it(draft)] * DOORS)

    assert numbers == [Application.objects.get().number] * DOORS


@pytest.mark.usefixtures("all_have_read", "no_key")
def test_without_the_key_the_lock_of_the_draft_keeps_it_one() -> None:
    draft = draft_like()

    numbers = at_once(*[submitting_it(draft)] * DOORS)

    assert numbers == [Application.objects.get().number] * DOORS


@pytest.mark.usefixtures("all_have_read", "no_key", "no_second_look")
def test_control_without_key_and_second_look_twenty_doors_make_twenty() -> None:
    draft = draft_like()

    numbers = at_once(*[submitting_it(draft)] * DOORS)

    assert len(set(numbers)) == DOORS


def test_what_one_tab_saves_while_another_submits_is_in_the_application_or_refused() -> None:
    for place in range(ROUNDS):
        draft = draft_like(owner=applicant(f"applicant-{place}"))
        save = saving(draft, Kind.RESIDENCE, "address", {"address": "вул. Інша, 1"})

        number, told = at_once(submitting_it(draft), save)

        kept = package_of(Application.objects.get(number=number)).former_residence
        is_in_it = kept is not None and kept.address == "вул. Інша, 1"
        assert isinstance(told, services.AlreadySubmitted) != is_in_it


def two_tabs(draft: Draft) -> frozenset[str]:
    """Answer two questions of one part at once; return which are noted as answered."""
    ref = written(draft).applicant.ref
    at_once(
        saving(draft, ref, "name", {"surname": "Коваль"}),
        saving(draft, ref, "birth", {"birth_date": "1987-03-12"}),
    )
    return written(draft).applicant.answered


def test_two_tabs_that_answer_two_questions_both_keep_theirs(owner: User) -> None:
    draft = services.start(owner, language="uk", at=NOON)

    assert two_tabs(draft) == {"name", "birth"}


def test_control_without_the_lock_one_of_the_two_answers_is_lost(
    owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = services.start(owner, language="uk", at=NOON)
    both_have_read = threading.Barrier(2, timeout=30)
    merge = answers.merged

    def merged(*args: Any) -> answers.Answers:
        both_have_read.wait()
        return merge(*args)

    monkeypatch.setattr(services, "locked", lambda pk: Draft.objects.get(pk=pk))
    monkeypatch.setattr(answers, "merged", merged)

    assert len(two_tabs(draft)) == 1


def test_starting_at_once_in_many_tabs_starts_one_draft(owner: User) -> None:
    started = at_once(*[lambda: services.start(owner, language="uk", at=NOON).pk] * 8)

    assert started == [Draft.objects.get().pk] * 8
