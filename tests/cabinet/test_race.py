"""An applicant and the office act on one application at once: one act stands, each is told.

The control takes the lock away and shows the harm the lock keeps off.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from django.db import IntegrityError, connection

from accounts.models import User
from applications.models import Application, Verdict
from applications.services import MoveRefused
from applications.status import Status
from audit.models import Entry
from cabinet import adding, correcting, withdrawing
from cabinet.models import Addition
from copies import holding
from review import corrections, services
from review.models import CorrectionRequest, CorrectionState, Decision, Kind
from tests.cabinet.builders import NAME, TUESDAY, ask, owned
from tests.review.builders import proposed, taken

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("gazetteer"),
]
Act = Callable[[], object]


@pytest.fixture
def request_(olena: User, halyna: User, petro: User) -> CorrectionRequest:
    """A correction is asked for, and its one point is answered but not sent."""
    application = taken(owned(olena), halyna)
    found = ask(application, halyna, NAME)
    services.save_answer(found.items.get().pk, {"surname": "Коваль"}, at=TUESDAY)
    return found


def at_once(*acts: Act) -> list[object]:
    """Start the acts in the same moment, each on a connection of its own; return what each gave."""
    start = threading.Barrier(len(acts), timeout=10)

    def run(act: Act) -> object:
        try:
            start.wait()
            return act()
        except Exception as refused:  # noqa: BLE001  whatever was raised is the outcome
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def answer(request: CorrectionRequest, olena: User) -> Act:
    return lambda: correcting.answer(request.pk, by=olena, at=TUESDAY)


def withdraw(request: CorrectionRequest, olena: User) -> Act:
    pk = request.application_id
    return lambda: withdrawing.withdraw(pk, reason="", by=olena, at=TUESDAY)


def take_back(request: CorrectionRequest, halyna: User) -> Act:
    pk = request.application_id
    return lambda: services.take_back_correction(pk, by=halyna, at=TUESDAY)


def acts_of(application: int) -> list[str]:
    entries = Entry.objects.filter(subject=f"application:{application}").order_by("seq")
    return [entry.act for entry in entries]


def test_answered_withdrawn_and_taken_back_at_once_leave_one_story(
    request_: CorrectionRequest, olena: User, halyna: User
) -> None:
    at_once(
        answer(request_, olena),
        withdraw(request_, olena),
        take_back(request_, halyna),
        answer(request_, olena),
    )

    application = Application.objects.get(pk=request_.application_id)
    request_.refresh_from_db()
    ended = {
        CorrectionState.ANSWERED: "correction.answered",
        CorrectionState.TAKEN_BACK: "correction.taken_back",
        CorrectionState.SET_ASIDE: "application.withdrawn",
    }
    acts = acts_of(application.pk)
    assert application.status == Status.WITHDRAWN, "withdrawing is possible before and after"
    assert ended[CorrectionState(request_.state)] in acts
    assert len({"correction.answered", "correction.taken_back"} & set(acts)) <= 1
    assert acts.count("correction.answered") <= 1
    is_answered = request_.state == CorrectionState.ANSWERED
    assert application.revisions.count() == (2 if is_answered else 1)


def test_of_an_answer_and_its_taking_back_one_is_told_so(
    request_: CorrectionRequest, olena: User, halyna: User
) -> None:
    outcomes = at_once(answer(request_, olena), take_back(request_, halyna))

    refused = [type(each) for each in outcomes if isinstance(each, Exception)]
    assert refused == [services.NoOpenCorrection]
    assert Application.objects.get().status == Status.UNDER_REVIEW


def test_of_a_decision_and_a_withdrawal_one_is_told_so(
    olena: User, halyna: User, petro: User
) -> None:
    application = owned(olena)
    proposed(application, halyna, Kind.APPROVE)

    outcomes = at_once(
        lambda: services.decide(application.pk, text="Так.", by=petro, at=TUESDAY),
        lambda: withdrawing.withdraw(application.pk, reason="", by=olena, at=TUESDAY),
    )

    refused = [type(each) for each in outcomes if isinstance(each, Exception)]
    assert refused in ([services.NoOpenProposal], [MoveRefused])
    application.refresh_from_db()
    is_decided = Decision.objects.filter(application=application).exists()
    assert is_decided == (application.status == Status.APPROVED)


def test_of_a_request_and_a_proposal_one_is_told_so(olena: User, halyna: User) -> None:
    application = taken(owned(olena), halyna)
    for document in application.documents.all():
        services.judge(document.pk, Verdict.ACCEPTED, by=halyna, at=TUESDAY)

    outcomes = at_once(
        lambda: ask(application, halyna, NAME),
        lambda: services.propose(
            application.pk, Kind.APPROVE, grounds=["own_housing"], text="x", by=halyna, at=TUESDAY
        ),
    )

    refused = [type(each) for each in outcomes if isinstance(each, Exception)]
    assert refused in ([services.MoveRefused], [services.ProposalOpen])


def test_a_paper_sent_twice_at_once_comes_once(olena: User, halyna: User) -> None:

    application = owned(olena)
    before = application.documents.count()
    addition = adding.start(application.pk, "other", "p1", at=TUESDAY)
    content = b"%PDF-1.7 another"
    holding.add(
        adding.AdditionHolder(addition), BytesIO(content), name="a.pdf", size=len(content),
        by=olena, at=TUESDAY,
    )  # fmt: skip

    outcomes = at_once(
        *[lambda: adding.send(addition.pk, by=olena, at=TUESDAY) for _click in range(3)]
    )

    refused = [type(each) for each in outcomes if isinstance(each, Exception)]
    assert refused == [adding.NoSuchPaper] * 2
    assert application.documents.count() == before + 1
    assert not Addition.objects.exists()


def take_off_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let both read the application before either writes, as without a lock."""
    both_have_read = threading.Barrier(2, timeout=10)

    def unlocked(application: int, *, version: int | None) -> Application:
        row = Application.objects.get(pk=application)
        both_have_read.wait()
        return row

    monkeypatch.setattr(corrections, "locked", unlocked)


def test_control_without_the_lock_both_are_told_it_is_done(
    request_: CorrectionRequest, olena: User, halyna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_off_the_lock(monkeypatch)

    outcomes = at_once(
        lambda: services.answer_correction(request_.pk, by=olena, at=TUESDAY),
        take_back(request_, halyna),
    )

    assert not [each for each in outcomes if isinstance(each, Exception)]
    acts = set(acts_of(request_.application_id))
    assert {"correction.answered", "correction.taken_back"} <= acts


def test_control_without_the_lock_the_database_still_refuses_a_second_request(
    olena: User, halyna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = taken(owned(olena), halyna)
    take_off_the_lock(monkeypatch)

    outcomes = at_once(*[lambda: ask(application, halyna, NAME) for _click in range(2)])

    refused = [type(each) for each in outcomes if isinstance(each, Exception)]
    assert refused == [IntegrityError]
    assert CorrectionRequest.objects.count() == 1
