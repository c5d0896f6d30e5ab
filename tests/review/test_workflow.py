"""The whole workflow at random: no illegal state, no decision of one person, nothing unrecorded.

The suite runs a few programs that are the same each time; `make fuzz` runs many. Every
move of the table is made at least once. It is at its best on PostgreSQL (DATABASE_URL).
"""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from accounts.models import User
from applications.status import MOVES, Status
from tests.fuzzing import is_long, times
from tests.review.builders import OVER_THE_LIMIT, SHARE_OF_A_FLAT
from tests.review.workflow import Workflow

PROGRAMS, STEPS = 3, 10
LONG = 50
IS_LONG = is_long()


# What two people approved is not closed by one as a duplicate (`review/closing.py`).
MADE_BY_NOBODY = {(Status.APPROVED, Status.DUPLICATE)}


@pytest.fixture
def office(staff: Callable[..., User]) -> None:
    Workflow.caseworkers = [staff("caseworker", name=name) for name in ("halyna", "oksana")]
    Workflow.deciders = [staff("decision_maker", name=name) for name in ("petro", "iryna", "taras")]
    Workflow.seen, Workflow.refusals = set(), type(Workflow.refusals)()


def tour() -> None:
    """Make every move of the table once, so that no program has to happen upon it."""
    office = Workflow()
    roads: list[tuple[str, int, list[str]]] = [
        (SHARE_OF_A_FLAT, 0, []),  # the one that others repeat
        *((SHARE_OF_A_FLAT, at, [way]) for at in (0, 1, 3) for way in ("withdraw", "repeat")),
        *((SHARE_OF_A_FLAT, 1, ["ask", way]) for way in ("withdraw", "repeat")),
        *((OVER_THE_LIMIT, 2, [way]) for way in ("withdraw", "repeat")),
        (OVER_THE_LIMIT, 4, []),  # refused, appealed
    ]
    for road in roads:
        office.submit(*road)
    office.answer(office.submit(SHARE_OF_A_FLAT, 1, ["ask"]))
    office.send_back(office.submit(OVER_THE_LIMIT, 2, []), 0)
    office.lease(office.submit(SHARE_OF_A_FLAT, 3, []))
    office.look()
    office.teardown()


@pytest.mark.django_db
@pytest.mark.usefixtures("gazetteer", "office")
def test_whatever_the_office_does_the_law_is_kept() -> None:
    tour()
    run_state_machine_as_test(
        Workflow,
        settings=settings(
            max_examples=times(PROGRAMS),
            stateful_step_count=LONG if IS_LONG else STEPS,
            derandomize=not IS_LONG,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    table = {(present, to) for present, moves in MOVES.items() for to in moves}
    assert Workflow.seen == table - MADE_BY_NOBODY
    if IS_LONG:
        print(f"{len(Workflow.seen)} of {len(table)} moves; refused: {dict(Workflow.refusals)}")  # noqa: T201
