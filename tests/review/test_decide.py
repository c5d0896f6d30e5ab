"""The road through the office: proposed by one person, decided by another, on proven facts."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from applications.models import Application, Document, Verdict
from applications.status import Status
from audit.models import Entry
from audit.services import verify
from outbox.models import Letter
from outbox.services import send_waiting
from review import posting, services
from review.lock import locked_both
from review.models import Decision, Kind, Proposal, State
from review.replay import comes_out_the_same, replay
from tests.review.builders import (
    MONDAY,
    OVER_THE_LIMIT,
    SHARE_OF_A_FLAT,
    attachment,
    paper_of,
    proposed,
    proven,
    submitted,
    taken,
    withdrawn,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
TUESDAY = MONDAY + timedelta(days=1)
AFTER_THE_HEARING = MONDAY + timedelta(days=8)  # the first day after five working days
PERSONAL_NUMBERS = ("3184710691", "001234567", "1401-5000123456")  # of the example
TEXT = "Розглянуто; умови постанови виконано."
EXAMPLES = {Kind.APPROVE: SHARE_OF_A_FLAT, Kind.REFUSE: OVER_THE_LIMIT}


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="halyna")


@pytest.fixture
def petro(staff: Callable[..., User]) -> User:
    return staff("decision_maker", name="petro")


def status_of(application: Application) -> str:
    application.refresh_from_db()
    return application.status


def test_an_application_is_approved_by_two_people(halyna: User, petro: User) -> None:
    application = submitted()
    proposal = proposed(application, halyna)

    decision = services.decide(application.pk, text=TEXT, by=petro, at=TUESDAY)

    assert status_of(application) == Status.APPROVED
    assert (decision.kind, decision.proposed_by_id, decision.by_id) == (
        Kind.APPROVE, halyna.pk, petro.pk,
    )  # fmt: skip
    proposal.refresh_from_db()
    assert proposal.state == State.DECIDED
    assert Letter.objects.get(kind="decision").about == f"application:{application.pk}"
    acts = Entry.objects.filter(subject=f"application:{application.pk}").order_by("seq")
    assert [entry.act for entry in acts if entry.act != "document.judged"] == [
        "application.submitted", "application.taken", "decision.proposed", "application.decided",
    ]  # fmt: skip
    assert verify() == acts.count()


def test_a_refusal_is_heard_first(halyna: User, petro: User) -> None:
    application = submitted(OVER_THE_LIMIT)
    proposal = proposed(application, halyna, Kind.REFUSE)

    assert status_of(application) == Status.PROPOSED_REFUSAL
    assert proposal.hearing.hear_by == date(2026, 1, 12)
    notice = Letter.objects.get(kind="hearing_notice")
    assert "12.01.2026" in notice.body
    send_waiting(at=MONDAY)
    with pytest.raises(services.NotHeard):
        services.decide(application.pk, text=TEXT, by=petro, at=MONDAY + timedelta(days=7))

    decision = services.decide(application.pk, text=TEXT, by=petro, at=AFTER_THE_HEARING)

    assert status_of(application) == Status.REFUSED
    assert decision.appeal_until == date(2026, 2, 17)
    letter = Letter.objects.get(kind="decision").body
    assert "17.02.2026" in letter
    assert "27,31" in letter


@pytest.mark.parametrize("language", ["uk", "en"])
def test_a_notice_by_email_that_leaves_late_says_that_the_later_day_holds(
    language: str, halyna: User
) -> None:
    application = submitted(OVER_THE_LIMIT, language=language)
    proposed(application, halyna, Kind.REFUSE)

    send_waiting(at=MONDAY + timedelta(days=9))  # the mail server was away

    body = Letter.objects.get(kind="hearing_notice").body
    assert {"uk": "5 роб. днів", "en": "5 working days"}[language] in body
    assert {"uk": "діє пізніший", "en": "the later day holds"}[language] in body


@pytest.mark.parametrize("state", ["queued", "failed", "uncertain", "to_print"])
def test_no_day_to_speak_passes_before_the_notice_leaves(
    state: str, halyna: User, petro: User
) -> None:
    application = submitted(OVER_THE_LIMIT)
    proposed(application, halyna, Kind.REFUSE)
    delivery = "post" if state == "to_print" else "email"
    Letter.objects.filter(kind="hearing_notice").update(
        state=state, delivery=delivery, trouble="no_answer"
    )

    with pytest.raises(services.NoticeNotSent) as refused:
        services.decide(application.pk, text=TEXT, by=petro, at=AFTER_THE_HEARING)

    assert refused.value.state == state
    assert status_of(application) == Status.PROPOSED_REFUSAL


def test_the_days_to_speak_run_from_the_fifth_day_after_a_notice_was_posted(
    halyna: User, petro: User
) -> None:
    invitation = {"method": "post", "postal_address": "м. Біла Церква, вул. Лісова, 2"}
    application = submitted(OVER_THE_LIMIT, invitation=invitation)
    proposed(application, halyna, Kind.REFUSE)
    notice = Letter.objects.get(kind="hearing_notice")
    assert "5 роб. днів" in notice.body
    wednesday = MONDAY + timedelta(days=2)
    posting.print_letters([notice.pk], by=petro, at=wednesday)
    with pytest.raises(services.NoticeNotSent):
        services.decide(application.pk, text=TEXT, by=petro, at=AFTER_THE_HEARING)

    posting.mark_posted([(notice.pk, "")], on=wednesday.date(), by=petro, at=wednesday)

    with pytest.raises(services.NotHeard) as refused:
        services.decide(application.pk, text=TEXT, by=petro, at=AFTER_THE_HEARING)
    assert refused.value.hear_by == date(2026, 1, 19)  # received on Monday, 12 January
    services.decide(application.pk, text=TEXT, by=petro, at=MONDAY + timedelta(days=15))
    assert status_of(application) == Status.REFUSED


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({}, id="by e-mail"),
        pytest.param(
            {"invitation": {"method": "post", "postal_address": "Біла Церква"}}, id="by post"
        ),
    ],
)
def test_a_notice_does_not_leave_after_the_hearing_it_announces(
    changed: dict[str, Any], halyna: User, petro: User
) -> None:
    application = submitted(OVER_THE_LIMIT, **changed)
    proposed(application, halyna, Kind.REFUSE)
    services.record_hearing(
        application.pk, "Прийшла сама.", heard_on=MONDAY.date(), by=halyna, at=MONDAY
    )
    services.decide(
        application.pk, text=TEXT, considered="Так.", by=petro, at=MONDAY + timedelta(minutes=5)
    )

    send_waiting(at=TUESDAY)

    notice = Letter.objects.get(kind="hearing_notice")
    assert (notice.state, notice.sent_at) == ("set_aside", None)
    assert Entry.objects.get(act="hearing.recorded").facts["notice_withheld"] is True


def test_who_decides_sees_that_the_hearing_came_before_its_notice(
    halyna: User, petro: User, client: Client
) -> None:
    client.force_login(petro)
    client.cookies["django_language"] = "en"
    words = "The applicant was heard before the notice left"
    for key, is_sent in (("one", False), ("two", True)):
        application = submitted(OVER_THE_LIMIT, key=key)
        proposed(application, halyna, Kind.REFUSE)
        if is_sent:
            send_waiting(at=MONDAY)
        services.record_hearing(
            application.pk, "Прийшла.", heard_on=MONDAY.date(), by=halyna, at=MONDAY
        )
        page = client.get(reverse("admin:applications_application_change", args=[application.pk]))
        assert (words in page.content.decode()) is not is_sent


def test_a_heard_applicant_need_not_be_waited_for(halyna: User, petro: User) -> None:
    application = submitted(OVER_THE_LIMIT)
    proposed(application, halyna, Kind.REFUSE)
    day = date(2026, 1, 6)

    services.record_hearing(
        application.pk, "Квартиру продано.", heard_on=day, by=halyna, at=TUESDAY
    )
    with pytest.raises(services.ConsiderationMissing):
        services.decide(application.pk, text=TEXT, by=petro, at=TUESDAY)
    weighed = "Договір купівлі-продажу не подано."
    services.decide(application.pk, text=TEXT, considered=weighed, by=petro, at=TUESDAY)

    assert status_of(application) == Status.REFUSED
    assert weighed in Letter.objects.get(kind="decision").body


@pytest.mark.parametrize("kind", Kind)
def test_who_proposed_does_not_decide(kind: Kind, halyna: User) -> None:
    application = submitted(OVER_THE_LIMIT if kind == Kind.REFUSE else "05-share-of-a-flat")
    proposed(application, halyna, kind)

    with pytest.raises(services.SamePerson):
        services.decide(application.pk, text=TEXT, by=halyna, at=AFTER_THE_HEARING)

    assert not Decision.objects.exists()


def test_the_database_refuses_one_person_for_both(halyna: User) -> None:
    proposal = proposed(submitted(), halyna)

    with pytest.raises(IntegrityError, match="decided_by_another_person"):
        decision_row(proposal, by=halyna)


def test_the_database_refuses_a_refusal_without_grounds(halyna: User, petro: User) -> None:
    proposal = proposed(submitted(OVER_THE_LIMIT), halyna, Kind.REFUSE)

    with pytest.raises(IntegrityError, match="refusal_has_grounds"):
        decision_row(proposal, by=petro, grounds=[], appeal_until=date(2026, 2, 1))
    with pytest.raises(IntegrityError, match="proposal_has_its_reasons"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(grounds=[])


def test_the_database_refuses_a_second_open_proposal(halyna: User) -> None:
    proposal = proposed(submitted(), halyna)
    proposal.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        proposal.save(force_insert=True)


def decision_row(proposal: Proposal, *, by: User, **changed: Any) -> None:
    fields: dict[str, Any] = {
        "application": proposal.application,
        "kind": proposal.kind,
        "proposal": proposal,
        "grounds": proposal.grounds,
        "text": TEXT,
        "proposed_by": proposal.by,
        "by": by,
        "at": TUESDAY,
        "determination": proposal.determination,
    }
    with transaction.atomic():
        Decision.objects.create(**{**fields, **changed})


@pytest.mark.parametrize("kind", Kind)
def test_unknown_is_neither_approved_nor_refused(kind: Kind, halyna: User) -> None:
    application = taken(submitted(), halyna)

    with pytest.raises(services.NotDetermined) as refused:
        services.propose(
            application.pk, kind, grounds=["own_housing"], text=TEXT, by=halyna, at=MONDAY
        )

    assert "idp_status" in {each["clause"] for each in refused.value.missing}
    assert status_of(application) == Status.UNDER_REVIEW


@pytest.mark.parametrize(
    ("name", "kind", "grounds", "text", "refusal"),
    [
        pytest.param("05-share-of-a-flat", Kind.REFUSE, ["own_housing"], TEXT,
                     services.AgainstDetermination, id="refusing the eligible"),
        pytest.param(OVER_THE_LIMIT, Kind.APPROVE, ["own_housing"], TEXT,
                     services.AgainstDetermination, id="approving the ineligible"),
        pytest.param(OVER_THE_LIMIT, Kind.REFUSE, [], TEXT, services.NoGrounds,
                     id="without grounds"),
        pytest.param(OVER_THE_LIMIT, Kind.REFUSE, ["idp_status"], TEXT, services.NotAGround,
                     id="on a clause that is met"),
        pytest.param(OVER_THE_LIMIT, Kind.REFUSE, ["residence_actual"], TEXT,
                     services.GroundsNotEnough, id="on grounds that leave a group open"),
        pytest.param("05-share-of-a-flat", Kind.APPROVE, ["residence_actual"], TEXT,
                     services.NotAGround, id="approving on a clause that is not met"),
        pytest.param(OVER_THE_LIMIT, Kind.REFUSE, ["own_housing"], "  ", services.ReasonMissing,
                     id="without words"),
    ],
)  # fmt: skip
def test_a_proposal_is_held_against_the_proven_facts(
    name: str,
    kind: Kind,
    grounds: list[str],
    text: str,
    refusal: type[Exception],
    halyna: User,
) -> None:
    application = proven(submitted(name), halyna)

    with pytest.raises(refusal):
        services.propose(application.pk, kind, grounds=grounds, text=text, by=halyna, at=MONDAY)

    assert not Proposal.objects.exists()
    assert not Letter.objects.filter(kind="hearing_notice").exists()


def test_evidence_that_changed_meanwhile_stops_the_decision(halyna: User, petro: User) -> None:
    application = submitted()
    proposed(application, halyna)
    document = paper_of(application, "ownership_document")
    services.judge(document.pk, Verdict.REJECTED, reason="Не читається.", by=halyna, at=TUESDAY)

    with pytest.raises(services.FactsChanged):
        services.decide(application.pk, text=TEXT, by=petro, at=TUESDAY)

    services.send_back(application.pk, reason="Папір відхилено.", by=petro, at=TUESDAY)
    assert status_of(application) == Status.UNDER_REVIEW
    with pytest.raises(services.NotDetermined):
        services.propose(
            application.pk, Kind.APPROVE, grounds=["own_housing"], text=TEXT, by=halyna, at=TUESDAY
        )


@pytest.mark.parametrize("kind", Kind)
def test_a_proposal_sent_back_can_be_made_anew(kind: Kind, halyna: User, petro: User) -> None:
    application = submitted(OVER_THE_LIMIT if kind == Kind.REFUSE else "05-share-of-a-flat")
    first = proposed(application, halyna, kind)

    services.send_back(application.pk, reason="Мало обґрунтовано.", by=petro, at=TUESDAY)
    second = services.propose(
        application.pk, kind, grounds=["own_housing"], text=TEXT, by=halyna, at=TUESDAY
    )

    first.refresh_from_db()
    assert (first.state, second.state) == (State.SENT_BACK, State.OPEN)
    with pytest.raises(services.NoOpenProposal):
        services.send_back(submitted(key="another").pk, reason="x", by=petro, at=TUESDAY)


@pytest.mark.parametrize("kind", Kind)
def test_nothing_is_proposed_while_a_paper_is_unjudged(kind: Kind, halyna: User) -> None:
    application = proven(submitted(EXAMPLES[kind]), halyna)
    bring(application, halyna)

    with pytest.raises(services.PapersWaiting) as refused:
        services.propose(
            application.pk, kind, grounds=["own_housing"], text=TEXT, by=halyna, at=TUESDAY
        )

    assert refused.value.papers == 1
    assert not Proposal.objects.exists()


def test_papers_brought_to_the_hearing_are_judged_before_a_refusal(
    halyna: User, petro: User
) -> None:
    application = submitted(OVER_THE_LIMIT)
    proposed(application, halyna, Kind.REFUSE)
    services.record_hearing(
        application.pk, "Ось довідка.", heard_on=date(2026, 1, 6), by=halyna, at=TUESDAY
    )
    paper = bring(application, halyna)

    decided: dict[str, Any] = {"text": TEXT, "considered": TEXT, "at": AFTER_THE_HEARING}

    with pytest.raises(services.PapersWaiting):
        services.decide(application.pk, **decided, by=petro)

    assert status_of(application) == Status.PROPOSED_REFUSAL
    services.judge(paper.pk, Verdict.REJECTED, reason="Не стосується.", by=halyna, at=TUESDAY)
    services.decide(application.pk, **decided, by=petro)
    assert status_of(application) == Status.REFUSED


def test_papers_that_came_after_the_proposal_are_judged_before_an_approval(
    halyna: User, petro: User
) -> None:
    application = submitted()
    proposed(application, halyna)
    paper = bring(application, halyna)

    with pytest.raises(services.PapersWaiting):
        services.decide(application.pk, text=TEXT, by=petro, at=TUESDAY)

    services.judge(paper.pk, Verdict.REJECTED, reason="Не стосується.", by=halyna, at=TUESDAY)
    services.decide(application.pk, text=TEXT, by=petro, at=TUESDAY)
    assert status_of(application) == Status.APPROVED


def bring(application: Application, by: User) -> Document:
    return services.add_paper(application.pk, attachment("other", "p1"), by=by, at=TUESDAY)


def test_another_caseworker_takes_back_no_proposal(
    staff: Callable[..., User], halyna: User
) -> None:
    application = submitted()
    proposal = proposed(application, halyna)

    with pytest.raises(services.NotYours):
        services.send_back(
            application.pk, reason="x", by=staff("caseworker", name="ostap"), at=TUESDAY
        )

    proposal.refresh_from_db()
    assert proposal.state == State.OPEN
    services.send_back(application.pk, reason="Помилка.", by=halyna, at=TUESDAY)


def test_a_recorded_determination_is_replayed_from_its_own_row(halyna: User) -> None:
    recorded = proposed(submitted(), halyna).determination
    recorded.refresh_from_db()

    assert replay(recorded).as_document() == recorded.document
    assert comes_out_the_same(recorded)
    assert {each["paper"] for each in recorded.case["accepted"]} >= {"idp_certificate"}
    text = str(recorded.case)
    assert not [
        secret for secret in ("3184710691", "001234567", "1401-5000123456") if secret in text
    ]


def test_a_record_that_was_tampered_with_comes_out_otherwise(halyna: User) -> None:
    recorded = proposed(submitted(), halyna).determination
    recorded.case["facts"]["homes"][0]["total_area"] = "819/10000"
    recorded.document["outcome"] = "ineligible"

    assert not comes_out_the_same(recorded)


@pytest.mark.parametrize(
    ("method", "address", "delivery"),
    [("electronic", None, "email"), ("post", "м. Біла Церква, вул. Лісова, 2", "post")],
)
@pytest.mark.parametrize(("language", "word"), [("uk", "заяву задоволено"), ("en", "approved")])
def test_the_letter_goes_as_the_applicant_chose(
    method: str, address: str | None, delivery: str, language: str, word: str, halyna: User,
    petro: User,
) -> None:  # fmt: skip
    invitation = {"method": method} | ({"postal_address": address} if address else {})
    application = submitted(invitation=invitation, language=language)
    proposed(application, halyna)

    services.decide(application.pk, text="Мар'яна & Ко", by=petro, at=TUESDAY)

    letter = Letter.objects.get(kind="decision")
    assert letter.delivery == delivery
    assert (address or "olena@example.com") in letter.to
    assert word in letter.body
    assert "Мар'яна & Ко" in letter.body


def test_two_applications_are_locked_in_the_order_of_their_keys() -> None:
    first, second = submitted(), submitted(key="again")

    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        rows = locked_both(second.pk, first.pk, version=None)

    assert [row.pk for row in rows] == [second.pk, first.pk]
    read = [each["sql"] for each in asked if "applications_application" in each["sql"]]
    assert [f'"id" = {pk}' in sql for pk, sql in zip((first.pk, second.pk), read, strict=True)] == [
        True, True,
    ]  # fmt: skip


def test_an_old_page_is_told_who_changed_what_it_shows(halyna: User, petro: User) -> None:
    application = submitted()
    seen = application.version
    taken(application, halyna)

    with pytest.raises(services.VersionConflict) as refused:
        services.assign(application.pk, to=halyna, by=petro, at=TUESDAY, version=seen)

    assert refused.value.by == halyna
    assert refused.value.at == MONDAY
    assert status_of(application) == Status.UNDER_REVIEW


def test_one_application_has_one_caseworker(staff: Callable[..., User], halyna: User) -> None:
    ivan, olha = staff("caseworker", name="ivan"), staff("decision_maker", name="olha")
    application = taken(submitted(), halyna)
    document = paper_of(application, "idp_certificate")

    with pytest.raises(services.AlreadyTaken):
        services.take(application.pk, by=ivan, at=MONDAY)
    with pytest.raises(services.NotYours):
        services.judge(document.pk, Verdict.ACCEPTED, by=ivan, at=MONDAY)
    with pytest.raises(services.NotACaseworker):
        services.assign(application.pk, to=olha, by=olha, at=MONDAY)

    services.assign(application.pk, to=ivan, by=olha, at=MONDAY)
    services.judge(document.pk, Verdict.ACCEPTED, by=ivan, at=MONDAY)


def test_a_rejected_paper_makes_its_fact_unknown_again(halyna: User) -> None:
    from review.determining import verified_determination  # noqa: PLC0415

    application = proven(submitted(), halyna)
    document = paper_of(application, "idp_certificate")
    assert "idp_status" in verified_determination(application).clauses("met")

    services.judge(document.pk, Verdict.REJECTED, reason="Не той.", by=halyna, at=TUESDAY)

    assert "idp_status" in verified_determination(application).clauses("unknown")
    with pytest.raises(services.ReasonMissing):
        services.judge(document.pk, Verdict.REJECTED, reason=" ", by=halyna, at=TUESDAY)


def test_a_paper_added_at_the_desk_waits_for_a_verdict(halyna: User) -> None:
    application = taken(submitted(papers=()), halyna)

    paper = services.add_paper(
        application.pk, attachment("idp_certificate", "p1"), by=halyna, at=TUESDAY
    )

    assert (paper.verdict, paper.person and paper.person.ref) == (Verdict.PENDING, "p1")


def test_a_paper_for_a_closed_application_leaves_no_file(halyna: User, settings: Any) -> None:
    application = taken(submitted(papers=()), halyna)
    withdrawn(application, halyna)
    kept = files_in(settings.MEDIA_ROOT)

    with pytest.raises(services.AlreadyDecided):
        services.add_paper(application.pk, attachment("other", None), by=halyna, at=TUESDAY)

    assert files_in(settings.MEDIA_ROOT) == kept


def files_in(folder: Path) -> set[Path]:
    return {file for file in folder.rglob("*") if file.is_file()}
