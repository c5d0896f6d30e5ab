"""Every act of the rooms ends in an entry of the chain, in its own transaction, or not at all.

An act is what a room's `services` offers that takes who did it (`by`) and when (`at`).
"""

import ast
import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from django.conf import settings

from accounts.models import User
from applications.models import Application, Document, StatusChange
from audit.models import Entry, Head
from outbox.models import Letter
from review import services as review
from review.models import Decision, Proposal
from tests.review.builders import MONDAY, proposed, submitted

ROOMS = ("review", "leases", "rent", "copies", "applications", "desk", "rerating")
RECORDING = {"record", "record_form", "note"}

# Acts that leave no entry of their own, each with its reason.
WITHOUT = {
    "review.save_answer": "kept aside by the applicant; the answer is the act once it is sent",
    "applications.move": "part of an act, which records it",
    "copies.begin": "a file that is still coming; the act is the paper it becomes",
    "copies.receive": "a file that has come; the act is the paper it becomes",
    "rent.enter_tariff": "the room of rent lies below the chain; whoever calls it records it",
    "rent.approve_tariff": "the room of rent lies below the chain; whoever calls it records it",
    "rent.set_aside_tariff": "the room of rent lies below the chain; whoever calls it records it",
}


def acts() -> Iterator[tuple[str, Callable[..., Any]]]:
    for room in ROOMS:
        module: Any
        try:
            module = import_module(f"{room}.services")
        except ModuleNotFoundError:
            continue
        for name, each in vars(module).items():
            if is_act(each, room):
                yield f"{room}.{name}", each


def is_act(each: Any, room: str) -> bool:
    return (
        inspect.isfunction(each)
        and each.__module__.partition(".")[0] == room
        and {"by", "at"} <= set(inspect.signature(each).parameters)
    )


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


@pytest.mark.parametrize(("name", "act"), [pytest.param(*each, id=each[0]) for each in acts()])
def test_every_act_comes_to_the_chain(name: str, act: Callable[..., Any]) -> None:
    assert records(act) is (name not in WITHOUT), WITHOUT.get(name, "no entry")


def test_the_walk_tells_an_act_that_records_nothing() -> None:
    def silent(application: Application, *, by: User, at: Any) -> None:
        application.save()

    assert not records(silent)
    assert records(review.take)


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
    steps.append(once(review.withdraw, application.pk, reason="Прохання.", by=halyna))

    assert steps[0] == "application.taken"
    assert set(steps[1:-3]) == {"document.judged"}
    assert steps[-3:] == ["decision.proposed", "proposal.sent_back", "application.withdrawn"]


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
