"""The table of moves, pair by pair."""

import pytest
from django.db import transaction

from applications.models import Application
from applications.services import MoveRefused, move
from applications.status import MOVES, UNDECIDED, Status
from tests.applications.builders import NOON, submitted


@pytest.mark.django_db
@pytest.mark.parametrize("to", Status)
@pytest.mark.parametrize("present", Status)
def test_only_the_moves_in_the_table_are_possible(present: Status, to: Status) -> None:
    application = submitted()
    Application.objects.filter(pk=application.pk).update(status=present)
    application.refresh_from_db()

    if to in MOVES[present]:
        change = move(application, to, by=None, reason="test", at=NOON)
        assert (change.from_status, change.to_status) == (present, to)
        assert Application.objects.get().version == 2
    else:
        with pytest.raises(MoveRefused), transaction.atomic():
            move(application, to, by=None, reason="test", at=NOON)
        assert Application.objects.get().status == present


def test_nobody_is_refused_unheard() -> None:
    assert [s for s in Status if Status.REFUSED in MOVES[s]] == [Status.PROPOSED_REFUSAL]


def test_final_statuses_have_no_way_out() -> None:
    assert {status for status in Status if not MOVES[status]} == {
        Status.LEASED,
        Status.WITHDRAWN,
        Status.DUPLICATE,
    }


def test_every_status_leads_somewhere_or_is_led_to() -> None:
    reached = frozenset[Status]().union(*MOVES.values())

    assert set(Status) - reached == {Status.REGISTERED}
    assert set(MOVES) >= UNDECIDED
