"""After a decision: an appeal, an obvious error; and whoever may not take part."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications.models import Application
from applications.status import Status
from audit.models import Entry
from copies import files
from copies.models import Copy
from outbox.models import Letter
from outbox.services import send_waiting
from review import appealing, services
from review.appeal_term import key_of, term_of_appeal
from review.appealing import Scan, counts_from
from review.impartiality import conflict_of
from review.in_force import in_force
from review.models import Appeal, Assignment, Decision, Kind, Nature
from tests.review.builders import (
    MONDAY,
    OVER_THE_LIMIT,
    found_clean,
    proposed,
    submitted,
    taken,
)
from tests.signing_in import put_mark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
DECIDED = MONDAY + timedelta(days=8)
LAST_DAY = date(2026, 2, 17)  # of the term of appeal
IN_TIME = DECIDED + timedelta(days=10)
LATE = DECIDED + timedelta(days=40)
TEXT = "Розглянуто."
APPEAL: dict[str, Any] = {
    "channel": "post", "from_whom": "заявниця", "text": "Площу пораховано не так.",
}  # fmt: skip


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="halyna")


@pytest.fixture
def petro(staff: Callable[..., User]) -> User:
    return staff("decision_maker", name="petro")


@pytest.fixture
def iryna(staff: Callable[..., User]) -> User:
    return staff("decision_maker", name="iryna")


@pytest.fixture
def refused(halyna: User, petro: User) -> Application:
    application = submitted(OVER_THE_LIMIT)
    proposed(application, halyna, Kind.REFUSE)
    send_waiting(at=MONDAY)
    services.decide(application.pk, text=TEXT, by=petro, at=DECIDED)
    send_waiting(at=DECIDED)
    application.refresh_from_db()
    return application


def appealed(application: Application, by: User, **changed: Any) -> Appeal:
    told = {**APPEAL, "received_on": IN_TIME.date(), "at": IN_TIME, **changed}
    appeal = services.receive_appeal(application.pk, **told, by=by)
    application.refresh_from_db()
    return appeal


def again(application: Application, halyna: User) -> None:
    services.propose(
        application.pk, Kind.REFUSE, grounds=["own_housing"], text=TEXT, by=halyna, at=IN_TIME
    )
    send_waiting(at=IN_TIME)


def last_entry(application: Application) -> Entry:
    entries = Entry.objects.filter(subject=f"application:{application.pk}")
    return entries.order_by("-seq")[0]


def test_an_appeal_reopens_the_application_with_a_term_of_its_own(
    refused: Application, iryna: User
) -> None:
    appeal = appealed(refused, iryna)

    assert refused.status == Status.UNDER_REVIEW
    assert refused.due_on == date(2026, 2, 13)  # 15 working days from Friday, 23 January
    row = refused.clock.order_by("-pk")[0]
    assert (row.on, row.working_days, row.due_on) == (IN_TIME.date(), 15, refused.due_on)
    assert (appeal.is_late, appeal.keeps_place) == (False, True)
    assert counts_from(refused) == refused.received_on
    letter = Letter.objects.get(dedupe_key=f"appeal:{appeal.pk}")
    assert "13.02.2026" in letter.body
    assert last_entry(refused).act == "appeal.received"


def test_after_an_appeal_others_decide_and_the_earlier_decision_stays(
    refused: Application, halyna: User, petro: User, iryna: User
) -> None:
    first = in_force(refused)
    appealed(refused, iryna)
    again(refused, halyna)
    later = IN_TIME + timedelta(days=8)

    with pytest.raises(services.DecidedBefore):
        services.decide(refused.pk, text=TEXT, by=petro, at=later)
    second = services.decide(refused.pk, text=TEXT, by=iryna, at=later)

    assert in_force(refused) == second
    assert list(Decision.objects.exclude(superseded_by=None)) == [first]
    assert (second.nature, second.supersedes) == (Nature.ON_APPEAL, first)
    assert Letter.objects.filter(dedupe_key__startswith="decision:").count() == 2


def test_who_decided_neither_records_the_appeal_nor_proposes_anew(
    refused: Application, staff: Callable[..., User], petro: User, iryna: User
) -> None:
    with pytest.raises(services.DecidedBefore):
        appealed(refused, petro)
    appealed(refused, iryna)
    petro.groups.set(staff("caseworker", name="other").groups.all())
    petro = User.objects.get(pk=petro.pk)
    services.assign(refused.pk, to=petro, by=iryna, at=IN_TIME)

    with pytest.raises(services.DecidedBefore):
        again(refused, petro)


def test_a_late_appeal_says_why_and_is_left_unless_the_reason_is_good(
    refused: Application, iryna: User
) -> None:
    late = {"received_on": LATE.date(), "at": LATE}
    with pytest.raises(services.LateWithoutReason) as asked:
        appealed(refused, iryna, **late)
    assert asked.value.until == LAST_DAY

    left = appealed(refused, iryna, **late, late_reason="Причину не названо.")
    assert refused.status == Status.REFUSED
    assert not left.reopened
    assert "Причину не названо." in Letter.objects.get(dedupe_key=f"appeal:{left.pk}").body

    appealed(refused, iryna, **late, late_reason="Лікарня.", is_excused=True)
    assert refused.status == Status.UNDER_REVIEW


def test_a_late_appeal_is_left_by_one_who_decides_and_took_no_part(
    refused: Application, staff: Callable[..., User], halyna: User, iryna: User
) -> None:
    late = {"received_on": LATE.date(), "at": LATE, "late_reason": "Причину не названо."}
    for by in (halyna, staff("caseworker", name="another")):
        with pytest.raises(services.NotTheirsToLeave):
            appealed(refused, by, **late)
    halyna.groups.set(iryna.groups.all())
    with pytest.raises(services.NotTheirsToLeave):  # she proposed what is appealed
        appealed(refused, User.objects.get(pk=halyna.pk), **late)
    assert not Appeal.objects.exists()

    assert not appealed(refused, iryna, **late).reopened


def test_who_may_not_leave_a_late_appeal_may_have_it_examined(
    refused: Application, halyna: User
) -> None:
    told = {"received_on": LATE.date(), "at": LATE, "late_reason": "Лікарня.", "is_excused": True}

    assert appealed(refused, halyna, **told).reopened


def test_to_leave_a_late_appeal_the_factor_is_shown_first(
    refused: Application,
    halyna: User,
    iryna: User,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: LATE)
    client.cookies["django_language"] = "en"
    address = reverse("admin:review_appeal", args=[refused.pk])
    typed = {
        "version": refused.version, "received_on": f"{LATE:%d.%m.%Y}", "channel": "post",
        "from_whom": "заявниця", "text": "Не так.", "late_reason": "Ні.", "keeps_place": "yes",
    }  # fmt: skip
    for by in (halyna, iryna):
        client.force_login(by)
        put_mark(client, password_at=LATE.timestamp(), seen_at=LATE.timestamp(), factor_at=0)
        by_page = client.post(address, typed)
        assert not Appeal.objects.exists()
        if by == halyna:
            assert "To leave it unexamined is a decision" in by_page.content.decode()
    assert by_page["Location"].startswith(reverse("second_factor"))

    put_mark(
        client, password_at=LATE.timestamp(), seen_at=LATE.timestamp(), factor_at=LATE.timestamp()
    )
    client.post(address, typed)

    assert not Appeal.objects.get().reopened


def test_the_last_day_of_the_term_is_in_time(refused: Application, iryna: User) -> None:
    assert not appealed(refused, iryna, received_on=LAST_DAY, at=LATE).is_late


@pytest.mark.parametrize(("day", "weekday"), [(17, "Saturday"), (18, "Sunday"), (19, "Monday")])
def test_a_term_that_ends_on_a_day_off_ends_on_the_next_working_day(
    day: int, weekday: str, halyna: User, petro: User, iryna: User
) -> None:
    application, at = submitted(OVER_THE_LIMIT), MONDAY.replace(day=day)
    proposed(application, halyna, Kind.REFUSE)
    send_waiting(at=MONDAY)
    decision = services.decide(application.pk, text=TEXT, by=petro, at=at)
    send_waiting(at=at)

    term, monday = term_of_appeal(decision), datetime(2026, 2, 23, 10, tzinfo=UTC)
    assert term is not None
    assert (term.until, term.is_by_weekday) == (monday.date(), False)
    assert f"{at + timedelta(days=35):%A}" == weekday  # the calendar days of the act
    assert decision.appeal_until == monday.date()
    assert "23.02.2026" in Letter.objects.get(dedupe_key=key_of(decision)).body
    assert not appealed(application, iryna, received_on=monday.date(), at=monday).is_late


def test_where_no_calendar_tells_a_term_of_appeal_passes_over_the_weekend(
    halyna: User, petro: User
) -> None:
    application, at = submitted(OVER_THE_LIMIT), datetime(2027, 11, 28, 10, tzinfo=UTC)
    proposed(application, halyna, Kind.REFUSE)
    send_waiting(at=MONDAY)

    decision = services.decide(application.pk, text=TEXT, by=petro, at=at)
    send_waiting(at=at)

    term = term_of_appeal(decision)
    assert term is not None
    assert (term.until, term.is_by_weekday) == (date(2028, 1, 3), True)  # not Sunday, 2 January


@pytest.mark.parametrize("day", [date(2026, 1, 12), date(2026, 1, 24)])
def test_an_appeal_comes_between_the_decision_and_today(
    day: date, refused: Application, iryna: User
) -> None:
    with pytest.raises(services.AppealDayRefused):
        appealed(refused, iryna, received_on=day)


def test_a_place_is_lost_only_by_a_named_basis(refused: Application, iryna: User) -> None:
    with pytest.raises(services.BasisMissing):
        appealed(refused, iryna, keeps_place=False)

    appealed(refused, iryna, keeps_place=False, basis="Пункт 9 Порядку")

    assert counts_from(refused) == IN_TIME.date()


def test_an_approval_is_not_reopened(halyna: User, petro: User, iryna: User) -> None:
    application = submitted()
    proposed(application, halyna)
    services.decide(application.pk, text=TEXT, by=petro, at=MONDAY)

    with pytest.raises(services.MoveRefused):
        appealed(application, iryna)


def test_an_obvious_error_is_put_right_beside_the_decision(
    refused: Application, petro: User
) -> None:
    first = in_force(refused)
    assert first is not None

    fixed = services.correct_error(
        refused.pk, wrong="27,13", right="27,31", text="Площа 27,31 м².", by=petro, at=IN_TIME
    )

    first.refresh_from_db()
    assert first.text == TEXT
    assert (fixed.kind, fixed.grounds, fixed.appeal_until) == (
        first.kind, first.grounds, first.appeal_until,
    )  # fmt: skip
    assert in_force(refused) == fixed
    refused.refresh_from_db()
    assert refused.status == Status.REFUSED
    body = Letter.objects.get(dedupe_key=f"decision:{fixed.pk}").body
    assert "27,13" in body
    assert "27,31" in body
    assert last_entry(refused).act == "decision.corrected"


def test_an_appeal_may_come_before_the_error_was_put_right(
    refused: Application, petro: User, iryna: User
) -> None:
    for day in (IN_TIME, IN_TIME + timedelta(days=1)):
        services.correct_error(refused.pk, wrong="а", right="б", text="в", by=petro, at=day)
    day_before = (IN_TIME - timedelta(days=1)).date()
    recorded = IN_TIME + timedelta(days=2)

    with pytest.raises(services.AppealDayRefused):
        appealed(refused, iryna, received_on=DECIDED.date() - timedelta(days=1), at=recorded)
    appeal = appealed(refused, iryna, received_on=day_before, at=recorded)

    assert refused.status == Status.UNDER_REVIEW
    assert f"{DECIDED:%d.%m.%Y}" in Letter.objects.get(dedupe_key=f"appeal:{appeal.pk}").body


def test_who_proposed_puts_nothing_right(refused: Application, halyna: User) -> None:
    with pytest.raises(services.SamePerson):
        services.correct_error(refused.pk, wrong="а", right="б", text="в", by=halyna, at=IN_TIME)


def test_nothing_is_put_right_before_it_is_decided(petro: User) -> None:
    with pytest.raises(services.NotDecided):
        services.correct_error(submitted().pk, wrong="а", right="б", text="в", by=petro, at=IN_TIME)


def test_the_database_keeps_one_chain_of_decisions(refused: Application, iryna: User) -> None:
    first = in_force(refused)
    assert first is not None
    first.pk = None
    with pytest.raises(IntegrityError, match=r"UNIQUE|one_first|once"), transaction.atomic():
        first.save(force_insert=True)
    fields = {"nature": Nature.ON_APPEAL, "supersedes": in_force(refused), "by": first.by}
    with pytest.raises(IntegrityError, match="somebody_else"), transaction.atomic():
        copy(first, **fields, earlier_by=first.by)


def copy(decision: Decision, **changed: Any) -> None:
    decision.pk = None
    for name, value in changed.items():
        setattr(decision, name, value)
    decision.save(force_insert=True)


# Conflicts of interest ---------------------------------------------------------------------------


def test_a_conflict_takes_the_application_away_and_asks_for_another(
    halyna: User, petro: User
) -> None:
    application = submitted()
    services.take(application.pk, by=halyna, at=MONDAY)

    services.state_conflict(application.pk, has_conflict=True, text="Сестра.", by=halyna, at=MONDAY)

    assert not Assignment.objects.filter(application=application).exists()
    asked = Letter.objects.get(dedupe_key__startswith=f"reassign:{application.pk}:")
    assert asked.to == petro.email
    assert "Сестра" not in asked.body
    facts = last_entry(application).facts
    assert (facts["conflict"], facts["freed"]) == (True, True)


def test_nobody_is_asked_to_give_what_is_decided_to_another(
    refused: Application, halyna: User, iryna: User
) -> None:
    services.state_conflict(refused.pk, has_conflict=True, text="Сестра.", by=halyna, at=IN_TIME)

    assert not Letter.objects.filter(dedupe_key__startswith="reassign:").exists()
    appealed(refused, iryna)
    assert not Assignment.objects.filter(application=refused).exists()


@pytest.mark.parametrize("who", ["halyna", "petro"])
def test_nothing_is_decided_with_a_conflict(who: str, halyna: User, petro: User) -> None:
    application = submitted()
    proposed(application, halyna)
    states = {"halyna": halyna, "petro": petro}[who]
    services.state_conflict(application.pk, has_conflict=True, text="Брат.", by=states, at=MONDAY)

    with pytest.raises(services.HasConflict) as refusal:
        services.decide(application.pk, text=TEXT, by=petro, at=MONDAY)

    assert refusal.value.who == states
    assert not Decision.objects.exists()


def test_nothing_is_taken_with_a_conflict(halyna: User) -> None:
    application = submitted()
    services.state_conflict(application.pk, has_conflict=True, text="Сусід.", by=halyna, at=MONDAY)

    with pytest.raises(services.HasConflict):
        services.take(application.pk, by=halyna, at=MONDAY)

    application.refresh_from_db()
    assert application.status == Status.REGISTERED


def test_nothing_is_proposed_with_a_conflict(halyna: User) -> None:
    application = taken(submitted(), halyna)
    services.state_conflict(application.pk, has_conflict=True, text="Сусід.", by=halyna, at=MONDAY)
    Assignment.objects.create(application=application, caseworker=halyna, at=MONDAY)

    with pytest.raises(services.HasConflict):
        services.propose(
            application.pk, Kind.APPROVE, grounds=["own_housing"], text=TEXT, by=halyna, at=MONDAY
        )


def test_a_conflict_is_named_and_not_taken_back(halyna: User) -> None:
    application = submitted()
    with pytest.raises(services.ConflictUnnamed):
        services.state_conflict(application.pk, has_conflict=True, by=halyna, at=MONDAY)
    for has_conflict in (False, True, False):
        services.state_conflict(
            application.pk, has_conflict=has_conflict, text="Сват.", by=halyna, at=MONDAY
        )

    assert conflict_of(application, halyna) is not None
    assert Entry.objects.filter(act="conflict.stated").count() == 2


# Who answers for it anew -------------------------------------------------------------------------


def asked_to_assign(application: Application) -> int:
    letters = Letter.objects.filter(dedupe_key__startswith=f"reassign:{application.pk}:")
    return letters.count()


def test_after_an_appeal_the_same_caseworker_answers_for_it(
    refused: Application, halyna: User, iryna: User
) -> None:
    appealed(refused, iryna)

    assert Assignment.objects.get(application=refused).caseworker == halyna
    assert not asked_to_assign(refused)


@pytest.mark.parametrize("why", ["a conflict stated meanwhile", "left", "another role"])
def test_whom_an_appeal_leaves_to_nobody_those_who_decide_are_asked_to_assign(
    why: str, refused: Application, halyna: User, petro: User, iryna: User
) -> None:
    if why == "left":
        User.objects.filter(pk=halyna.pk).update(is_active=False)
    elif why == "another role":
        halyna.groups.clear()
    else:
        told: dict[str, Any] = {
            "has_conflict": True,
            "text": "Сестра.",
            "by": halyna,
            "at": IN_TIME,
        }
        services.state_conflict(refused.pk, **told)
    assert not asked_to_assign(refused)

    appealed(refused, iryna)

    assert not Assignment.objects.filter(application=refused).exists()
    assert refused.caseworker is None
    letters = Letter.objects.filter(dedupe_key__startswith="reassign:")
    assert {letter.to for letter in letters} == {petro.email, iryna.email}
    assert "after an appeal, and nobody answers for it" in letters[0].body


# On paper ----------------------------------------------------------------------------------------


def test_an_appeal_on_paper_is_kept_as_its_scan(
    refused: Application, iryna: User, client: Client
) -> None:
    client.force_login(iryna)
    client.cookies["django_language"] = "en"
    refused.refresh_from_db()
    typed = {
        "version": refused.version, "received_on": "20.01.2026", "channel": "post",
        "from_whom": "заявниця", "keeps_place": "yes",
    }  # fmt: skip
    address = reverse("admin:review_appeal", args=[refused.pk])

    nothing = client.post(address, typed)
    wrong = client.post(address, {**typed, "scans": SimpleUploadedFile("a.pdf", b"MZ\x90")})
    scan = SimpleUploadedFile("скарга.pdf", b"%PDF-1.7 an appeal", "application/pdf")
    second = SimpleUploadedFile("додаток.pdf", b"%PDF-1.7 an annex", "application/pdf")
    done = client.post(address, {**typed, "scans": [scan, second]})

    assert (nothing.status_code, wrong.status_code, done.status_code) == (422, 422, 302)
    assert "Write what the appeal says, or attach its scan." in nothing.content.decode()
    appeal = Appeal.objects.get()
    assert appeal.copy is not None
    assert (appeal.text, appeal.copy.state) == ("", "waiting")
    assert last_entry_of("appeal.received").facts["sha256"].split(",") == [
        copy.sha256 for copy in appeal.copies
    ]
    scanned, annex = (
        reverse("admin:review_scan", args=[refused.pk, appeal.pk, copy.pk])
        for copy in appeal.copies
    )
    assert client.get(scanned).status_code == 302  # nobody opens what is not found clean
    for copy in appeal.copies:
        found_clean(copy)
    page = client.get(reverse("admin:applications_application_change", args=[refused.pk]))
    assert scanned in page.content.decode()
    got: Any = client.get(scanned)
    assert b"".join(got.streaming_content) == b"%PDF-1.7 an appeal"
    also: Any = client.get(annex)
    assert b"".join(also.streaming_content) == b"%PDF-1.7 an annex"
    assert "скарга" not in got["Content-Disposition"]
    b"".join(client.get(scanned))
    seen = Entry.objects.filter(act="appeal.seen", by=iryna.pk).order_by("seq")
    assert [entry.facts["sha256"] for entry in seen] == [copy.sha256 for copy in appeal.copies]


def test_a_refused_appeal_keeps_no_file(
    refused: Application, petro: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = Scan(io.BytesIO(b"%PDF-1.7 an appeal"), "a.pdf")
    monkeypatch.setattr(appealing, "kept_appeal", lambda *_args, **_more: 1 / 0)
    other = petro.groups.get().user_set.create(username="taras")
    before = default_storage.listdir(files.FOLDER)[1]

    with pytest.raises(ZeroDivisionError):
        appealed(refused, other, scans=[scan])

    assert not Copy.objects.filter(name="a.pdf").exists()
    assert default_storage.listdir(files.FOLDER)[1] == before


def last_entry_of(act: str) -> Entry:
    return Entry.objects.filter(act=act).order_by("-seq")[0]


def test_where_something_is_protected_a_scan_is_shown_to_those_who_review(
    refused: Application, iryna: User, halyna: User, staff: Callable[..., User], client: Client
) -> None:
    scan = Scan(io.BytesIO(b"%PDF-1.7 an appeal"), "a.pdf")
    appeal = appealed(refused, iryna, scans=[scan])
    assert appeal.copy is not None
    found_clean(appeal.copy)
    address = reverse("admin:review_scan", args=[refused.pk, appeal.pk, appeal.copy.pk])
    got = {}
    others = (staff("caseworker", name="olha"), staff("auditor", name="maria"))
    for user in (halyna, iryna, *others):
        client.force_login(user)
        answer = client.get(address)
        b"".join(getattr(answer, "streaming_content", ()))
        got[user.username] = answer.status_code

    assert got == {"halyna": 200, "iryna": 200, "olha": 403, "maria": 403}  # she recorded it


def test_the_page_asks_not_to_name_what_protected_papers_prove(
    refused: Application, iryna: User, client: Client
) -> None:
    client.force_login(iryna)
    client.cookies["django_language"] = "en"
    address = reverse("admin:applications_application_change", args=[refused.pk])
    asked = "Do not name what they prove unless the decision needs it"
    assert asked in client.get(address).content.decode()

    for person in refused.people.all():
        person.status_claims.all().delete()

    assert asked not in client.get(address).content.decode()
