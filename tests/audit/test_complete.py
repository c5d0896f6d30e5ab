"""Every act of the rooms ends in an entry of the chain, in its own transaction, or not at all.

An act is a function of ours that opens a transaction, or one that a room's `services` offers and
that takes who did it (`by`) and when (`at`). A new room is walked with the others.
"""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction

from accounts.models import User
from applications.models import Application, Document, StatusChange
from audit.models import Entry, Head
from audit.words import ACTS
from outbox.models import Letter
from review import services as review
from review.models import Decision, Proposal
from tests.review.builders import MONDAY, not_answered, proposed, submitted

RECORDING = {"record", "record_form", "note"}
AS_IT_IS_TYPED = "the applicant's own, not handed in yet; the act is the submission"
STILL_COMING = "a file that is still coming; the act is the paper it becomes"
BELOW = "the room lies below the chain; whoever calls it records it"

WORK = "work on what was asked; asking, each lease issued and the batch ready are recorded"

# Acts that leave no entry of their own, each with its reason.
WITHOUT = {
    "accounts.email_codes.try_code": "a code is spent; what it opens is recorded",
    "accounts.passkeys.save_new": "part of adding a passkey, which records it",
    "accounts.passkeys.show": "the sign-in it opens is recorded",
    "accounts.services.create_roles": "writes the table of roles as the release has it",
    "accounts.services.give_roles": "of the demonstration; the form of an account records it",
    "accounts.throttle.spend": "counts, and does nothing",
    "applications.services.move": "part of an act, which records it",
    "audit.services.record": "it is the entry",
    "batches.binding.claim": WORK,
    "batches.keeping.end": WORK,
    "batches.keeping.renew": WORK,
    "batches.printing.claim": WORK,
    "batches.printing.finish": WORK,
    "cabinet.adding.start": STILL_COMING,
    "cabinet.refused_papers.tell_of_refused": "a letter about what `copy.refused` records",
    "charges.reminding.is_queued": "one letter of those whose sending is recorded",
    "copies.holding.add": STILL_COMING,
    "copies.holding.begin": STILL_COMING,
    "copies.receiving.appended": STILL_COMING,
    "copies.receiving.begin": STILL_COMING,
    "copies.receiving.completed": STILL_COMING,
    "copies.receiving.receive": STILL_COMING,
    "desk.sheets.save": "typed and not registered yet; the act is the submission",
    "drafts.papers.add_paper": AS_IT_IS_TYPED,
    "drafts.papers.ask": AS_IT_IS_TYPED,
    "drafts.papers.set_later": AS_IT_IS_TYPED,
    "drafts.retention.warn_of": "a letter to the applicant; letting go is the act",
    "drafts.services.add_home": AS_IT_IS_TYPED,
    "drafts.services.add_person": AS_IT_IS_TYPED,
    "drafts.services.save": AS_IT_IS_TYPED,
    "drafts.services.start": AS_IT_IS_TYPED,
    "outbox.paper.mark_posted": BELOW,
    "outbox.paper.mark_printed": BELOW,
    "outbox.sending.claim": "a letter on its way; its row says what became of it",
    "outbox.services.is_added": "part of an act, which records it",
    "rerating.applying.would_apply": "tells what is due; locks to look, and writes nothing",
    "rent.services.approve_tariff": BELOW,
    "rent.services.enter_tariff": BELOW,
    "rent.services.set_aside_tariff": BELOW,
    "review.corrections.save_answer": AS_IT_IS_TYPED,
    "review.printed.printed": "part of reading a decision, which records it",
    "territories.samples.load_sample": "nobody's list: marked as a sample wherever it counts",
    "territories.services.load_territories": "the command that loads the list records it",
    "territories.services.replace_listings": "the command that loads the list records it",
    "territories.services.replace_places": "the command that loads the list records it",
    "wording.services.kept": "part of an act, which records it",
}


@cache
def acts() -> dict[str, Callable[..., Any]]:
    return {
        f"{module.__name__}.{name}": each
        for module in modules()
        for name, each in named(module)
        if opens_a_transaction(each) or is_offered(module, each)
    }


def modules() -> Iterator[ModuleType]:
    """Yield every module of the rooms, migrations and commands aside; those only call the rooms."""
    for room in apps.get_app_configs():
        folder = Path(room.path)
        if folder.parent != settings.BASE_DIR:
            continue
        for file in sorted(folder.rglob("*.py")):
            within = file.relative_to(settings.BASE_DIR)
            if not {"migrations", "management", "demonstration"} & set(within.parts):
                yield import_module(
                    ".".join(within.with_suffix("").parts).removesuffix(".__init__")
                )


