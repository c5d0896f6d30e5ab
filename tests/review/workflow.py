"""Every act of the office on applications at random, each through its service, as people might.

After each act the application is looked at as the law would: `tests/review/test_workflow.py`.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from itertools import pairwise
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import F
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from accounts.models import User
from applications.models import Application, Document, Verdict
from applications.services import move
from applications.status import ASIDE, MOVES, UNDECIDED, Status
from audit.models import Entry
from audit.services import verify
from copies.models import Copy
from deadlines.working_days import day_in_kyiv
from outbox.models import Letter
from outbox.services import send_waiting
from review import extending, services
from review.appeal_term import key_of
from review.appealing import Scan, is_answered_for
from review.assigning import caseworker_of
from review.awaiting import open_proposal
from review.closing import ACT_OF
from review.corrections import open_correction, save_answer
from review.explained import REFUSALS
from review.in_force import in_force
from review.lock import subject_of
from review.models import (
    Appeal,
    Closing,
    ClosingState,
    ConflictStatement,
    CorrectionRequest,
    Decision,
    Hearing,
    Kind,
    Nature,
    State,
)
from review.notices import key_of as key_of_notice
from tests.review.builders import MONDAY, OVER_THE_LIMIT, SHARE_OF_A_FLAT, submitted

REFUSED: tuple[type[Exception], ...] = (
    *REFUSALS,
    extending.ClockNotRunning,
    extending.TermOver,
    extending.ExtendedAlready,
    extending.ExtensionTooLong,
)
KIND_OF = {SHARE_OF_A_FLAT: Kind.APPROVE, OVER_THE_LIMIT: Kind.REFUSE}
ENDS_A_CLOSING = {*ACT_OF.values(), "closing.turned_down"}
TEXT = "Розглянуто."
WHO = st.integers(0, 1)
SELDOM = st.sampled_from([False, False, True])
OFTEN = st.sampled_from([True, True, True, False])
Moves = set[tuple[Status, Status]]


class Workflow(RuleBasedStateMachine):
    """Two caseworkers and three who decide; the day of the office goes on from a Monday."""

    caseworkers: ClassVar[Sequence[User]] = ()
    deciders: ClassVar[Sequence[User]] = ()
    seen: ClassVar[Moves] = set()
    refusals: ClassVar[Counter[str]] = Counter()

    applications: Bundle[int] = Bundle("applications")

    def __init__(self) -> None:
        super().__init__()
        self.at = MONDAY
        self.kinds: dict[int, Kind] = {}
        self.acts: Counter[int] = Counter()
        self.letters: Counter[int] = Counter()
        self.touched: set[int] = set()
        self.program = transaction.atomic()
        self.program._from_testcase = True  # type: ignore[attr-defined]  # a submission is durable
        self.program.__enter__()

    def teardown(self) -> None:
        try:
            self.touched = set(self.kinds)
            self.look()
            assert verify() == Entry.objects.count()
        finally:
            transaction.set_rollback(True)
            self.program.__exit__(None, None, None)

    # Acts ----------------------------------------------------------------------------------------

    def do(self, pk: int, act: Callable[[], object], *, letters: int = 0) -> bool:
        """Do an act: it is done whole, with one entry and its letters, or refused by name."""
        before = state_of(pk)
        self.touched.add(pk)
        try:
            with transaction.atomic():
                act()
        except REFUSED as refused:
            self.refusals[type(refused).__name__] += 1
            assert state_of(pk) == before
            return False
        self.acts[pk] += 1
        self.letters[pk] += letters
        return True

    @rule(
        target=applications,
        name=st.sampled_from(sorted(KIND_OF)),
        pushes=st.integers(0, 7),
        then=st.lists(st.sampled_from(["ask", "withdraw", "repeat"]), max_size=2),
    )
    def submit(self, name: str, pushes: int, then: list[str]) -> int:
        """Submit, come that far on the usual road, and perhaps leave it."""
        made = submitted(name, key=f"program-{len(self.kinds)}")
        others = list(self.kinds)
        self.kinds[made.pk] = KIND_OF[name]
        self.acts[made.pk], self.letters[made.pk] = 1, 1
        for _ in range(pushes):
            self.push(made.pk)
        for turn in then:
            if turn == "ask":
                self.ask(made.pk, is_holder=True)
            elif turn == "withdraw":
                self.withdraw(made.pk, 0, is_sure=True)
            elif others:
                self.repeat(made.pk, others[0], 0, is_sure=True)
        return made.pk

    @rule(days=st.integers(1, 9))
    def go_on(self, days: int) -> None:
        self.at += timedelta(days=days)

    @rule()
    def send(self) -> None:
        send_waiting(at=self.at)

    @rule(pk=applications, who=WHO)
    def take(self, pk: int, who: int) -> None:
        self.do(pk, lambda: services.take(pk, by=self.caseworkers[who], at=self.at))

    @rule(pk=applications, who=WHO, by=WHO)
    def assign(self, pk: int, who: int, by: int) -> None:
        to, decider = self.caseworkers[who], self.deciders[by]
        self.do(pk, lambda: services.assign(pk, to=to, by=decider, at=self.at))

    @rule(pk=applications, is_holder=OFTEN)
    def accept_all(self, pk: int, is_holder: bool) -> None:
        for document in Document.objects.filter(application=pk).exclude(verdict=Verdict.ACCEPTED):
            self.judge(pk, document.pk, Verdict.ACCEPTED, is_holder=is_holder)

    @rule(pk=applications, place=st.integers(0, 7))
    def reject_one(self, pk: int, place: int) -> None:
        papers = Document.objects.filter(application=pk).order_by("position")
        self.judge(pk, papers[place].pk, Verdict.REJECTED, is_holder=True)

    def judge(self, pk: int, document: int, verdict: Verdict, *, is_holder: bool) -> None:
        by = self.holder(pk, is_holder=is_holder)
        told: dict[str, Any] = {"reason": TEXT, "by": by, "at": self.at}
        self.do(pk, lambda: services.judge(document, verdict, **told))

    @rule(pk=applications, is_holder=OFTEN)
    def ask(self, pk: int, is_holder: bool) -> None:
        by, items = self.holder(pk, is_holder=is_holder), [("person:p1:name", TEXT)]
        told: dict[str, Any] = {"items": items, "by": by, "at": self.at}
        self.do(pk, lambda: services.request_correction(pk, **told), letters=1)

    @rule(pk=applications)
    def answer(self, pk: int) -> None:
        request = open_correction(Application.objects.get(pk=pk))
        if request is not None:
            save_answer(request.items.get().pk, None, reply=TEXT, at=self.at)
            by = self.deciders[0]  # anybody: the applicant's account is no matter here
            self.do(pk, lambda: services.answer_correction(request.pk, by=by, at=self.at))

    @rule(pk=applications)
    def take_back(self, pk: int) -> None:
        by = self.holder(pk)
        self.do(pk, lambda: services.take_back_correction(pk, by=by, at=self.at), letters=1)

    @rule(pk=applications, is_fitting=OFTEN, is_holder=OFTEN)
    def propose(self, pk: int, is_fitting: bool, is_holder: bool) -> None:
        kind = self.kinds[pk] if is_fitting else Kind.APPROVE
        by = self.holder(pk, is_holder=is_holder)
        told: dict[str, Any] = {"grounds": ["own_housing"], "text": TEXT, "by": by, "at": self.at}
        notices = int(kind == Kind.REFUSE)
        self.do(pk, lambda: services.propose(pk, kind, **told), letters=notices)

    @rule(pk=applications)
    def hear(self, pk: int) -> None:
        told: dict[str, Any] = {
            "heard_on": day_in_kyiv(self.at),
            "by": self.holder(pk),
            "at": self.at,
        }
        self.do(pk, lambda: services.record_hearing(pk, TEXT, **told))

    @rule(pk=applications, who=st.integers(0, 4), considered=st.sampled_from([TEXT, TEXT, ""]))
    def decide(self, pk: int, who: int, considered: str) -> None:
        by = (*self.deciders, *self.caseworkers)[who]
        told: dict[str, Any] = {"text": TEXT, "considered": considered, "by": by, "at": self.at}
        self.do(pk, lambda: services.decide(pk, **told), letters=1)

    @rule(pk=applications, who=WHO)
    def send_back(self, pk: int, who: int) -> None:
        told: dict[str, Any] = {"reason": TEXT, "by": self.deciders[who], "at": self.at}
        self.do(pk, lambda: services.send_back(pk, **told))

    @rule(pk=applications, who=WHO, is_sure=SELDOM, waits=SELDOM)
    def withdraw(self, pk: int, who: int, is_sure: bool, waits: bool = False) -> None:
        if not is_sure:
            return
        scan = Scan(BytesIO(b"%PDF-1.7 a request to withdraw"), "a.pdf")
        told: dict[str, Any] = {
            "received_on": day_in_kyiv(self.at), "scan": scan, "reason": TEXT,
            "by": self.deciders[who], "at": self.at,
        }  # fmt: skip
        self.do(pk, lambda: services.record_withdrawal(pk, **told), letters=1)
        Copy.objects.filter(name="a.pdf").update(inspected_at=self.at)
        if not waits:
            self.close(pk, who)

    @rule(pk=applications, of=applications, who=WHO, is_sure=SELDOM, waits=OFTEN)
    def repeat(self, pk: int, of: int, who: int, is_sure: bool, waits: bool = True) -> None:
        if not is_sure:
            return
        told: dict[str, Any] = {"of": of, "reason": TEXT, "by": self.deciders[who], "at": self.at}
        self.do(pk, lambda: services.record_duplicate(pk, **told), letters=1)
        if waits:
            self.send()
            self.at += timedelta(days=9)
        self.close(pk, who)

    def close(self, pk: int, recorder: int) -> None:
        """Confirm what was recorded: in vain by whoever did, then by another."""
        for by in (self.deciders[recorder], self.deciders[recorder + 1]):
            self.do(pk, partial(services.confirm_closing, pk, by=by, at=self.at), letters=1)

    @rule(pk=applications, who=WHO)
    def keep_open(self, pk: int, who: int) -> None:
        told: dict[str, Any] = {"reason": TEXT, "by": self.deciders[who], "at": self.at}
        self.do(pk, lambda: services.keep_open(pk, **told), letters=1)

    @rule(pk=applications, who=st.integers(0, 2), is_excused=st.booleans(), keeps=st.booleans())
    def appeal(self, pk: int, who: int, is_excused: bool, keeps: bool) -> None:
        told: dict[str, Any] = {
            "received_on": day_in_kyiv(self.at), "channel": "post", "from_whom": "заявниця",
            "text": TEXT, "late_reason": TEXT, "is_excused": is_excused, "keeps_place": keeps,
            "basis": TEXT, "by": self.deciders[who], "at": self.at,
        }  # fmt: skip
        is_answered = is_answered_for(Application.objects.get(pk=pk))
        if not self.do(pk, lambda: services.receive_appeal(pk, **told), letters=1):
            return
        if Application.objects.get(pk=pk).status == Status.UNDER_REVIEW and not is_answered:
            self.letters[pk] += len(self.deciders)

    @rule(pk=applications, who=st.integers(0, 2))
    def correct(self, pk: int, who: int) -> None:
        told: dict[str, Any] = {
            "wrong": "а",
            "right": "б",
            "text": TEXT,
            "by": self.deciders[who],
            "at": self.at,
        }
        self.do(pk, lambda: services.correct_error(pk, **told), letters=1)

    @rule(pk=applications, days=st.integers(1, 20))
    def extend(self, pk: int, days: int) -> None:
        told: dict[str, Any] = {
            "days": days, "decision": "№ 1", "legal_basis": TEXT, "reason": TEXT,
            "by": self.deciders[0], "at": self.at,
        }  # fmt: skip
        self.do(pk, lambda: extending.extend(pk, **told), letters=1)

    @rule(pk=applications, who=WHO, of_deciders=st.booleans(), has_conflict=OFTEN)
    def state_conflict(self, pk: int, who: int, of_deciders: bool, has_conflict: bool) -> None:
        by = (self.deciders if of_deciders else self.caseworkers)[who]
        told: dict[str, Any] = {
            "has_conflict": not has_conflict,
            "text": TEXT,
            "by": by,
            "at": self.at,
        }
        before, is_own = stated(pk), self.holder(pk) == by and caseworker(pk) is not None
        self.do(pk, lambda: services.state_conflict(pk, **told))
        if stated(pk) == before:
            self.acts[pk] -= 1  # the same answer again is no act
        elif is_own and not has_conflict and Application.objects.get(pk=pk).status in UNDECIDED:
            self.letters[pk] += len(self.deciders)

    @rule(pk=applications)
    def lease(self, pk: int) -> None:
        """Move it as the signing of a lease does, which is a later room's act."""
        row = Application.objects.get(pk=pk)
        if row.status == Status.APPROVED:
            move(row, Status.LEASED, by=None, reason="", at=self.at)
            self.touched.add(pk)

    @rule(pk=applications)
    def push(self, pk: int) -> None:
        """Do what is most likely next, so that programs come far."""
        status = Status(Application.objects.get(pk=pk).status)
        if status == Status.REGISTERED:
            self.take(pk, 0)
        elif caseworker(pk) is None:
            self.assign(pk, 1, 1)
        elif status == Status.UNDER_REVIEW and open_proposal(Application.objects.get(pk=pk)):
            self.decide(pk, 1, TEXT)
        elif status == Status.UNDER_REVIEW:
            self.accept_all(pk, is_holder=True)
            self.propose(pk, is_fitting=True, is_holder=True)
        elif status == Status.PROPOSED_REFUSAL:
            self.send()
            self.at += timedelta(days=9)
            self.decide(pk, 1, TEXT)
        elif status == Status.REFUSED:
            self.appeal(pk, 2, is_excused=True, keeps=True)

    @rule(pk=applications)
    def push_twice(self, pk: int) -> None:
        self.push(pk)
        self.push(pk)

    def holder(self, pk: int, *, is_holder: bool = True) -> User:
        found = caseworker(pk) or self.caseworkers[0]
        others = [user for user in self.caseworkers if user != found]
        return found if is_holder else others[0]

    # What holds ----------------------------------------------------------------------------------

    @invariant()
    def look(self) -> None:
        touched, self.touched = self.touched, set()
        for pk in touched:
            row = Application.objects.get(pk=pk)
            type(self).seen |= moves_are_legal(row)
            a_term_runs_exactly_while_undecided(row)
            one_decision_is_in_force_and_says_the_status(row)
            a_proposal_is_open_only_where_one_is_decided(row)
            two_people_closed_it(row)
            nothing_is_decided_while_a_closing_is_open(row)
            for decision in Decision.objects.filter(application=row):
                two_people_made_it(decision)
            about = subject_of(pk)
            assert Entry.objects.filter(subject=about).count() == self.acts[pk]
            assert Letter.objects.filter(about=about).count() == self.letters[pk]
            each_notice_is_one_letter(row)


