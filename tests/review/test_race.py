"""Two officers act on one application in the same moment: one act stands, the other is told so.

The control takes the lock away and shows the harm the lock keeps off.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection

from accounts.models import User
from applications.models import Application, Document, Verdict
from audit.models import Entry
from review import decisions, lock, services, sharing
from review.models import Assignment, Decision, Kind, Proposal, State
from territories.gazetteer import Gazetteer
from tests.review.builders import MONDAY, proposed, submitted, taken

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
TUESDAY = MONDAY + timedelta(days=1)
Act = Callable[[], object]


@pytest.fixture
def application(gazetteer: Gazetteer, staff: Callable[..., User]) -> Application:
    """An approval is proposed; petro and olha may decide."""
    staff("decision_maker", name="petro")
    staff("decision_maker", name="olha")
    found = submitted()
    proposed(found, staff("caseworker", name="halyna"), Kind.APPROVE)
    found.refresh_from_db()
    return found


@pytest.fixture
def without_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let both officers read the application before either writes, as without a lock."""
    both_have_read = threading.Barrier(2, timeout=10)

    def unlocked(application: int, *, version: int | None) -> Application:
        row = Application.objects.get(pk=application)
        both_have_read.wait()
        return row

    monkeypatch.setattr(decisions, "locked", unlocked)


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


def approve(application: Application, name: str, version: int | None) -> Act:
    by = User.objects.get(username=name)
    return lambda: services.decide(application.pk, text="Так.", by=by, at=TUESDAY, version=version)


def send_back(application: Application, name: str, version: int | None) -> Act:
    by = User.objects.get(username=name)
    return lambda: services.send_back(
        application.pk, reason="Ні.", by=by, at=TUESDAY, version=version
    )


@pytest.mark.parametrize("second", [approve, send_back], ids=["both decide", "one sends back"])
@pytest.mark.parametrize("has_page", [True, False], ids=["from pages", "without pages"])
def test_of_two_officers_one_acts_and_the_other_is_told(
    has_page: bool, second: Callable[..., Act], application: Application
) -> None:
    version = application.version if has_page else None

    outcomes = at_once(approve(application, "petro", version), second(application, "olha", version))

    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    told = services.VersionConflict if has_page else services.NoOpenProposal
    assert [type(each) for each in refused] == [told]
    assert is_sound(application)


def is_sound(application: Application) -> bool:
    """One decision and an approved application, or neither."""
    application.refresh_from_db()
    is_decided = Decision.objects.filter(application=application).exists()
    proposal = Proposal.objects.get(application=application)
    return is_decided == (application.status == "approved") == (proposal.state == State.DECIDED)


@pytest.mark.usefixtures("without_lock")
def test_control_without_the_lock_an_application_is_decided_and_sent_back(
    application: Application,
) -> None:
    outcomes = at_once(approve(application, "petro", None), send_back(application, "olha", None))

    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    acts = set(Entry.objects.values_list("act", flat=True))
    assert {"application.decided", "proposal.sent_back"} <= acts  # both were told it is done
    before = application.version
    application.refresh_from_db()
    assert application.version == before + 1  # and one of the two changes is not counted


@pytest.mark.usefixtures("without_lock")
def test_control_without_the_lock_the_database_still_refuses_a_second_decision(
    application: Application,
) -> None:
    outcomes = at_once(approve(application, "petro", None), approve(application, "olha", None))

    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [type(each) for each in refused] == [IntegrityError]
    assert Decision.objects.filter(application=application).count() == 1


# Sharing out -------------------------------------------------------------------------------------


@pytest.fixture
def two_to_share_out(gazetteer: Gazetteer, staff: Callable[..., User]) -> list[Application]:
    """Two new applications; halyna and ostap answer for none yet, petro and olha share out."""
    for name in ("petro", "olha"):
        staff("decision_maker", name=name)
    for name in ("halyna", "ostap"):
        staff("caseworker", name=name)
    return [submitted(key=key, papers=()) for key in ("1", "2")]


def share_out(application: Application, name: str) -> Act:
    by = User.objects.get(username=name)
    return lambda: services.assign_by_load(application.pk, by=by, at=TUESDAY)


def shared_out(applications: list[Application]) -> list[str]:
    """Share both out in the same moment; return who answers for them."""
    first, second = applications
    outcomes = at_once(share_out(first, "petro"), share_out(second, "olha"))
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    return sorted(Assignment.objects.values_list("caseworker__username", flat=True))


def test_two_who_share_out_at_once_do_not_load_the_same_caseworker(
    two_to_share_out: list[Application],
) -> None:
    assert shared_out(two_to_share_out) == ["halyna", "ostap"]


def test_control_without_the_lock_both_go_to_the_same_caseworker(
    two_to_share_out: list[Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    both_may_count, both_have_counted = (threading.Barrier(2, timeout=10) for _ in range(2))
    spread = sharing.spread

    def counted(*given: Any) -> list[User]:
        both_have_counted.wait()
        return spread(*given)

    monkeypatch.setattr(sharing, "lock_sharing", lambda _among: both_may_count.wait())
    monkeypatch.setattr(sharing, "spread", counted)

    assert shared_out(two_to_share_out) == ["halyna", "halyna"]


@pytest.fixture
def paper(gazetteer: Gazetteer, staff: Callable[..., User]) -> Document:
    """A paper that halyna has before her twice, in two windows."""
    found = taken(submitted(), staff("caseworker", name="halyna"))
    return Document.objects.filter(application=found).earliest("position")


def word(paper: Document, verdict: Verdict) -> Act:
    by, version = User.objects.get(username="halyna"), paper.application.version
    return lambda: services.judge(
        paper.pk, verdict, reason="Розмито.", by=by, at=TUESDAY, version=version
    )


def words_recorded() -> int:
    return Entry.objects.filter(act="document.judged").count()


def test_of_two_words_on_one_paper_one_stands_and_the_other_is_told(paper: Document) -> None:
    outcomes = at_once(word(paper, Verdict.ACCEPTED), word(paper, Verdict.REJECTED))

    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [type(each) for each in refused] == [services.VersionConflict]
    assert words_recorded() == 1


def test_control_without_the_version_one_word_overwrites_the_other(
    paper: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "require_version", lambda row, version: None)

    outcomes = at_once(word(paper, Verdict.ACCEPTED), word(paper, Verdict.REJECTED))

    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert words_recorded() == 2  # both were told it is done, and one of the words is gone
