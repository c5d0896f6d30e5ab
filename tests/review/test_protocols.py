"""Where a commission decides, its vote comes first, in a protocol with names."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from applications.models import Application
from review import deciders, services
from review.models import Protocol
from tests.review.builders import MONDAY, proposed, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
TUESDAY = MONDAY + timedelta(days=1)
VOTE: dict[str, Any] = {
    "number": "7", "held_on": TUESDAY.date(), "members": ["А. Перша", "Б. Другий", "В. Третя"],
    "votes_for": 2, "votes_against": 1, "abstained": 0, "at": TUESDAY,
}  # fmt: skip


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="halyna")


@pytest.fixture
def petro(staff: Callable[..., User]) -> User:
    return staff("decision_maker", name="petro")


@pytest.fixture
def commission(monkeypatch: pytest.MonkeyPatch) -> None:
    acts = {MONDAY.date(): {"programmes": {"resolution-814": "commission"}}}
    monkeypatch.setattr(deciders, "every_act", lambda: acts)


@pytest.fixture
def application(halyna: User) -> Application:
    application = submitted()
    proposed(application, halyna)
    return application


@pytest.mark.usefixtures("commission")
def test_a_commission_votes_before_the_decision(
    application: Application, halyna: User, petro: User
) -> None:
    told: dict[str, Any] = {"text": "Так.", "by": petro, "at": TUESDAY}
    with pytest.raises(services.NotVoted):
        services.decide(application.pk, **told)

    services.record_vote(application.pk, **VOTE, by=halyna)

    assert services.decide(application.pk, **told).proposal.vote.protocol.number == "7"
    with pytest.raises(services.NoOpenProposal):
        services.record_vote(application.pk, **VOTE, by=halyna)


@pytest.mark.usefixtures("commission")
def test_half_of_the_votes_is_not_enough(
    application: Application, halyna: User, petro: User
) -> None:
    even = {**VOTE, "members": ["А", "Б"], "votes_for": 1}
    services.record_vote(application.pk, **even, by=halyna)

    with pytest.raises(services.VotedDown):
        services.decide(application.pk, text="Так.", by=petro, at=TUESDAY)


@pytest.mark.usefixtures("commission")
@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"votes_for": 3}, services.VotesDoNotAdd),
        ({"number": " "}, services.NumberMissing),
        ({"members": []}, services.NumberMissing),
        ({"held_on": MONDAY.date() - timedelta(days=1)}, services.SittingDayRefused),
    ],
    ids=["too many votes", "no number", "nobody present", "before the proposal"],
)
def test_a_protocol_that_cannot_be_is_refused(
    changed: dict[str, Any], refusal: type[Exception], application: Application, halyna: User
) -> None:
    with pytest.raises(refusal):
        services.record_vote(application.pk, **{**VOTE, **changed}, by=halyna)
    assert not Protocol.objects.exists()


def test_without_a_commission_nobody_votes(application: Application, halyna: User) -> None:
    with pytest.raises(services.NotOfACommission):
        services.record_vote(application.pk, **VOTE, by=halyna)
