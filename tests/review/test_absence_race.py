"""An absence is ended while its applications are handed over: one waits for the other.

The control takes the lock away and shows the harm the lock keeps off.
"""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from audit.models import Entry
from review import absences, services, sharing
from review.models import Absence
from territories.gazetteer import Gazetteer
from tests.review.builders import MONDAY, submitted, taken
from tests.review.test_race import at_once

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
DAY = MONDAY.date()


@pytest.fixture
def absence(gazetteer: Gazetteer, staff: Callable[..., User]) -> Absence:
    """Away is halyna, who answers for one application; ostap is present."""
    petro, halyna = staff("decision_maker", name="petro"), staff("caseworker", name="halyna")
    staff("caseworker", name="ostap")
    taken(submitted(papers=()), halyna)
    return services.enter_absence(halyna, first_day=DAY, last_day=DAY, by=petro, at=MONDAY)


def acts_in_order(absence: Absence, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """End the absence when handing over has looked at it; return both acts as they stand."""
    petro = User.objects.get(username="petro")
    told = absences.digest(absences.plan(absence, DAY))
    has_looked, has_ended = threading.Event(), threading.Event()
    lock_sharing = sharing.lock_sharing

    def looked(among: Any) -> None:
        has_looked.set()
        has_ended.wait(2)
        lock_sharing(among)

    def end() -> None:
        has_looked.wait(10)
        services.end_absence(absence.pk, by=petro, at=MONDAY + timedelta(hours=1))
        has_ended.set()

    monkeypatch.setattr(absences, "lock_sharing", looked)
    outcomes = at_once(
        lambda: services.hand_over(absence.pk, expected=told, by=petro, at=MONDAY), end
    )
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    acts = Entry.objects.filter(act__in=["application.assigned", "absence.ended"])
    return list(acts.order_by("seq").values_list("act", flat=True))


def test_an_absence_ends_after_it_was_handed_over(
    absence: Absence, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert acts_in_order(absence, monkeypatch) == ["application.assigned", "absence.ended"]


def test_control_without_the_lock_what_has_ended_is_handed_over(
    absence: Absence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Absence.objects, "select_for_update", lambda **_of: Absence.objects.all())

    assert acts_in_order(absence, monkeypatch) == ["absence.ended", "application.assigned"]
