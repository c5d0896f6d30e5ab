"""A new rent for leases in force: previewed, prepared, approved, told, objected to, applied."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import User
from audit.models import Entry
from cabinet.held_leases import leases
from leases.causes import Cause
from leases.models import Lease, RentPeriod
from leases.rents import rent_on
from leases.status import Status
from outbox.models import Letter
from rent.tariffs import NoTariff
from rerating import applying, services
from rerating.models import Objection, RentChange, Rerating, Why
from rerating.objecting import objections
from rerating.preview import preview
from tests.leases.builders import draft, dwelling
from tests.rerating.builders import (
    NEW_YEAR,
    NOON,
    approved,
    mailed,
    posted,
    prepared,
    signed_by_hand,
    told_lease,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariff_of_2026", "gazetteer")]
NEW_YEARS_NOON = datetime(2027, 1, 1, 10, tzinfo=UTC)


@pytest.fixture
def tariff(clerk: User, decider: User) -> Any:
    """240 UAH per square metre from 2027: 53 m² and two rooms go from 7,193 to 8,300 UAH."""
    return approved(clerk, decider)


@pytest.fixture
def lease(clerk: User) -> Lease:
    return told_lease(clerk)


@pytest.fixture
def rerating(tariff: Any, lease: Lease, clerk: User, decider: User) -> Rerating:
    """Approved, and its letters on their way the same day."""
    made = services.approve(prepared(clerk).pk, by=decider, at=NOON)
    posted()
    return made


def of(lease: Lease) -> RentChange:
    return RentChange.objects.get(lease=lease)


def test_the_preview_shows_each_rent_and_both_totals(
    tariff: Any, lease: Lease, clerk: User
) -> None:
    told_lease(clerk, dwelling=dwelling(rooms=3, total_area=Decimal(65)))

    found = preview(NEW_YEAR)

    assert sorted((each.old, each.new) for each in found.changes) == [
        (Decimal(7193), Decimal(8300)),
        (Decimal(8112), Decimal(9360)),
    ]
    assert (found.old, found.new) == (Decimal(15305), Decimal(17660))


def test_the_lease_that_changes_unlike_the_others_stands_first(clerk: User, decider: User) -> None:
    for _ in range(2):
        told_lease(clerk)
    odd = told_lease(clerk, dwelling=dwelling(rooms=3, total_area=Decimal(65)))
    approved(clerk, decider, by_rooms=[Decimal(1), Decimal("0.87"), Decimal("0.9")])

    assert preview(NEW_YEAR).changes[0].lease == odd


def unsigned(clerk: User) -> Lease:
    return draft(clerk, months=36)


def ending(clerk: User) -> Lease:
    return told_lease(clerk, months=6)


def of_five_rooms(clerk: User) -> Lease:
    lease = draft(clerk, months=36)
    lease.data["dwelling"]["rooms"] = "5"
    lease.save()
    return signed_by_hand(lease)


def with_a_later_rent(clerk: User) -> Lease:
    lease = told_lease(clerk)
    first = rent_on(lease, lease.starts_on)
    later = NEW_YEAR + timedelta(days=31)
    lease.rents.create(starts_on=later, tariff=first.tariff, monthly_rent=1, exact_rent="1")
    return lease


@pytest.mark.parametrize("is_ended", [False, True])
def test_a_lease_of_a_year_past_its_term_gets_the_new_rent_until_its_end_is_recorded(
    tariff: Any, clerk: User, is_ended: bool
) -> None:
    lease = told_lease(clerk, months=12)
    Lease.objects.update(status=Status.ACTIVE)
    assert lease.ends_on == date(2027, 1, 31)
    if is_ended:
        lease.endings.create(
            cause=Cause.UNFIT, last_day=lease.ends_on, paper="акт", paper_on=NOON.date(),
            reason="переїзд", by=clerk, at=NOON,
        )  # fmt: skip

    found = preview(date(2027, 9, 1))

    assert [each.lease for each in found.changes] == ([] if is_ended else [lease])
    assert [each.why for each in found.left_out] == ([Why.ENDS_BEFORE] if is_ended else [])


@pytest.mark.parametrize(
    ("make", "why"),
    [
        pytest.param(unsigned, Why.NOT_SIGNED, id="nobody signed it"),
        pytest.param(ending, Why.ENDS_BEFORE, id="it ends before"),
        pytest.param(of_five_rooms, Why.NO_COEFFICIENT, id="its rooms have no coefficient"),
        pytest.param(with_a_later_rent, Why.LATER_RENT, id="a later rent is written already"),
    ],
)
def test_what_cannot_be_rerated_is_named_with_its_reason(
    tariff: Any, clerk: User, make: Callable[[User], Lease], why: Why
) -> None:
    lease = make(clerk)

    found = preview(NEW_YEAR)

    assert [(each.lease, each.why) for each in found.left_out] == [(lease, why)]
    assert not found.changes
    with pytest.raises(services.NothingToChange):
        prepared(clerk)


def test_a_rent_that_would_round_to_nothing_is_named(
    lease: Lease, clerk: User, decider: User
) -> None:
    approved(clerk, decider, by_rooms=[Decimal(1), Decimal("0.0001")], social=Decimal("0.0001"))

    assert [each.why for each in preview(NEW_YEAR).left_out] == [Why.ROUNDS_TO_NOTHING]


def test_without_an_approved_tariff_there_is_no_new_rent(lease: Lease, clerk: User) -> None:
    with pytest.raises(NoTariff):
        prepared(clerk)


def test_nobody_is_told_before_a_second_person_approved(
    tariff: Any, lease: Lease, clerk: User
) -> None:
    made = prepared(clerk)

    with pytest.raises(services.SamePreparer):
        services.approve(made.pk, by=clerk, at=NOON)
    assert not Letter.objects.filter(kind="rent_notice").exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Rerating.objects.filter(pk=made.pk).update(approved_by=clerk, approved_at=NOON)


def test_each_household_gets_one_letter_by_the_way_it_chose(rerating: Rerating) -> None:
    letter = Letter.objects.get(kind="rent_notice")

    assert "8 300,00" in letter.body.replace("\xa0", " ")
    assert "7 193,00" in letter.body.replace("\xa0", " ")
    assert "240 × 53 × 0,87 × 0,75" in letter.body
    assert "01.01.2027" in letter.body


def test_an_english_household_is_told_in_english(
    tariff: Any, lease: Lease, clerk: User, decider: User
) -> None:
    type(lease.application).objects.update(language="en")

    services.approve(prepared(clerk).pk, by=decider, at=NOON)

    assert "New rent per month: 8" in Letter.objects.get(kind="rent_notice").body


@pytest.fixture
def same(lease: Lease, clerk: User, decider: User) -> Rerating:
    """A re-rating to another tariff of the same figures, approved."""
    same: dict[str, Any] = {"published": Decimal(208), "per_square_metre": Decimal(208)}
    approved(clerk, decider, apartment_rent=Decimal(7325), **same)
    return services.approve(prepared(clerk).pk, by=decider, at=NOON)


@pytest.mark.parametrize(
    ("language", "says", "never"),
    [
        pytest.param("uk", "Сума не змінюється.", "змінюється плата", id="Ukrainian"),
        pytest.param("en", "The amount stays as it is.", "changes", id="English"),
    ],
)
def test_a_household_whose_rent_stays_is_told_so_with_the_calculation(
    lease: Lease, clerk: User, decider: User, request: pytest.FixtureRequest,
    language: str, says: str, never: str,
) -> None:  # fmt: skip
    type(lease.application).objects.update(language=language)
    request.getfixturevalue("same")

    letter = Letter.objects.get(kind="rent_notice")
    assert says in letter.body
    assert never not in letter.body
    assert letter.body.replace("\xa0", " ").count("7 193,00") == 1
    assert "208 × 53 × 0,87 × 0,75" in letter.body
    assert letter.subject in {"Плата за житло не змінюється", "Your rent stays as it is"}


def test_a_lease_whose_rent_stays_takes_the_new_tariff(same: Rerating, lease: Lease) -> None:
    posted()

    assert services.apply_due(at=NEW_YEARS_NOON) == 1

    held = rent_on(lease, NEW_YEAR)
    assert (held.tariff, held.monthly_rent) == (same.tariff, Decimal(7193))


def test_whose_rent_stays_is_not_told_again_that_it_does(
    same: Rerating, lease: Lease, decider: User
) -> None:
    services.set_aside(same.pk, by=decider, at=NOON)

    assert Letter.objects.filter(kind="rent_notice").count() == 1
    assert Entry.objects.get(act="rerating.set_aside").facts["letters"] == 0


@pytest.mark.parametrize(
    ("at", "is_in_time"),
    [
        pytest.param(datetime(2026, 11, 27, 10, tzinfo=UTC), True, id="35 days before"),
        pytest.param(datetime(2026, 11, 28, 10, tzinfo=UTC), False, id="34 days before"),
    ],
)
def test_a_new_rent_is_told_thirty_days_before_and_the_post_takes_five(
    tariff: Any, lease: Lease, clerk: User, at: datetime, is_in_time: bool
) -> None:
    if is_in_time:
        services.prepare(effective_on=NEW_YEAR, by=clerk, at=at)
        return
    with pytest.raises(services.TooSoon) as refused:
        services.prepare(effective_on=NEW_YEAR, by=clerk, at=at)
    assert refused.value.earliest == date(2027, 1, 2)


def test_what_was_prepared_in_time_is_not_approved_too_late(
    tariff: Any, lease: Lease, clerk: User, decider: User
) -> None:
    made = prepared(clerk)

    with pytest.raises(services.TooSoon):
        services.approve(made.pk, by=decider, at=NOON + timedelta(days=40))
    assert not Letter.objects.filter(kind="rent_notice").exists()


def test_on_its_day_and_not_before_a_lease_gets_its_new_rent(
    rerating: Rerating, lease: Lease
) -> None:
    assert services.apply_due(at=NEW_YEARS_NOON - timedelta(days=1)) == 0
    assert rent_on(lease, NEW_YEAR).monthly_rent == 7193

    assert services.apply_due(at=NEW_YEARS_NOON) == 1

    before, after = lease.rents.order_by("starts_on")
    assert (before.monthly_rent, after.monthly_rent) == (Decimal(7193), Decimal(8300))
    assert (after.starts_on, after.exact_rent) == (NEW_YEAR, "8299.8")
    assert rent_on(lease, NEW_YEAR - timedelta(days=1)) == before
    rerating.refresh_from_db()
    assert rerating.applied_at == NEW_YEARS_NOON
    acts = list(Entry.objects.order_by("seq").values_list("act", flat=True))
    assert acts[-2:] == ["lease.rerated", "rerating.applied"]


def test_applied_late_it_holds_from_its_day(rerating: Rerating, lease: Lease) -> None:
    services.apply_due(at=NEW_YEARS_NOON + timedelta(days=9))

    assert rent_on(lease, NEW_YEAR).monthly_rent == 8300


def test_applied_twice_it_changes_nothing(rerating: Rerating, clerk: User) -> None:
    services.apply_due(at=NEW_YEARS_NOON)
    before = (RentPeriod.objects.count(), Entry.objects.count(), Letter.objects.count())

    assert services.apply_due(at=NEW_YEARS_NOON) == 0

    assert before == (RentPeriod.objects.count(), Entry.objects.count(), Letter.objects.count())
    assert preview(NEW_YEAR).settled == 1
    with pytest.raises(services.NothingToChange):
        prepared(clerk)


def ended(lease: Lease) -> None:
    Lease.objects.filter(pk=lease.pk).update(status=Status.ENDED, ended_on=NOON.date())


def rerated_by_hand(lease: Lease) -> None:
    first = rent_on(lease, lease.starts_on)
    lease.rents.create(
        starts_on=date(2026, 12, 1), tariff=first.tariff, monthly_rent=6000, exact_rent="6000"
    )


@pytest.mark.parametrize(
    ("change", "why"), [(ended, Why.NOT_IN_FORCE), (rerated_by_hand, Why.CHANGED)]
)
def test_a_lease_that_ended_or_changed_before_the_approval_is_left_out_and_not_written_to(
    tariff: Any, lease: Lease, clerk: User, decider: User,
    change: Callable[[Lease], None], why: Why,
) -> None:  # fmt: skip
    made = prepared(clerk)
    change(lease)

    services.approve(made.pk, by=decider, at=NOON)

    assert of(lease).left_out == why
    assert not Letter.objects.filter(kind="rent_notice").exists()


@pytest.mark.parametrize(
    ("change", "why"), [(ended, Why.NOT_IN_FORCE), (rerated_by_hand, Why.CHANGED)]
)
def test_a_lease_that_ended_or_changed_before_the_day_is_left_out_and_named(
    rerating: Rerating, lease: Lease, change: Callable[[Lease], None], why: Why
) -> None:
    change(lease)

    assert services.apply_due(at=NEW_YEARS_NOON) == 0

    assert of(lease).left_out == why
    assert not lease.rents.filter(starts_on=NEW_YEAR).exists()
    rerating.refresh_from_db()
    assert rerating.applied_at


@pytest.mark.parametrize(
    ("arrives", "is_told"),
    [
        pytest.param(date(2026, 11, 27), True, id="posted 35 days before"),
        pytest.param(date(2026, 11, 28), False, id="posted 34 days before"),
    ],
)
def test_a_household_not_told_in_time_keeps_its_rent(
    rerating: Rerating, lease: Lease, arrives: date, is_told: bool
) -> None:
    Letter.objects.filter(kind="rent_notice").update(
        delivery="post", state="posted", sent_at=None, posted_on=arrives,
        printed_at=NOON, printed_by=rerating.approved_by, posted_by=rerating.approved_by,
    )  # fmt: skip

    services.apply_due(at=NEW_YEARS_NOON)

    assert of(lease).left_out == ("" if is_told else Why.NOT_NOTIFIED)
    assert lease.rents.count() == (2 if is_told else 1)


def test_a_household_told_too_late_is_told_that_its_rent_stays(
    rerating: Rerating, lease: Lease
) -> None:
    Letter.objects.filter(kind="rent_notice").update(
        delivery="post", state="posted", sent_at=None, posted_on=date(2026, 11, 28),
        printed_at=NOON, printed_by=rerating.approved_by, posted_by=rerating.approved_by,
    )  # fmt: skip

    services.apply_due(at=NEW_YEARS_NOON)

    _notice, stays = Letter.objects.filter(kind="rent_notice").order_by("pk")
    assert "залишається: 7" in stays.body


def given_the_same_by_hand(lease: Lease) -> None:
    first = rent_on(lease, lease.starts_on)
    lease.rents.create(
        starts_on=date(2026, 12, 1), tariff=first.tariff, monthly_rent=8300, exact_rent="8300"
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(rerated_by_hand, ["6 000,00"], id="the rent that holds"),
        pytest.param(given_the_same_by_hand, [], id="nothing where the announced rent holds"),
    ],
)
def test_a_household_whose_rent_was_changed_meanwhile_is_told(
    rerating: Rerating, lease: Lease, change: Callable[[Lease], None], told: list[str]
) -> None:
    change(lease)

    services.apply_due(at=NEW_YEARS_NOON)

    assert of(lease).left_out == Why.CHANGED
    _notice, *later = Letter.objects.filter(kind="rent_notice").order_by("pk")
    bodies = [each.body.replace("\xa0", " ") for each in later]
    assert len(bodies) == len(told)
    for body, rent in zip(bodies, told, strict=True):
        assert "становитиме 8 300,00 грн. Цього не буде." in body
        assert f"залишається: {rent} грн" in body


def test_a_household_whose_lease_ended_is_not_told_that_its_rent_stays(
    rerating: Rerating, lease: Lease
) -> None:
    ended(lease)

    services.apply_due(at=NEW_YEARS_NOON)

    assert Letter.objects.filter(kind="rent_notice").count() == 1


def test_a_lease_that_fails_keeps_no_other_back(
    tariff: Any, clerk: User, decider: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = told_lease(clerk), told_lease(clerk)
    services.approve(prepared(clerk).pk, by=decider, at=NOON)
    posted()
    give = applying.give

    def failing(number: int, *, at: datetime) -> bool:
        if number == of(first).pk:
            raise RuntimeError
        return give(number, at=at)

    with monkeypatch.context() as broken:
        broken.setattr(applying, "give", failing)
        assert services.apply_due(at=NEW_YEARS_NOON) == 1

    assert rent_on(second, NEW_YEAR).monthly_rent == 8300
    assert services.apply_due(at=NEW_YEARS_NOON) == 1


def test_a_letter_that_never_left_gives_no_new_rent(rerating: Rerating, lease: Lease) -> None:
    Letter.objects.filter(kind="rent_notice").update(
        state="to_print", delivery="post", sent_at=None, printed_at=None, printed_by=None,
        posted_on=None, posted_by=None,
    )  # fmt: skip

    services.apply_due(at=NEW_YEARS_NOON)

    assert of(lease).left_out == Why.NOT_NOTIFIED


def test_an_objection_is_kept_sealed(rerating: Rerating, lease: Lease, clerk: User) -> None:
    services.record_objection(
        of(lease).pk, made_on=NOON.date(), who="Олена", text="Площа менша", by=clerk, at=NOON
    )

    [said] = objections(of(lease))
    assert (said.who, said.text) == ("Олена", "Площа менша")
    row = Objection.objects.get()
    assert "Площа" not in row.text_sealed + row.who_sealed + str(Entry.objects.latest("seq").facts)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        Objection.objects.all().delete()


def objected(lease: Lease, by: User) -> dict[str, Any]:
    """Record an objection; return what tells it to an answer."""
    made = services.record_objection(
        of(lease).pk, made_on=NOON.date(), who="Олена", text="Площа менша", by=by, at=NOON
    )
    return {"objection": made.pk, "reasons": "Площу переміряно"}


def test_a_lease_waits_for_the_answer_to_its_objection_and_pays_from_the_month_after(
    rerating: Rerating, lease: Lease, clerk: User, decider: User
) -> None:
    said = objected(lease, clerk)
    assert services.apply_due(at=NEW_YEARS_NOON) == 0
    again = Rerating.objects.get(pk=rerating.pk)
    assert again.is_approved

    services.answer_objection(of(lease).pk, **said, is_upheld=False, by=decider, at=NEW_YEARS_NOON)
    assert services.apply_due(at=NEW_YEARS_NOON) == 1

    after = of(lease).after
    assert after is not None
    assert after.starts_on == date(2027, 2, 1)
    letter = Letter.objects.get(dedupe_key__startswith="objection_answered")
    assert "01.02.2027" in letter.body
    assert "Площу переміряно" in letter.body


def test_an_objection_to_a_rent_that_is_charged_moves_its_first_day_no_more(
    rerating: Rerating, lease: Lease, clerk: User, decider: User
) -> None:
    services.apply_due(at=NEW_YEARS_NOON)
    said = objected(lease, clerk)
    march = NEW_YEARS_NOON + timedelta(days=73)

    services.answer_objection(of(lease).pk, **said, is_upheld=False, by=decider, at=march)

    letter = Letter.objects.get(dedupe_key__startswith="objection_answered")
    assert "Від 01.01.2027 плата" in letter.body


@pytest.mark.parametrize(
    ("language", "stays"), [("uk", "залишається: 7"), ("en", "your rent per month stays: 7")]
)
def test_an_answer_so_late_that_the_lease_ends_before_gives_no_new_rent(
    rerating: Rerating, lease: Lease, clerk: User, decider: User, language: str, stays: str
) -> None:
    type(lease.application).objects.update(language=language)
    said = objected(lease, clerk)
    lease.endings.create(
        cause=Cause.UNFIT, last_day=date(2027, 1, 31), paper="акт", paper_on=NOON.date(),
        reason="переїзд", by=clerk, at=NOON,
    )  # fmt: skip
    late = NEW_YEARS_NOON + timedelta(days=24)

    services.answer_objection(of(lease).pk, **said, is_upheld=False, by=decider, at=late)

    assert services.apply_due(at=late) == 0
    assert of(lease).left_out == Why.ENDS_BEFORE
    assert lease.rents.count() == 1
    letter = Letter.objects.get(dedupe_key__startswith="objection_answered")
    assert stays in letter.body
    assert "01.02.2027" not in letter.body
    assert Letter.objects.filter(kind="rent_notice").count() == 2


def left_out(change: int, by: User) -> None:
    services.leave_out(change, reason="площу переміряють", by=by, at=NOON)


def all_set_aside(change: int, by: User) -> None:
    services.set_aside(RentChange.objects.get(pk=change).rerating_id, by=by, at=NOON)


@pytest.mark.parametrize("keep", [left_out, all_set_aside])
@pytest.mark.parametrize("is_upheld", [True, False])
def test_nobody_is_told_of_a_new_rent_in_answer_once_the_old_one_stays(
    rerating: Rerating, lease: Lease, clerk: User, decider: User,
    keep: Callable[[int, User], None], is_upheld: bool,
) -> None:  # fmt: skip
    said = objected(lease, clerk)
    keep(of(lease).pk, decider)

    with pytest.raises(services.Settled):
        services.answer_objection(of(lease).pk, **said, is_upheld=is_upheld, by=decider, at=NOON)


@pytest.mark.parametrize("language", ["uk", "en"])
def test_an_upheld_objection_lets_its_lease_keep_its_rent(
    language: str, rerating: Rerating, lease: Lease, clerk: User, decider: User
) -> None:
    application = lease.application
    application.language = language
    application.save(update_fields=["language"])
    said = objected(lease, clerk)

    made = services.answer_objection(of(lease).pk, **said, is_upheld=True, by=decider, at=NOON)

    assert of(lease).left_out == Why.BY_HAND
    assert "Площу" not in made.reasons_sealed
    letter = Letter.objects.get(dedupe_key__startswith="objection_answered")
    assert {"uk": "задоволено", "en": "is upheld"}[language] in letter.body
    assert services.apply_due(at=NEW_YEARS_NOON) == 0
    with pytest.raises(services.AnsweredAlready):
        services.answer_objection(of(lease).pk, **said, is_upheld=False, by=decider, at=NOON)


MARCH = date(2027, 3, 1)


def test_an_unanswered_objection_keeps_no_other_rerating_back(
    tariff: Any, clerk: User, decider: User
) -> None:
    objecting, told_too_late = told_lease(clerk), told_lease(clerk)
    first = services.approve(prepared(clerk).pk, by=decider, at=NOON)
    mailed(of(told_too_late), NEW_YEARS_NOON)
    change = of(objecting)
    mailed(change, NOON)
    said = objected(objecting, clerk)
    assert services.apply_due(at=NEW_YEARS_NOON) == 0

    second = services.prepare(effective_on=MARCH, by=clerk, at=NEW_YEARS_NOON)

    left_out = dict(second.changes.values_list("lease", "left_out"))
    assert left_out == {objecting.pk: Why.WAITS, told_too_late.pk: ""}
    services.approve(second.pk, by=decider, at=NEW_YEARS_NOON)
    mailed(second.changes.get(lease=told_too_late), NEW_YEARS_NOON)
    services.answer_objection(change.pk, **said, is_upheld=False, by=decider, at=NEW_YEARS_NOON)
    assert services.apply_due(at=datetime(2027, 3, 1, 10, tzinfo=UTC)) == 2
    given = {each: rent_on(each, MARCH) for each in (objecting, told_too_late)}
    assert {row.monthly_rent for row in given.values()} == {8300}
    assert given[objecting].starts_on == date(2027, 2, 1)
    assert given[told_too_late].starts_on == MARCH
    first.refresh_from_db()
    assert first.state == "applied"


def test_a_rerating_of_which_a_lease_failed_keeps_another_back(
    rerating: Rerating, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "give", lambda *_, **__: 1 / 0)
    services.apply_due(at=NEW_YEARS_NOON)

    with pytest.raises(services.OpenAlready):
        services.prepare(effective_on=MARCH, by=clerk, at=NEW_YEARS_NOON)


def test_a_lease_that_waits_in_one_rerating_is_in_no_other(
    rerating: Rerating, lease: Lease, clerk: User
) -> None:
    objected(lease, clerk)
    services.apply_due(at=NEW_YEARS_NOON)

    assert [each.why for each in preview(MARCH).left_out] == [Why.WAITS]
    with pytest.raises(services.NothingToChange):
        services.prepare(effective_on=MARCH, by=clerk, at=NEW_YEARS_NOON)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        pytest.param({"made_on": NOON.date() - timedelta(days=1)}, services.DayRefused,
                     id="before the approval"),
        pytest.param({"made_on": NOON.date() + timedelta(days=1)}, services.DayRefused,
                     id="tomorrow"),
        pytest.param({"who": " "}, services.TextMissing, id="by nobody"),
        pytest.param({"text": " "}, services.TextMissing, id="without words"),
    ],
)  # fmt: skip
def test_no_objection_is_made(
    rerating: Rerating, lease: Lease, clerk: User,
    changed: dict[str, Any], refusal: type[Exception],
) -> None:  # fmt: skip
    said: dict[str, Any] = {"made_on": NOON.date(), "who": "Олена", "text": "Ні"}

    with pytest.raises(refusal):
        services.record_objection(of(lease).pk, **{**said, **changed}, by=clerk, at=NOON)


def test_a_lease_left_out_by_a_decision_keeps_its_rent_and_its_household_is_told(
    rerating: Rerating, lease: Lease, decider: User
) -> None:
    services.leave_out(of(lease).pk, reason="площу переміряють", by=decider, at=NOON)
    assert of(lease).left_out_reason == "площу переміряють"
    assert "площу" not in of(lease).left_out_reason_sealed
    with pytest.raises(services.Settled):
        services.leave_out(of(lease).pk, reason="ще раз", by=decider, at=NOON)

    assert services.apply_due(at=NEW_YEARS_NOON) == 0
    assert lease.rents.count() == 1
    _notice, stays = Letter.objects.filter(kind="rent_notice").order_by("pk")
    assert "залишається: 7" in stays.body


def test_what_was_set_aside_is_never_applied_and_every_household_is_told(
    rerating: Rerating, lease: Lease, decider: User
) -> None:
    services.set_aside(rerating.pk, by=decider, at=NOON)

    assert services.apply_due(at=NEW_YEARS_NOON) == 0
    assert Letter.objects.filter(kind="rent_notice").count() == 2
    with pytest.raises(services.NotOpen):
        services.set_aside(rerating.pk, by=decider, at=NOON)


def test_set_aside_before_the_approval_nobody_hears_of_it(
    tariff: Any, lease: Lease, clerk: User, decider: User
) -> None:
    made = prepared(clerk)
    services.set_aside(made.pk, by=clerk, at=NOON)

    assert not Letter.objects.filter(kind="rent_notice").exists()
    with pytest.raises(services.NotWaiting):
        services.approve(made.pk, by=decider, at=NOON)
    assert prepared(clerk).pk != made.pk


def test_one_rerating_to_a_tariff_is_open_at_a_time(tariff: Any, lease: Lease, clerk: User) -> None:
    first = prepared(clerk)

    with pytest.raises(services.OpenAlready) as refused:
        prepared(clerk)

    assert refused.value.number == first.pk


def test_what_is_applied_is_not_set_aside(rerating: Rerating, decider: User) -> None:
    services.apply_due(at=NEW_YEARS_NOON)

    with pytest.raises(services.NotOpen):
        services.set_aside(rerating.pk, by=decider, at=NEW_YEARS_NOON)


def test_what_is_held_of_a_lease_tells_its_new_rent_and_what_was_objected(
    rerating: Rerating, lease: Lease, clerk: User
) -> None:
    services.record_objection(
        of(lease).pk, made_on=NOON.date(), who="Олена", text="Площа менша", by=clerk, at=NOON
    )

    [held] = leases(lease.application)

    [told] = held["new_rents"]
    assert (told["from"], told["new_rent"], told["applied"]) == ("2027-01-01", "8300.00", False)
    assert [said["text"] for said in told["objections"]] == ["Площа менша"]
