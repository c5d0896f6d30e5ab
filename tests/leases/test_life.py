"""In force, renewed, ended: by the calendar and by the clerk, and what each refuses by name."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications.models import Application, Document, Verdict
from applications.status import Status as ApplicationStatus
from audit.models import Entry
from copies.models import Copy, State
from leases import reminders, services, turning
from leases.civil_code import asks_by, refuses_by, remind_days
from leases.explained import explained
from leases.models import Lease
from leases.notes import standing
from leases.rechecking import recheck
from leases.selectors import free_dwellings, last_day_of, not_renewed, past_their_term, to_renew
from leases.status import LIVE, Status
from outbox.models import Letter
from rent.tariffs import tariff_on
from tests.leases.builders import (
    DAY,
    FIRST_DAY,
    NOON,
    SPRING,
    START,
    active,
    agreed,
    approved,
    draft,
    dwelling,
    paper_of_the_end,
    signed,
    tariff,
)
from wording.services import current

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariff_of_2026", "no_printer")]
SHORT_ENDS = date(2026, 7, 31)


@pytest.fixture
def clerk(staff: Callable[..., User]) -> User:
    return staff("lease_clerk")


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)


def long_lease(clerk: User) -> Lease:
    """A lease of a year, in force."""
    issued = services.issue(draft(clerk, months=12), by=clerk, at=NOON)
    made = services.sign(issued, signed_on=DAY, by=clerk, at=NOON)
    turning.turn(at=FIRST_DAY)
    return again(made)


def again(lease: Lease) -> Lease:
    return Lease.objects.get(pk=lease.pk)


def signed_renewal(lease: Lease, clerk: User) -> Lease:
    at = at_noon(lease.ends_on - timedelta(days=90))
    renewal = services.renew(lease, months=6, by=clerk, at=at)
    services.issue(renewal, by=clerk, at=at)
    return services.sign(renewal, signed_on=at.date(), by=clerk, at=at)


# In force -----------------------------------------------------------------------------------------


def test_a_signed_lease_is_in_force_on_its_first_day_in_kyiv_and_not_before(clerk: User) -> None:
    lease = signed(clerk)
    last_minute = datetime(2026, 1, 31, 21, 59, tzinfo=UTC)

    assert turning.turn(at=last_minute) == 0
    assert again(lease).status == Status.SIGNED
    assert turning.turn(at=last_minute + timedelta(minutes=1)) == 1
    assert again(lease).status == Status.ACTIVE
    assert turning.turn(at=FIRST_DAY) == 0
    entry = Entry.objects.filter(subject=f"lease:{lease.pk}").latest("seq")
    assert (entry.act, entry.by_id) == ("lease.began", None)


def test_a_lease_signed_after_its_first_day_is_in_force_at_once(clerk: User) -> None:
    lease = services.issue(draft(clerk, starts_on=DAY), by=clerk, at=NOON)

    assert services.sign(lease, signed_on=DAY, by=clerk, at=NOON).status == Status.ACTIVE


def test_one_that_cannot_be_moved_keeps_no_other_back(
    clerk: User, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    first, second = signed(clerk), signed(clerk)
    real = turning.turned

    def broken(number: int, *given: Any) -> bool:
        if number == first.pk:
            raise RuntimeError
        return real(number, *given)

    monkeypatch.setattr(turning, "turned", broken)

    assert turning.turn(at=FIRST_DAY) == 1
    assert again(second).status == Status.ACTIVE
    assert f"lease {first.pk} was not moved" in caplog.text


# The end of the term ------------------------------------------------------------------------------


def test_a_short_lease_ends_by_itself_after_its_last_day(clerk: User) -> None:
    lease = active(clerk)

    assert turning.turn(at=at_noon(SHORT_ENDS)) == 0
    assert turning.turn(at=at_noon(SHORT_ENDS + timedelta(days=1))) == 1
    lease = again(lease)
    assert (lease.status, lease.ended_on) == (Status.ENDED, SHORT_ENDS)
    assert lease.endings.get().cause == "term"
    assert lease.changes.latest("pk").by is None
    assert free_dwellings().get() == lease.dwelling


def test_a_clock_that_stood_still_for_weeks_writes_the_right_last_day(clerk: User) -> None:
    lease = active(clerk)

    turning.turn(at=at_noon(SHORT_ENDS + timedelta(days=40)))

    assert again(lease).ended_on == SHORT_ENDS


def test_a_lease_of_a_year_waits_for_a_person_and_holds_its_dwelling(
    clerk: User, in_english: None
) -> None:
    lease = long_lease(clerk)
    after = lease.ends_on + timedelta(days=1)

    assert turning.turn(at=at_noon(after)) == 0
    assert again(lease).status in LIVE
    assert not free_dwellings().exists()
    assert "art. 822" in standing(lease, after)[0]


def test_a_new_term_refused_in_time_ends_a_lease_of_a_year(clerk: User) -> None:
    lease = long_lease(clerk)
    in_time = date(2026, 10, 31)
    given = agreed(lease, lease.ends_on, cause="term", paper="повідомлення № 3", paper_on=in_time)
    services.end(lease, **given, by=clerk, at=at_noon(in_time))

    assert again(lease).status == Status.ACTIVE
    turning.turn(at=at_noon(lease.ends_on + timedelta(days=1)))
    assert again(lease).ended_on == lease.ends_on


def test_a_new_term_is_not_refused_a_day_too_late(clerk: User) -> None:
    lease = long_lease(clerk)
    late = date(2026, 11, 1)
    given = agreed(lease, lease.ends_on, cause="term", paper="повідомлення № 3", paper_on=late)

    with pytest.raises(services.NoticeTooLate) as refused:
        services.end(lease, **given, by=clerk, at=at_noon(late))

    assert refused.value.latest == date(2026, 10, 31)


@pytest.mark.parametrize(("ahead", "offered"), [(121, False), (120, True)])
def test_a_new_term_is_offered_from_the_day_on_which_it_may_be_drawn_up(
    ahead: int, offered: bool, client: Client, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease = active(clerk)
    on = lease.ends_on - timedelta(days=ahead)
    monkeypatch.setattr(timezone, "now", lambda: at_noon(on))
    client.force_login(clerk)

    shown = client.get(reverse("admin:leases_lease_change", args=[lease.pk]))

    assert ("renew" in shown.context["forms"]) is offered
    told = f"{lease.ends_on - timedelta(days=120):%d.%m.%Y}"
    assert (told in shown.content.decode()) is not offered


# Other ends ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        pytest.param({"paper": ""}, services.PaperMissing, id="no paper"),
        pytest.param({"paper": "  "}, services.PaperMissing, id="a blank paper"),
        pytest.param({"paper_on": None}, services.PaperMissing, id="a paper of no day"),
        pytest.param({"ended_on": date(2026, 1, 4)}, services.EndRefused, id="before the signing"),
        pytest.param({"ended_on": date(2026, 8, 1)}, services.EndRefused, id="after the term"),
        pytest.param(
            {"paper_on": date(2026, 3, 2)}, services.EndRefused, id="before the paper it rests on"
        ),
        pytest.param(
            {"cause": "notice", "ended_on": date(2026, 4, 4)},
            services.EndRefused,
            id="a day less than three months after the notice",
        ),
        pytest.param(
            {"cause": "term", "ended_on": date(2026, 7, 30)},
            services.EndRefused,
            id="a term that is not over on that day",
        ),
        pytest.param({"cause": "death"}, services.LivesWithOthers, id="a tenant not alone"),
    ],
)
def test_an_end_without_its_ground_is_refused(
    changed: dict[str, Any], refusal: type[Exception], clerk: User
) -> None:
    lease = active(clerk)

    with pytest.raises(refusal):
        services.end(lease, **agreed(lease, date(2026, 3, 1), **changed), by=clerk, at=FIRST_DAY)

    assert again(lease).status == Status.ACTIVE
    assert not lease.endings.exists()


@pytest.mark.parametrize("cause", ["mutual", "court", "notice"])
def test_a_lease_ends_by_a_paper_that_is_attached_to_it_and_checked(
    cause: str, clerk: User
) -> None:
    lease, other = active(clerk), active(clerk)
    unchecked, of_another = paper_of_the_end(lease), paper_of_the_end(other)
    Copy.objects.filter(pk=unchecked.copy_id).update(state=State.WAITING)
    day = date(2026, 4, 5)
    for proof in (None, of_another, unchecked):
        given = agreed(lease, day, cause=cause, proof=proof)
        with pytest.raises(services.EndUnproven):
            services.end(lease, **given, by=clerk, at=FIRST_DAY)
    named = {"paper": "угода", "paper_on": DAY, "reason": "так", "last_day": day}
    with pytest.raises(DatabaseError, match="rests on a scan"), transaction.atomic():
        lease.endings.create(cause=cause, **named, by=clerk, at=FIRST_DAY)

    given = agreed(lease, day, cause=cause)
    services.end(lease, **given, by=clerk, at=FIRST_DAY)
    assert lease.endings.get().proof == given["proof"]


def test_the_end_by_the_page_asks_for_the_scan_and_takes_it(client: Client, clerk: User) -> None:
    lease = active(clerk)
    client.force_login(clerk)
    end = reverse("admin:leases_end", args=[lease.pk])
    sent = {
        "cause": "mutual",
        "ended_on": "01.03.2026",
        "paper": "угода № 1",
        "paper_on": "01.02.2026",
        "reason": "за згодою",
    }
    refused = client.post(end, sent)
    assert refused.status_code == 422
    assert list(refused.context["failed"].errors) == ["proof"]

    client.post(end, {**sent, "proof": paper_of_the_end(lease).pk})
    assert again(lease).status == Status.ENDED


def test_a_notice_ends_the_lease_three_months_later(clerk: User) -> None:
    lease = active(clerk)
    given = agreed(lease, date(2026, 4, 5), cause="notice", paper="заява наймача", paper_on=DAY)
    services.end(lease, **given, by=clerk, at=FIRST_DAY)

    assert again(lease).status == Status.ACTIVE
    assert last_day_of(lease) == date(2026, 4, 5)
    turning.turn(at=at_noon(date(2026, 4, 5)))
    assert again(lease).status == Status.ACTIVE
    turning.turn(at=at_noon(date(2026, 4, 6)))
    assert again(lease).ended_on == date(2026, 4, 5)


def test_an_end_ahead_is_told_to_the_tenant_and_can_be_taken_back(clerk: User) -> None:
    lease = active(clerk)
    services.end(lease, **agreed(lease, date(2026, 3, 1)), by=clerk, at=FIRST_DAY)
    letter = Letter.objects.get(kind="lease")
    services.carry_on(lease, reason="Передумали.", by=clerk, at=FIRST_DAY)

    assert "01.03.2026" in letter.body
    assert turning.turn(at=at_noon(date(2026, 3, 2))) == 0
    assert again(lease).status == Status.ACTIVE
    with pytest.raises(services.NoEndRecorded):
        services.carry_on(lease, reason="Ще раз.", by=clerk, at=FIRST_DAY)


def test_what_ended_frees_the_dwelling_from_the_next_day_on(clerk: User) -> None:
    lease = active(clerk)
    services.end(lease, **agreed(lease, START), by=clerk, at=FIRST_DAY)
    household = approved(clerk)

    with pytest.raises(services.LetUntil) as refused:
        draft(clerk, household, dwelling=lease.dwelling, starts_on=START, at=FIRST_DAY)

    assert refused.value.last_day == START
    next_day = START + timedelta(days=1)
    home = lease.dwelling
    assert draft(clerk, household, dwelling=home, starts_on=next_day, at=FIRST_DAY).pk


# A new term ---------------------------------------------------------------------------------------


def test_a_renewal_follows_on_the_next_day_at_the_tariff_of_that_day(clerk: User) -> None:
    lease = active(clerk)

    renewal = services.renew(lease, months=6, by=clerk, at=SPRING)

    assert (renewal.status, renewal.follows) == (Status.DRAFT, lease)
    assert renewal.starts_on == lease.ends_on + timedelta(days=1)
    assert renewal.number == f"{lease.application.number}/2"
    assert [each.name for each in renewal.residents.order_by("position")] == [
        each.name for each in lease.residents.order_by("position")
    ]
    assert renewal.rents.get().starts_on == renewal.starts_on
    assert Letter.objects.filter(kind="lease", body__contains=renewal.number).exists()


def test_a_new_term_drawn_up_late_goes_on_at_the_rent_that_holds(clerk: User) -> None:
    tariff(2027)
    lease = long_lease(clerk)
    late = at_noon(date(2027, 4, 10))
    since = {"starts_on": date(2027, 3, 1), "monthly_rent": 8000, "exact_rent": "8000"}
    lease.rents.create(tariff=tariff_on(date(2027, 3, 1)), **since)

    renewal = services.renew(lease, months=12, by=clerk, at=late)

    assert (renewal.starts_on, renewal.tariff) == (date(2027, 2, 1), lease.tariff)
    rents = renewal.rents.order_by("starts_on").values_list("starts_on", "monthly_rent")
    assert list(rents) == [(renewal.starts_on, lease.monthly_rent), (date(2027, 3, 1), 8000)]
    letter = Letter.objects.get(dedupe_key=f"lease_renewal:{renewal.pk}").body
    assert "закінчився 31.01.2027" in letter
    assert "7\u00a0193,00 грн" in letter
    assert "якнайшвидше" in letter
    services.issue(renewal, by=clerk, at=late)
    services.sign(renewal, signed_on=late.date(), by=clerk, at=late)


def test_a_new_term_drawn_up_in_time_is_at_the_tariff_of_its_first_day_until_then(
    clerk: User,
) -> None:
    tariff(2027)
    lease = long_lease(clerk)
    in_time, late = at_noon(date(2027, 1, 20)), at_noon(date(2027, 2, 1))
    renewal = services.renew(lease, months=12, by=clerk, at=in_time)
    assert renewal.tariff != lease.tariff
    letter = Letter.objects.get(dedupe_key=f"lease_renewal:{renewal.pk}").body
    assert "підписати його до 31.01.2027 включно" in letter

    with pytest.raises(services.RentSince):
        services.issue(renewal, by=clerk, at=late)
    services.issue(renewal, by=clerk, at=in_time)
    with pytest.raises(services.RentSince):
        services.sign(renewal, signed_on=late.date(), by=clerk, at=late)
    assert services.sign(renewal, signed_on=in_time.date(), by=clerk, at=late).signed_on


def test_the_renewal_comes_into_force_as_the_present_lease_ends(clerk: User) -> None:
    lease = long_lease(clerk)
    tariff(2027)
    renewal = signed_renewal(lease, clerk)
    turning.turn(at=at_noon(lease.ends_on))

    assert (again(lease).status, again(renewal).status) == (Status.ACTIVE, Status.SIGNED)
    assert turning.turned(renewal.pk, renewal.starts_on, at_noon(renewal.starts_on))
    assert (again(lease).status, again(renewal).status) == (Status.ENDED, Status.ACTIVE)
    assert again(lease).ended_on == renewal.starts_on - timedelta(days=1)
    renewal.application.refresh_from_db()
    assert renewal.application.status == ApplicationStatus.LEASED


def test_a_lease_is_renewed_once(clerk: User) -> None:
    lease = active(clerk)
    first = services.renew(lease, months=6, by=clerk, at=SPRING)

    with pytest.raises(services.AlreadyRenewed) as refused:
        services.renew(lease, months=6, by=clerk, at=SPRING)

    assert refused.value.number == first.number
    services.cancel(first, reason="помилка", by=clerk, at=FIRST_DAY)
    assert services.renew(lease, months=12, by=clerk, at=SPRING).number.endswith("/3")


def test_no_other_household_gets_what_is_renewed(clerk: User) -> None:
    lease = active(clerk)
    services.renew(lease, months=6, by=clerk, at=SPRING)
    turning.turn(at=at_noon(SHORT_ENDS + timedelta(days=1)))

    with pytest.raises(services.DwellingTaken):
        draft(clerk, dwelling=lease.dwelling, starts_on=date(2026, 9, 1))
    with pytest.raises(services.HouseholdHasLease):
        draft(clerk, lease.application, dwelling=dwelling())


@pytest.mark.parametrize(
    ("prepare", "months", "refusal"),
    [
        pytest.param(lambda *_: None, 5, services.TermTooShort, id="five months"),
        pytest.param(
            lambda lease, clerk: services.end(
                lease, **agreed(lease, date(2026, 3, 1)), by=clerk, at=FIRST_DAY
            ),
            6,
            services.EndRecorded,
            id="its end is recorded",
        ),
    ],
)
def test_what_is_not_renewed(prepare: Any, months: int, refusal: Any, clerk: User) -> None:
    lease = active(clerk)
    prepare(lease, clerk)

    with pytest.raises(refusal):
        services.renew(lease, months=months, by=clerk, at=SPRING)

    assert not lease.renewals.exists()


def test_a_new_term_is_drawn_up_from_a_day_on_that_is_named(clerk: User, in_english: None) -> None:
    lease = active(clerk)

    with pytest.raises(services.TooEarly) as refused:
        services.renew(lease, months=6, by=clerk, at=at_noon(date(2026, 4, 1)))

    assert "02.04.2026" in explained(refused.value)[1]
    assert services.renew(lease, months=6, by=clerk, at=at_noon(date(2026, 4, 2))).pk


def test_a_lease_that_is_not_in_force_is_not_renewed(clerk: User) -> None:
    with pytest.raises(services.NotInForce):
        services.renew(signed(clerk), months=6, by=clerk, at=NOON)


def test_a_renewed_lease_ends_on_no_other_day_than_the_renewal_begins_after(clerk: User) -> None:
    lease = active(clerk)
    services.renew(lease, months=6, by=clerk, at=SPRING)

    with pytest.raises(services.RenewalStands):
        services.end(lease, **agreed(lease, date(2026, 3, 1)), by=clerk, at=FIRST_DAY)


def test_what_is_asked_again_informs_and_decides_nothing(clerk: User) -> None:
    found = recheck(active(clerk), START)

    assert found.outcome in {"eligible", "ineligible", "needs_information"}
    assert (found.joined, found.left) == ([], [])


def accepted(lease: Lease, paper: str, by: User) -> Document:
    documents = lease.application.documents
    return documents.create(
        position=100 + documents.count(),
        paper=paper,
        given_type=paper,
        received_at=SPRING,
        verdict=Verdict.ACCEPTED,
        verdict_by=by,
        verdict_at=SPRING,
    )


def test_facts_that_changed_are_looked_at_before_a_new_term_is_issued(
    clerk: User, client: Client, in_english: None
) -> None:
    renewal = services.renew(active(clerk), months=6, by=clerk, at=SPRING)
    accepted(renewal, "idp_certificate", clerk)

    with pytest.raises(services.FactsChanged):
        services.issue(renewal, by=clerk, at=SPRING)

    client.force_login(clerk)
    client.cookies["django_language"] = "en"
    page = client.get(reverse("admin:leases_lease_change", args=[renewal.pk]))
    assert "the rules say otherwise than when the new term was drawn up" in page.content.decode()
    [(seen, _label)] = page.context["forms"]["issue"].fields["seen"].choices
    accepted(renewal, "residence_extract", clerk)
    issue = reverse("admin:leases_issue", args=[renewal.pk])
    answers = [client.post(issue, sent) for sent in ({}, {"seen": [seen]})]
    assert [each.status_code for each in answers] == [422, 422]
    [(seen, _label)] = answers[1].context["forms"]["issue"].fields["seen"].choices
    assert client.post(issue, {"seen": [seen]}).status_code == 302
    assert again(renewal).status == Status.ISSUED
    assert renewal.rechecks.count() == 2


def test_a_renewal_of_which_nothing_changed_is_issued_in_a_batch(clerk: User) -> None:
    renewal = services.renew(active(clerk), months=6, by=clerk, at=SPRING)

    assert services.issue(renewal, by=clerk, at=SPRING).status == Status.ISSUED


# Taken back ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["uk", "en"])
def test_an_end_that_is_taken_back_is_taken_back_by_letter(language: str, clerk: User) -> None:
    lease = active(clerk)
    Application.objects.filter(pk=lease.application_id).update(language=language)
    services.end(again(lease), **agreed(lease, date(2026, 7, 1)), by=clerk, at=FIRST_DAY)
    services.carry_on(again(lease), reason="Угоду розірвано.", by=clerk, at=FIRST_DAY)

    told, taken_back = Letter.objects.filter(kind="lease").order_by("pk")
    assert taken_back.dedupe_key == f"lease_goes_on:{lease.endings.latest('pk').pk}"
    for each in (told, taken_back):
        assert "01.07.2026" in each.body
    assert {"uk": "договір діє далі", "en": "the lease goes on"}[language] in taken_back.body


@pytest.mark.parametrize("language", ["uk", "en"])
def test_who_was_asked_to_sign_is_told_that_it_is_cancelled(language: str, clerk: User) -> None:
    lease = active(clerk)
    Application.objects.filter(pk=lease.application_id).update(language=language)
    renewal = services.renew(again(lease), months=6, by=clerk, at=SPRING)
    services.cancel(renewal, reason="Помилка.", by=clerk, at=SPRING)

    letter = Letter.objects.get(dedupe_key=f"lease_cancelled:{renewal.pk}")
    assert {"uk": "підписувати не треба", "en": "need not come to sign"}[language] in letter.body
    assert f"№ {lease.number} діє" in letter.body or f"No. {lease.number} goes on" in letter.body


def test_what_was_never_announced_is_not_taken_back(clerk: User) -> None:
    first = services.issue(draft(clerk), by=clerk, at=NOON)
    services.cancel(first, reason="Помилка.", by=clerk, at=NOON)

    assert not Letter.objects.filter(kind="lease").exists()


# Reminders ----------------------------------------------------------------------------------------


def reminded_on(days_before: int) -> int:
    return reminders.remind(at=at_noon(SHORT_ENDS - timedelta(days=days_before)))


def test_tenant_and_clerks_are_reminded_before_their_last_days_and_again_at_sixty_and_thirty(
    clerk: User,
) -> None:
    lease = active(clerk)
    days = (121, 120, 119, 61, 60, 59, 31, 30, 29, 0)

    assert [reminded_on(each) for each in days] == [0, 1, 0, 0, 1, 0, 0, 1, 0, 0]
    assert Letter.objects.filter(kind="lease", about=f"lease:{lease.pk}").count() == 3
    assert Letter.objects.filter(kind="reminder", to=clerk.email).count() == 3


def test_the_first_reminder_comes_before_every_last_day() -> None:
    for number in range(366 * 4):
        ends_on = date(2026, 1, 1) + timedelta(days=number)
        first = ends_on - timedelta(days=max(remind_days(ends_on)))

        assert first + timedelta(days=14) < refuses_by(ends_on) < asks_by(ends_on, drawn_up_on=DAY)


SHORT, LONG = 6, 12  # months from 1 February
TOO_LATE = "Останній день, щоб просити про новий строк за пунктом 10.2 договору, був "


@pytest.mark.parametrize(
    ("months", "days_before", "says"),
    [
        pytest.param(
            SHORT, 120, ["не пізніше 31.05.2026", "сам собою договір не поновлюється", "821"],
            id="under a year, in time",
        ),
        pytest.param(
            SHORT, 60, [TOO_LATE + "31.05.2026", "закінчиться 31.07.2026"],
            id="under a year, too late",
        ),
        pytest.param(
            LONG, 120,
            ["не пізніше 30.11.2026", "Не пізніше 31.10.2026 ми можемо", "на такий самий строк"],
            id="a year, in time",
        ),
        pytest.param(
            LONG, 30,
            [TOO_LATE + "30.11.2026", "про відмову ми могли не пізніше 31.10.2026", "822"],
            id="a year, too late for both",
        ),
    ],
)  # fmt: skip
def test_a_reminder_says_until_when_to_answer_and_what_follows_else(
    months: int, days_before: int, says: list[str], clerk: User
) -> None:
    lease = active(clerk) if months == SHORT else long_lease(clerk)
    reminders.remind(at=at_noon(lease.ends_on - timedelta(days=days_before)))

    letter = " ".join(Letter.objects.get(kind="lease").body.split())
    for each in says:
        assert each in letter
    to_clerk = Letter.objects.get(kind="reminder").body
    assert ("31.10.2026" in to_clerk) == (months == LONG)


def test_the_lease_names_the_term_that_the_reminder_counts() -> None:
    text = current("resolution-814").text

    assert text.count("Щоб поновити Договір, Наймач письмово повідомляє про це Наймодавця") == 2
    assert text.count("не пізніше ніж за два місяці до закінчення строку") == 2
    assert asks_by(date(2026, 7, 31), drawn_up_on=DAY) == date(2026, 5, 31)


def test_a_clock_that_stood_still_sends_the_nearest_reminder_alone(clerk: User) -> None:
    active(clerk)

    assert [reminded_on(days) for days in (12, 11)] == [1, 0]


@pytest.mark.parametrize("what", ["renewed", "ending"])
def test_nobody_is_reminded_of_what_is_settled(what: str, clerk: User) -> None:
    lease = active(clerk)
    if what == "renewed":
        signed_renewal(lease, clerk)
    else:
        services.end(lease, **agreed(lease, date(2026, 7, 1)), by=clerk, at=FIRST_DAY)

    assert reminded_on(60) == 0


def test_a_renewal_nobody_signed_silences_nothing(clerk: User, client: Client) -> None:
    lease = active(clerk)
    renewal = services.renew(lease, months=6, by=clerk, at=SPRING)
    assert to_renew(SHORT_ENDS).filter(pk=lease.pk).exists()
    assert reminded_on(30) == 1
    letter = Letter.objects.get(kind="lease", dedupe_key=f"lease_ending:{lease.pk}:30")
    assert "Прийдіть, будь ласка, підписати його до 31.07.2026" in letter.body
    assert f"{renewal.number} підготовлено, але не підписано" in (
        Letter.objects.get(kind="reminder").body
    )

    client.force_login(clerk)
    listed = client.get(reverse("admin:leases_lease_changelist"), {"waits": "renewals"})
    assert [each.pk for each in listed.context["cl"].result_list] == [renewal.pk]

    turning.turn(at=at_noon(SHORT_ENDS + timedelta(days=1)))
    assert again(lease).status == Status.ENDED
    assert Letter.objects.filter(dedupe_key__startswith="lease_end:").count() == 1


def test_a_lease_past_its_term_waits_for_a_person_while_its_renewal_is_a_draft(
    clerk: User,
) -> None:
    tariff(2027)
    lease = long_lease(clerk)
    services.renew(lease, months=6, by=clerk, at=at_noon(lease.ends_on - timedelta(days=60)))

    assert past_their_term(lease.ends_on + timedelta(days=20)).filter(not_renewed()).exists()


def test_one_that_cannot_be_reminded_keeps_no_other_back(
    clerk: User, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    first, second = active(clerk), active(clerk)
    real = reminders.reminded

    def broken(number: int, *given: Any) -> bool:
        if number == first.pk:
            raise RuntimeError
        return real(number, *given)

    monkeypatch.setattr(reminders, "reminded", broken)

    assert reminded_on(60) == 1
    assert Letter.objects.filter(kind="lease", about=f"lease:{second.pk}").exists()
    assert f"end of lease {first.pk}" in caplog.text


def test_a_reminder_goes_the_way_the_tenant_chose(clerk: User) -> None:
    lease = active(clerk)
    lease.application.invitation_method, lease.application.postal_address = "post", "вул. Стара, 1"
    lease.application.save()
    reminded_on(60)

    letter = Letter.objects.get(kind="lease")
    assert letter.delivery == "post"
    assert lease.data["dwelling"]["address"] in letter.to