def named(module: ModuleType) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield the functions and methods a module writes itself."""
    for name, each in vars(module).items():
        if inspect.isclass(each) and each.__module__ == module.__name__:
            for inner, method in vars(each).items():
                if is_written_in(module, method):
                    yield f"{name}.{inner}", method
        elif is_written_in(module, each):
            yield name, each


def is_written_in(module: ModuleType, each: Any) -> bool:
    if not inspect.isfunction(each):
        return False
    return bool(inspect.unwrap(each).__code__.co_filename == module.__file__)


def opens_a_transaction(each: Callable[..., Any]) -> bool:
    return "transaction.atomic" in inspect.getsource(inspect.unwrap(each))


def is_offered(module: ModuleType, each: Any) -> bool:
    offering = f"{module.__name__.partition('.')[0]}.services"
    return {"by", "at"} <= set(inspect.signature(each).parameters) and each in offered(offering)


@cache
def offered(services: str) -> frozenset[Any]:
    try:
        return frozenset(filter(inspect.isfunction, vars(import_module(services)).values()))
    except ModuleNotFoundError:
        return frozenset()


def called(function: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    """Yield what a function names in its body, with what its module means by it."""
    within = inspect.unwrap(function)
    for node in ast.walk(ast.parse(dedent(inspect.getsource(within)))):
        if isinstance(node, ast.Name):
            yield node.id, within.__globals__.get(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = within.__globals__.get(node.value.id)
            yield node.attr, getattr(owner, node.attr, None) if inspect.ismodule(owner) else None


def records(function: Callable[..., Any], seen: set[Any] | None = None) -> bool:
    """Tell whether a function of ours comes to the chain, by itself or by what it calls."""
    seen = set() if seen is None else seen
    seen.add(function)
    return any(
        (name in RECORDING and callable(meant))
        or (is_ours(meant) and meant not in seen and records(meant, seen))
        for name, meant in called(function)
    )


def is_ours(meant: Any) -> bool:
    if not inspect.isfunction(meant):
        return False
    file = Path(inspect.getsourcefile(inspect.unwrap(meant)) or "/")
    return file.is_relative_to(settings.BASE_DIR) and ".venv" not in file.parts


def test_every_act_comes_to_the_chain_or_is_left_out_for_a_reason() -> None:
    assert {name for name, act in acts().items() if not records(act)} == set(WITHOUT)


@pytest.mark.parametrize("room", ["accounts", "drafts", "cabinet", "oversight", "desk", "leases"])
def test_the_walk_comes_through_every_room(room: str) -> None:
    assert [name for name in acts() if name.startswith(f"{room}.") and name not in WITHOUT]


@transaction.atomic
def silent(application: Application) -> None:
    application.save()


def test_the_walk_tells_an_act_that_records_nothing() -> None:
    assert opens_a_transaction(silent)
    assert not records(silent)
    assert records(review.take)


ACT = re.compile(r'\b(?:record|note|recorded|changed)\(\s*"([a-z_]+\.[a-z_]+)"')


def test_every_act_has_words_for_whoever_reads_the_journal() -> None:
    said = {
        act for module in modules() for act in ACT.findall(Path(module.__file__ or "").read_text())
    }

    assert said - set(ACTS) == set()
    assert "letter.posted" in said


# One entry each, and none without its act ---------------------------------------------------------


def once(act: Callable[..., Any], *given: Any, **named: Any) -> str:
    """Do an act and return the one entry it left."""
    before = Entry.objects.count()
    act(*given, at=MONDAY, **named)
    [entry] = Entry.objects.order_by("seq")[before:]
    return str(entry.act)


@pytest.mark.django_db
def test_each_step_through_the_office_leaves_one_entry(staff: Callable[..., User]) -> None:
    halyna, petro = staff("caseworker"), staff("decision_maker")
    application = submitted()
    assert Entry.objects.count() == 1

    steps = [once(review.take, application.pk, by=halyna)]
    for document in Document.objects.filter(application=application):
        steps.append(once(review.judge, document.pk, "accepted", by=halyna))  # noqa: PERF401
    steps.append(
        once(
            review.propose,
            application.pk,
            "approve",
            grounds=["own_housing"],
            text="Так.",
            by=halyna,
        )
    )
    steps.append(once(review.send_back, application.pk, reason="Ні.", by=petro))
    other = submitted(key="again")
    steps.append(
        once(review.record_duplicate, application.pk, of=other.pk, reason="Те саме.", by=halyna)
    )
    steps.append(once(review.keep_open, application.pk, reason="Ні.", by=petro))
    closing = review.record_duplicate(
        application.pk, of=other.pk, reason="Те саме.", by=halyna, at=MONDAY
    )
    not_answered(closing, MONDAY)
    steps.append(once(review.confirm_closing, application.pk, by=petro))

    assert steps[0] == "application.taken"
    assert set(steps[1:-5]) == {"document.judged"}
    assert steps[-5:] == [
        "decision.proposed",
        "proposal.sent_back",
        "closing.recorded",
        "closing.turned_down",
        "application.marked_duplicate",
    ]


class Full(Exception):
    """The chain cannot be written to."""


@pytest.mark.django_db
def test_what_cannot_stand_in_the_chain_does_not_happen(
    staff: Callable[..., User], monkeypatch: pytest.MonkeyPatch
) -> None:
    halyna, petro = staff("caseworker"), staff("decision_maker")
    application = submitted()
    proposed(application, halyna)
    before = [model.objects.count() for model in (Decision, StatusChange, Letter, Entry)]

    def full(*_: Any, **__: Any) -> None:
        raise Full

    monkeypatch.setattr(Entry, "save", full)
    with pytest.raises(Full):
        review.decide(application.pk, text="Так.", by=petro, at=MONDAY)

    assert [model.objects.count() for model in (Decision, StatusChange, Letter, Entry)] == before
    assert Proposal.objects.get().state == "open"
    assert Head.objects.get().seq == before[-1]