def each_notice_is_one_letter(row: Application) -> None:
    """One letter, and no more, of each receipt, hearing, decision, appeal and request."""
    own = {"application": row}
    required = {
        *(key_of_notice(each) for each in Hearing.objects.filter(proposal__application=row)),
        *(key_of(each) for each in Decision.objects.filter(**own)),
        *(f"appeal:{each.pk}" for each in Appeal.objects.filter(**own)),
        *(f"correction:{each.pk}" for each in CorrectionRequest.objects.filter(**own)),
    }
    letters = Letter.objects.filter(about=subject_of(row.pk))
    told = letters.filter(kind__in=("hearing_notice", "decision", "correction"))
    others = ("correction_taken_back:", "withdrawn:", "duplicate:", "closing:", "kept_open:")
    keys = [key for key in told.values_list("dedupe_key", flat=True) if not key.startswith(others)]
    assert sorted(keys) == sorted(required)
    assert letters.filter(kind="receipt").count() == 1


def caseworker(pk: int) -> User | None:
    return caseworker_of(Application.objects.get(pk=pk))


def stated(pk: int) -> int:
    return ConflictStatement.objects.filter(application=pk).count()


def state_of(pk: int) -> tuple[object, ...]:
    """Return what a refused act leaves as it was."""
    row = Application.objects.get(pk=pk)
    about = subject_of(pk)
    return (
        row.status,
        row.version,
        row.due_on,
        row.clock.count(),
        row.status_changes.count(),
        Entry.objects.filter(subject=about).count(),
        Letter.objects.filter(about=about).count(),
        Decision.objects.filter(application=row).count(),
    )


