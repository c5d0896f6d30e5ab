"""What moves the statutory clock: corrections under a rule, extensions, a changed calendar."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from applications.clock import CalendarLost, calendar_of, steps_of
from applications.models import Application, ClockEntry
from audit.models import Entry
from deadlines.calendars import approved_calendar
from deadlines.ledger import Step, last_day
from deadlines.models import CalendarDay, CalendarYear, CorrectionPolicy, Regime
from outbox.models import Letter
from outbox.services import send_waiting
from review import recounting, services
from review.clock import ledger
from review.extending import ExtendedAlready, ExtensionTooLong, TermOver
from review.models import Kind
from territories.samples import load_sample
from tests.deadlines.builders import approved, person
from tests.fuzzing import times
from tests.review.builders import (
    MONDAY,
    OVER_THE_LIMIT,
    proposed,
    received,
    submitted,
    taken,
    withdrawn,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]

BASIS = "Закон № 2073-IX, ст. 43"
ITEMS = [("person:p2:name", "not as in the passport")]
TUESDAY = datetime(2026, 1, 6, 10, tzinfo=UTC)
WEDNESDAY, FRIDAY = TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=3)


def on(day: int) -> datetime:
    return datetime(2026, 1, day, 10, tzinfo=UTC)


@pytest.fixture
def caseworker(staff: Callable[..., User]) -> User:
    return staff("caseworker")


@pytest.fixture
def decider(staff: Callable[..., User]) -> User:
    return staff("decision_maker")


def under(effect: str) -> None:
    """Have a rule of corrections approved on Monday that is in force from that day."""
    if effect != "runs_on":
        approved(
            CorrectionPolicy,
            at=MONDAY,
            start=date(2026, 1, 5),
            effect=effect,
            legal_basis=BASIS,
        )


def asked(caseworker: User, at: datetime) -> Any:
    row = taken(submitted(), caseworker)
    return services.request_correction(row.pk, items=ITEMS, by=caseworker, at=at)


def answered(request: Any, by: User, at: datetime) -> Application:
    for item in request.items.all():
        services.save_answer(item.pk, None, reply="here it is", at=at)
    services.answer_correction(request.pk, by=by, at=at)
    return Application.objects.get(pk=request.application_id)


@pytest.mark.parametrize(
    ("effect", "due_on", "kinds"),
    [
        pytest.param("runs_on", date(2026, 1, 26), ["started"], id="the clock runs on"),
        pytest.param(
            "pauses",
            date(2026, 1, 29),
            ["started", "paused", "resumed"],
            id="asked on Tuesday, answered on Friday: three working days later",
        ),
        pytest.param(
            "restarts",
            date(2026, 1, 30),
            ["started", "paused", "restarted"],
            id="anew from the answer on Friday",
        ),
    ],
)
def test_a_correction_moves_the_due_date_as_the_rule_says(
    caseworker: User, effect: str, due_on: date, kinds: list[str]
) -> None:
    under(effect)

    row = answered(asked(caseworker, TUESDAY), caseworker, FRIDAY)

    assert row.due_on == due_on
    assert row.paused_on is None
    assert list(row.clock.order_by("pk").values_list("kind", flat=True)) == kinds
    assert Letter.objects.filter(kind="term_changed").count() == (effect != "runs_on")


def test_while_the_clock_is_stopped_nothing_is_overdue(caseworker: User) -> None:
    under("pauses")

    row = asked(caseworker, TUESDAY).application

    row.refresh_from_db()
    assert row.paused_on == date(2026, 1, 6)
    assert not Application.objects.overdue_on(date(2027, 1, 1)).exists()
    assert "зупинено" in Letter.objects.get(kind="correction").body


def test_a_request_taken_back_lets_the_clock_go_on(caseworker: User) -> None:
    under("restarts")
    row = asked(caseworker, TUESDAY).application

    services.take_back_correction(row.pk, by=caseworker, at=WEDNESDAY)

    row.refresh_from_db()
    assert row.due_on == date(2026, 1, 27)
    assert row.paused_on is None


def test_what_was_asked_on_the_last_day_is_due_the_working_day_after_the_answer(
    caseworker: User,
) -> None:
    under("pauses")

    row = answered(asked(caseworker, on(26)), caseworker, on(30))  # a Friday

    assert row.due_on == date(2026, 2, 2)
    assert "02.02.2026" in Letter.objects.get(kind="term_changed").body


def test_who_answers_the_same_day_is_not_written_that_the_term_changed(caseworker: User) -> None:
    under("pauses")

    row = answered(asked(caseworker, TUESDAY), caseworker, TUESDAY)

    assert row.due_on == date(2026, 1, 26)
    assert not Letter.objects.filter(kind="term_changed").exists()


def test_a_rule_approved_later_does_not_reach_back(caseworker: User) -> None:
    request = asked(caseworker, TUESDAY)
    approved(
        CorrectionPolicy, at=FRIDAY, start=date(2026, 1, 5), effect="pauses", legal_basis=BASIS
    )

    assert answered(request, caseworker, FRIDAY).due_on == date(2026, 1, 26)


def test_no_rule_stops_the_clock_without_a_legal_basis() -> None:
    with pytest.raises(DatabaseError, match="only_on_a_legal_basis"), transaction.atomic():
        approved(CorrectionPolicy, start=date(2026, 1, 5), effect="pauses", legal_basis="")


def extended(row: Application, by: User, **changed: Any) -> ClockEntry:
    said = {
        "days": 5, "decision": "наказ № 12", "legal_basis": BASIS, "reason": "чекаємо на реєстр",
        "by": by, "at": on(20),
    }  # fmt: skip
    return services.extend(row.pk, **{**said, **changed})


def test_an_extension_is_a_decision_told_to_the_applicant(decider: User) -> None:
    row = submitted()

    extended(row, decider)

    row.refresh_from_db()
    assert row.due_on == date(2026, 2, 2)
    letter = Letter.objects.get(kind="term_changed").body
    assert "02.02.2026" in letter
    assert "26.01.2026" in letter
    assert "чекаємо на реєстр" in letter
    assert Entry.objects.latest("seq").act == "clock.extended"
    told = [each for each in ledger(row) if each.kind == "extended"]
    assert [(each.decision, each.basis, each.by) for each in told] == [
        ("наказ № 12", BASIS, decider)
    ]


REFUSED = {
    "on the day after the last one": ({"at": on(27)}, TermOver),
    "by more than the term": ({"days": 16}, ExtensionTooLong),
    "by nothing": ({"days": 0}, ExtensionTooLong),
}


@pytest.mark.parametrize(("changed", "refusal"), REFUSED.values(), ids=REFUSED)
def test_a_term_is_not_extended(
    decider: User, changed: dict[str, Any], refusal: type[Exception]
) -> None:
    row = submitted()

    with pytest.raises(refusal):
        extended(row, decider, **changed)

    assert row.clock.count() == 1
    assert Application.objects.get().due_on == date(2026, 1, 26)


def test_a_term_is_extended_once(decider: User) -> None:
    row = submitted()
    extended(row, decider)

    with pytest.raises(ExtendedAlready):
        extended(row, decider)


def test_a_term_that_began_anew_can_be_extended_though_the_first_one_was(
    caseworker: User, decider: User, staff: Callable[..., User]
) -> None:
    row, registrar = submitted(OVER_THE_LIMIT), staff("caseworker", name="another")
    extended(row, decider)
    proposed(row, caseworker, Kind.REFUSE)
    send_waiting(at=MONDAY)
    services.decide(row.pk, text="Площа завелика.", by=decider, at=on(13))
    send_waiting(at=on(13))
    services.receive_appeal(
        row.pk,
        received_on=date(2026, 1, 20),
        channel="post",
        from_whom="заявниця",
        text="Не згодна.",
        by=registrar,
        at=on(20),
    )

    extended(row, decider, at=on(21))

    row.refresh_from_db()
    assert row.due_on == date(2026, 2, 17)  # fifteen working days from the appeal, and five
    with pytest.raises(ExtendedAlready):
        extended(row, decider, at=on(21))


# A changed calendar -------------------------------------------------------------------------------


def day_off(at: datetime = TUESDAY, **changed: Any) -> None:
    approved(CalendarDay, at=at, **{"day": date(2026, 1, 20), "kind": "day_off", **changed})


def recounted(by: User, at: datetime = FRIDAY) -> list[recounting.Move]:
    seen = recounting.seal_of(recounting.moves(approved_calendar()))
    return recounting.recount(seen=seen, by=by, at=at)


def test_a_changed_calendar_lists_what_it_would_move_and_leaves_no_trace(decider: User) -> None:
    row = submitted()
    day_off()
    before = (Entry.objects.count(), Letter.objects.count(), ClockEntry.objects.count())

    found = recounting.moves(approved_calendar())

    assert [(move.number, move.due_on, move.to) for move in found] == [
        (row.number, date(2026, 1, 26), date(2026, 1, 27))
    ]
    assert (Entry.objects.count(), Letter.objects.count(), ClockEntry.objects.count()) == before
    assert Application.objects.get().due_on == date(2026, 1, 26)


def test_a_confirmed_list_moves_with_a_record_and_a_letter_and_only_once(decider: User) -> None:
    row = submitted()
    day_off()

    assert len(recounted(decider)) == 1
    assert recounted(decider) == []

    row.refresh_from_db()
    assert row.due_on == date(2026, 1, 27)
    assert row.calendar_version == approved_calendar().version
    assert row.clock.latest("pk").legal_basis == "an act"
    assert Letter.objects.filter(kind="term_changed").count() == 1
    assert Entry.objects.filter(act="calendar.moved_due_dates").count() == 1


def test_decided_applications_are_not_moved(decider: User, caseworker: User) -> None:
    row = taken(submitted(), caseworker)
    withdrawn(row, caseworker)
    day_off()

    assert recounting.moves(approved_calendar()) == []


def test_what_is_registered_or_closed_while_a_list_is_read_breaks_nothing(
    caseworker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    stays, leaves = submitted(key="stays"), taken(submitted(key="leaves"), caseworker)
    day_off()
    ledgers = recounting.ledgers

    def meanwhile() -> dict[int, tuple[Step, ...]]:
        withdrawn(leaves, caseworker)
        found = ledgers()
        submitted(key="new")
        return found

    monkeypatch.setattr(recounting, "ledgers", meanwhile)

    found = recounting.moves(approved_calendar())
    assert [move.application for move in found] == [stays.pk]


def test_a_list_costs_as_much_for_many_as_for_one(django_assert_max_num_queries: Any) -> None:
    for key in ("one", "two", "three"):
        submitted(key=key, papers=())
    day_off()
    calendar = approved_calendar()

    with django_assert_max_num_queries(2):
        assert len(recounting.moves(calendar)) == 3


def test_what_is_extended_before_a_list_is_confirmed_moves_by_the_extension_alone(
    decider: User,
) -> None:
    row = submitted()
    day_off()

    extended(row, decider)

    row.refresh_from_db()
    assert row.due_on == date(2026, 2, 2)  # five working days by the calendar it was counted by
    assert [move.to for move in recounting.moves(approved_calendar())] == [date(2026, 2, 3)]


def test_the_year_approved_meanwhile_is_counted_with_where_the_earlier_calendar_ends(
    decider: User,
) -> None:
    row = received(datetime(2027, 12, 6, 10, tzinfo=UTC))
    approved(CalendarYear, year=2028, at=datetime(2027, 12, 10, 10, tzinfo=UTC))

    extended(row, decider, days=10, at=datetime(2027, 12, 20, 10, tzinfo=UTC))

    row.refresh_from_db()
    assert row.due_on == date(2028, 1, 10)
    assert row.calendar_version == approved_calendar().version


def test_an_answer_in_the_new_year_is_counted_by_the_year_approved_meanwhile(
    caseworker: User,
) -> None:
    under("pauses")
    row = received(datetime(2027, 12, 6, 10, tzinfo=UTC))
    december = datetime(2027, 12, 8, 10, tzinfo=UTC)
    services.take(row.pk, by=caseworker, at=december)
    request = services.request_correction(row.pk, items=ITEMS, by=caseworker, at=december)
    approved(CalendarYear, year=2028, at=datetime(2027, 12, 10, 10, tzinfo=UTC))

    row = answered(request, caseworker, datetime(2028, 1, 5, 10, tzinfo=UTC))

    assert row.due_on == date(2028, 1, 24)  # thirteen working days after the answer


def test_an_approval_that_came_to_light_after_a_term_was_counted_does_not_move_it(
    decider: User,
) -> None:
    row = submitted()
    day_off(MONDAY - timedelta(hours=1))

    assert calendar_of(row).version == row.calendar_version
    extended(row, decider, days=1)

    row.refresh_from_db()
    assert row.due_on == date(2026, 1, 27)


def test_a_calendar_that_cannot_be_had_again_counts_nothing(decider: User) -> None:
    row = submitted()
    for hours in (1, 2):
        day_off(MONDAY - timedelta(hours=hours), day=date(2026, 1, 19 + hours))

    with pytest.raises(CalendarLost):
        extended(row, decider)

    assert ledger(row)[-1].words == "Граничний строк — 26.01.2026."
    recounted(decider)
    row.refresh_from_db()
    extended(row, decider, at=FRIDAY)


# What the database holds --------------------------------------------------------------------------


def refused_by_the_database(write: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        write()


def test_no_due_date_is_edited_past_the_clock() -> None:
    row = submitted()

    for day in (date(2026, 1, 2), date(2026, 1, 23), date(2026, 6, 1)):
        refused_by_the_database(lambda day=day: Application.objects.update(due_on=day))  # type: ignore[misc]

    row.refresh_from_db()
    assert row.due_on == date(2026, 1, 26)


def test_the_ledger_is_only_added_to() -> None:
    submitted()

    refused_by_the_database(lambda: ClockEntry.objects.update(due_on=date(2026, 6, 1)))
    refused_by_the_database(ClockEntry.objects.all().delete)


def test_an_approved_row_of_the_calendar_stays() -> None:
    day_off()

    refused_by_the_database(lambda: CalendarDay.objects.update(kind="working_day"))
    refused_by_the_database(CalendarDay.objects.all().delete)
    refused_by_the_database(lambda: Regime.objects.update(end=date(2026, 1, 1)))


def test_what_waits_is_not_reworded_before_it_is_approved() -> None:
    row = CalendarDay.objects.create(
        day=date(2026, 2, 2), kind="day_off", source="an act",
        entered_by=person("enters"), entered_at=MONDAY,
    )  # fmt: skip

    refused_by_the_database(
        lambda: CalendarDay.objects.filter(pk=row.pk).update(day=date(2026, 2, 3))
    )
    CalendarDay.objects.filter(pk=row.pk).update(approved_by=person("a"), approved_at=MONDAY)


# Whatever happens ---------------------------------------------------------------------------------

ACTS = st.lists(
    st.tuples(st.sampled_from(["ask", "answer", "back", "extend", "off", "recount"]),
              st.integers(0, 3)),
    max_size=8,
)  # fmt: skip


class WhateverHappens(TestCase):
    @settings(max_examples=times(6), derandomize=True)
    @given(effect=st.sampled_from(["runs_on", "pauses", "restarts"]), acts=ACTS)
    def test_the_due_date_is_what_the_ledger_gives(self, effect: str, acts: list[Any]) -> None:
        world = World(effect)

        for act, days in acts:
            world.after(act, days)

            row = Application.objects.get(pk=world.row.pk)
            last = row.clock.latest("pk")
            assert row.due_on == last.due_on
            assert row.due_on == last_day(steps_of(row), calendar=calendar_of(row))
            assert (row.paused_on is not None) == (last.kind == "paused")
            assert row.due_on > row.received_on


class World:
    """One application to which things happen, later and later."""

    def __init__(self, effect: str) -> None:
        load_sample(at=MONDAY)
        under(effect)
        self.by, self.at = person("caseworker"), TUESDAY
        self.row = taken(submitted(papers=()), self.by)
        self.request: Any = None

    def after(self, act: str, days: int) -> None:
        self.at += timedelta(days=days, minutes=1)
        try:
            with transaction.atomic():
                getattr(self, act)()
        except (
            services.MoveRefused, services.NoOpenCorrection, services.TermOver,
            services.ExtendedAlready, services.ClockNotRunning, services.ItemsUnanswered,
        ):  # fmt: skip
            pass

    def ask(self) -> None:
        made = services.request_correction(self.row.pk, items=ITEMS, by=self.by, at=self.at)
        self.request = made

    def answer(self) -> None:
        if self.request:
            answered(self.request, self.by, self.at)

    def back(self) -> None:
        services.take_back_correction(self.row.pk, by=self.by, at=self.at)

    def extend(self) -> None:
        extended(self.row, self.by, at=self.at)

    def off(self) -> None:
        day_off(self.at, day=date(2026, 1, 12) + timedelta(days=self.at.minute % 9))

    def recount(self) -> None:
        recounted(self.by, self.at)
