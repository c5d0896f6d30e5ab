"""Where a commission decides, its vote comes first, in a protocol with names."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application
from audit.models import Entry
from review import deciders, printed, services, sitting
from review.models import Kind, Protocol
from tests.review.builders import MONDAY, OVER_THE_LIMIT, proposed, submitted

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


@pytest.mark.usefixtures("commission")
def test_what_the_protocol_says_is_printed_once_and_kept(
    application: Application, halyna: User, petro: User, client: Client
) -> None:
    vote = services.record_vote(application.pk, **VOTE, by=halyna)
    before = printed.html(vote.extracts.get(language="uk"))
    application.people.update(surname="Інше")
    client.force_login(petro)
    client.cookies["django_language"] = "en"
    page = client.get(reverse("admin:applications_application_change", args=[application.pk]))

    assert services.print_waiting(at=TUESDAY) == 2
    extract = vote.extracts.get(language="uk")
    pdf = printed.read(extract, at=TUESDAY + timedelta(days=30))

    assert hashlib.sha256(pdf).hexdigest() == extract.pdf_sha256
    assert printed.html(extract) == before
    for said in (
        "№ <span class=\"number\">7</span>", "06.01.2026", "2. Б. Другий", application.number,
        "<td>2</td>", "пропозицію підтримати", "Площа за документами.", "halyna",
    ):  # fmt: skip
        assert said in before
    address = reverse("admin:review_protocol", args=[application.pk, vote.pk, "en"])
    assert address in page.content.decode()
    got = client.get(address)
    assert got["Content-Type"] == "application/pdf"
    assert Entry.objects.get(act="protocol.read").facts["vote"] == vote.pk


@pytest.mark.usefixtures("commission")
def test_under_a_decision_stands_the_protocol_that_it_rests_on(
    application: Application, halyna: User, petro: User
) -> None:
    services.record_vote(application.pk, **VOTE, by=halyna)

    decision = services.decide(application.pk, text="Так.", by=petro, at=TUESDAY)

    signed = {each.language: printed.html(each) for each in decision.letters.all()}
    assert "на підставі рішення комісії (протокол № 7 від 06.01.2026)</td>" in signed["uk"]
    assert "on the decision of the commission (protocol No. 7 of 06.01.2026)</td>" in signed["en"]


@pytest.mark.asked_for_conflicts
@pytest.mark.usefixtures("commission")
def test_a_sitting_opens_after_the_statement_of_each_application_and_to_who_oversees(
    application: Application,
    halyna: User,
    petro: User,
    staff: Callable[..., User],
    client: Client,
) -> None:
    vote = services.record_vote(application.pk, **VOTE, by=halyna)
    address = reverse("admin:review_sitting", args=[vote.protocol_id, "uk"])

    client.force_login(petro)
    asked = client.get(address).content
    services.state_conflict(application.pk, has_conflict=False, by=petro, at=TUESDAY)
    opened = client.get(address).content
    auditor = staff("auditor", name="audits")
    client.force_login(auditor)
    overseen = client.get(address).content

    assert b"conflict-form" in asked
    assert (opened[:4], overseen[:4]) == (b"%PDF", b"%PDF")
    read = Entry.objects.filter(act="protocol.read").order_by("seq").values_list("by", flat=True)
    assert list(read) == [petro.pk, auditor.pk]


@pytest.mark.usefixtures("commission")
def test_a_proposal_that_was_voted_down_says_so_in_print(
    application: Application, halyna: User
) -> None:
    even = {**VOTE, "members": ["А", "Б"], "votes_for": 1}
    vote = services.record_vote(application.pk, **even, by=halyna)

    assert "пропозицію не підтримано" in printed.html(vote.extracts.get(language="uk"))
    assert "is not supported" in printed.html(vote.extracts.get(language="en"))


@pytest.mark.usefixtures("commission")
def test_who_decides_prints_the_whole_sitting_and_of_each_application_it_is_noted(
    application: Application, halyna: User, petro: User, client: Client
) -> None:
    other = submitted(OVER_THE_LIMIT)
    proposed(other, halyna, Kind.REFUSE)
    vote = services.record_vote(application.pk, **VOTE, by=halyna)
    down = {**VOTE, "votes_for": 0, "votes_against": 3}
    services.record_vote(other.pk, **down, by=halyna)
    address = reverse("admin:review_sitting", args=[vote.protocol_id, "uk"])

    client.force_login(halyna)
    assert client.get(address).status_code == 403
    client.force_login(petro)
    page = client.get(reverse("admin:applications_application_change", args=[application.pk]))
    assert address in page.content.decode()
    assert client.get(address).content.startswith(b"%PDF")

    read = Entry.objects.filter(act="protocol.read", by=petro.pk).values_list("subject", flat=True)
    assert set(read) == {f"application:{each.pk}" for each in (application, other)}
    found = list(sitting.extracts_of(vote.protocol, "uk"))
    words = sitting.words_of(vote.protocol, found, "uk", TUESDAY)
    assert [
        (each["application"], each["for"], each["against"], each["is_carried"])
        for each in words["items"]
    ] == [(application.number, 2, 1, True), (other.number, 0, 3, False)]
    told: dict[str, Any] = {"has_conflict": True, "text": "Сестра.", "by": petro, "at": TUESDAY}
    services.state_conflict(other.pk, **told)
    assert client.get(address).status_code == 403
    assert client.get(address.replace("/uk/", "/fr/")).status_code == 403