def moves_are_legal(row: Application) -> Moves:
    """Hold the history against the table; return the moves that were made."""
    stood = ["", *row.status_changes.order_by("pk").values_list("to_status", flat=True)]
    changes = row.status_changes.order_by("pk").values_list("from_status", "to_status")
    assert list(changes) == list(pairwise(stood))
    assert stood[-1] == row.status
    made = {(Status(one), Status(other)) for one, other in pairwise(stood[1:])}
    assert all(to in MOVES[present] for present, to in made)
    return made


def a_term_runs_exactly_while_undecided(row: Application) -> None:
    last = row.clock.order_by("-pk")[0]
    assert (row.due_on, row.calendar_version) == (last.due_on, last.calendar_version)
    running = Application.objects.running().filter(pk=row.pk).exists()
    assert running == (row.status in UNDECIDED and row.paused_on is None)


def one_decision_is_in_force_and_says_the_status(row: Application) -> None:
    decisions = Decision.objects.filter(application=row)
    assert decisions.filter(superseded_by=None).count() == min(1, decisions.count())
    decision = in_force(row)
    if row.status in {Status.APPROVED, Status.LEASED, Status.REFUSED}:
        assert decision is not None
        assert (decision.kind == Kind.REFUSE) == (row.status == Status.REFUSED)
        assert decision.letters.count() == 2


def a_proposal_is_open_only_where_one_is_decided(row: Application) -> None:
    proposal = open_proposal(row)
    if row.status == Status.PROPOSED_REFUSAL:
        assert proposal is not None
        assert proposal.kind == Kind.REFUSE
    elif proposal is not None:
        assert (row.status, proposal.kind) == (Status.UNDER_REVIEW, Kind.APPROVE)


def two_people_closed_it(row: Application) -> None:
    """What is closed without a decision was recorded by one and confirmed by another."""
    confirmed = Closing.objects.filter(application=row, state=ClosingState.CONFIRMED)
    assert confirmed.count() == (row.status in ASIDE)
    assert not confirmed.filter(ended_by=F("by")).exists()


def nothing_is_decided_while_a_closing_is_open(row: Application) -> None:
    is_open = False
    acts = Entry.objects.filter(subject=subject_of(row.pk)).order_by("seq")
    for act in acts.values_list("act", flat=True):
        assert not (is_open and act == "application.decided")
        is_open = act == "closing.recorded" or (is_open and act not in ENDS_A_CLOSING)


def two_people_made_it(decision: Decision) -> None:
    """Two people; after an appeal others than before; a refusal only after its hearing."""
    assert decision.by_id != decision.proposed_by_id
    earlier = Decision.objects.filter(application=decision.application_id, pk__lt=decision.pk)
    if decision.nature == Nature.ON_APPEAL:
        assert not earlier.filter(by=decision.by_id).exists()
        assert not earlier.filter(proposed_by=decision.by_id).exists()
        assert not earlier.filter(by=decision.proposed_by_id).exists()
    for who in (decision.by_id, decision.proposed_by_id):
        conflicts = ConflictStatement.objects.filter(application=decision.application_id, by=who)
        assert not conflicts.filter(has_conflict=True, at__lt=decision.at).exists()
    assert decision.proposal.state == State.DECIDED
    if decision.kind == Kind.REFUSE:
        was_heard(decision)


def was_heard(decision: Decision) -> None:
    hearing = Hearing.objects.get(proposal=decision.proposal_id)
    if hearing.heard_on is not None:
        assert decision.considered
        return
    first: datetime = Decision.objects.filter(proposal=decision.proposal_id).earliest("pk").at
    assert day_in_kyiv(first) > hearing.hear_by
    assert Letter.objects.get(dedupe_key=f"hearing_notice:proposal:{hearing.proposal_id}").sent_at
