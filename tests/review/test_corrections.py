"""The caseworker asks for named things, the applicant answers those, and the review goes on."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from accounts.models import User
from applications.documents import create_document
from applications.models import Application, Document, DocumentCopy, Person, Verdict
from applications.rows import package_of
from applications.status import Status
from audit.commitments import fits
from audit.models import Entry
from copies.models import Copy, State
from outbox.models import Letter
from refusals.refused import Refused
from review import services
from review.askable import Asked, asked
from review.changes import changes_of
from review.corrections import ItemsUnanswered, papers_since
from review.models import CorrectionItem, CorrectionRequest, CorrectionState, Kind
from territories.gazetteer import Gazetteer, current
from tests.review.builders import (
    MONDAY,
    attachment,
    proposed,
    proven,
    submitted,
    taken,
    withdrawn,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer", "in_english")]
TUESDAY = MONDAY + timedelta(days=1)
NAME, HOME = "person:p2:name", "home:h1:area"
PAPER = "paper:p1:idp_certificate"


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="halyna")


@pytest.fixture
def olena(db: None) -> User:
    return User.objects.create_user("olena", "olena@example.com")


@pytest.fixture
def application(halyna: User, olena: User) -> Application:
    """Under review by halyna; olena is its applicant."""
    found = taken(submitted(), halyna)
    found.owner = olena
    found.save(update_fields=["owner"])
    return found


def ask(application: Application, by: User, *paths: str) -> CorrectionRequest:
    items = [(path, "Не так, як у паспорті.") for path in paths]
    return services.request_correction(application.pk, items=items, by=by, at=TUESDAY)


def item_of(request: CorrectionRequest, path: str) -> CorrectionItem:
    return request.items.get(path=path)


def status_of(application: Application) -> Status:
    return Status(Application.objects.get(pk=application.pk).status)


def test_a_request_moves_the_application_writes_a_letter_and_the_clock_runs_on(
    application: Application, halyna: User
) -> None:
    request = ask(application, halyna, NAME, PAPER)

    assert status_of(application) == Status.CORRECTION_REQUESTED
    assert Application.objects.undecided().filter(due_on=application.due_on).count() == 1
    letter = Letter.objects.get(kind="correction")
    assert letter.to == "olena@example.com"
    assert f"/my/{application.number}/correction/" in letter.body
    assert "Не так, як у паспорті." in letter.body
    entry = Entry.objects.get(act="correction.requested")
    assert (entry.facts["correction"], entry.facts["items"]) == (request.pk, 2)
    assert fits(entry, "notes", "\n".join(each.note for each in request.items.order_by("position")))


def test_an_answer_changes_what_was_asked_and_nothing_else(
    application: Application, halyna: User, olena: User
) -> None:
    Document.objects.update(verdict=Verdict.ACCEPTED, verdict_by=halyna, verdict_at=MONDAY)
    request = ask(application, halyna, NAME)
    before = package_of(application)
    given = {"surname": "Коваль", "given_name": "Марія", "patronymic": None}

    services.save_answer(item_of(request, NAME).pk, given, at=TUESDAY)
    assert package_of(application) == before, "kept aside until it is sent"
    services.answer_correction(request.pk, by=olena, at=TUESDAY)

    assert status_of(application) == Status.UNDER_REVIEW
    child = Person.objects.get(application=application, ref="p2")
    assert (child.surname, child.patronymic, child.identity_number) == (
        "Коваль",
        None,
        "I-БК 123456",
    )
    waiting = Document.objects.filter(verdict=Verdict.PENDING)
    assert set(waiting.values_list("person__ref", "paper")) == {("p2", "birth_certificate")}
    request.refresh_from_db()
    assert request.revision is not None
    found = changes_of(request.revision, current(), is_masked=True)
    assert [(each.label, each.before, each.after) for each in found] == [
        ("Surname", "Коваленко", "Коваль"),
        ("Patronymic", "Андріївна", "not said"),
    ]


def test_an_answer_that_changes_nothing_makes_no_version(
    application: Application, halyna: User, olena: User
) -> None:
    request = ask(application, halyna, NAME)
    given = {"surname": "Коваленко", "given_name": "Марія", "patronymic": "Андріївна"}

    services.save_answer(item_of(request, NAME).pk, given, at=TUESDAY)
    answered = services.answer_correction(request.pk, by=olena, at=TUESDAY)

    assert answered.revision is None
    assert application.revisions.count() == 1
    assert status_of(application) == Status.UNDER_REVIEW


def test_a_second_click_answers_nothing_twice(
    application: Application, halyna: User, olena: User
) -> None:
    request = ask(application, halyna, NAME)
    services.save_answer(item_of(request, NAME).pk, {"surname": "Коваль"}, at=TUESDAY)

    for _click in range(2):
        services.answer_correction(request.pk, by=olena, at=TUESDAY)

    assert application.revisions.count() == 2
    assert Entry.objects.filter(act="correction.answered").count() == 1


@pytest.mark.parametrize("way", ["paper", "words"])
def test_a_paper_is_answered_by_one_added_since_or_by_words(
    way: str, application: Application, halyna: User, olena: User
) -> None:
    request = ask(application, halyna, PAPER)
    with pytest.raises(services.ItemsUnanswered):
        services.answer_correction(request.pk, by=olena, at=TUESDAY)

    if way == "paper":
        services.add_paper(
            application.pk, attachment("idp_certificate", "p1"), by=olena, at=TUESDAY
        )
    else:
        services.save_answer(item_of(request, PAPER).pk, None, reply="Втрачено.", at=TUESDAY)
    services.answer_correction(request.pk, by=olena, at=TUESDAY)

    assert status_of(application) == Status.UNDER_REVIEW


def test_a_paper_about_a_home_is_that_of_its_owner(
    application: Application, halyna: User, olena: User
) -> None:
    request = ask(application, halyna, "paper:h1:ownership_document")

    services.add_paper(application.pk, attachment("ownership_document", "p1"), by=olena, at=TUESDAY)
    services.answer_correction(request.pk, by=olena, at=TUESDAY)

    assert status_of(application) == Status.UNDER_REVIEW


def test_answers_that_do_not_fit_together_are_refused_and_kept(
    application: Application, halyna: User, olena: User
) -> None:
    request = ask(application, halyna, "invitation:invitation:method")
    given = {"method": "post", "postal_address": None}
    services.save_answer(item_of(request, "invitation:invitation:method").pk, given, at=TUESDAY)

    with pytest.raises(Refused):
        services.answer_correction(request.pk, by=olena, at=TUESDAY)

    assert status_of(application) == Status.CORRECTION_REQUESTED
    assert CorrectionItem.objects.get().answered_at is not None


def test_answers_are_sealed(application: Application, halyna: User) -> None:
    request = ask(application, halyna, NAME)

    services.save_answer(item_of(request, NAME).pk, {"surname": "Коваль"}, at=TUESDAY)

    assert "Коваль" not in CorrectionItem.objects.get().sealed


def test_a_request_taken_back_ends_the_wait_and_says_so(
    application: Application, halyna: User, olena: User
) -> None:
    request = ask(application, halyna, NAME)

    services.take_back_correction(application.pk, by=halyna, at=TUESDAY)

    assert status_of(application) == Status.UNDER_REVIEW
    assert Letter.objects.filter(kind="correction").count() == 2
    with pytest.raises(services.NoOpenCorrection):
        services.answer_correction(request.pk, by=olena, at=TUESDAY)
    with pytest.raises(services.NoOpenCorrection):
        services.save_answer(item_of(request, NAME).pk, {"surname": "Коваль"}, at=TUESDAY)


def test_what_is_withdrawn_waits_for_nobody(application: Application, halyna: User) -> None:
    request = ask(application, halyna, NAME)

    withdrawn(application, halyna, at=TUESDAY)

    request.refresh_from_db()
    assert request.state == CorrectionState.SET_ASIDE
    assert status_of(application) == Status.WITHDRAWN


def test_papers_are_judged_while_the_applicant_answers(
    application: Application, halyna: User
) -> None:
    ask(application, halyna, NAME)
    document = Document.objects.filter(application=application).first()
    assert document is not None

    services.judge(document.pk, Verdict.ACCEPTED, by=halyna, at=TUESDAY)

    assert status_of(application) == Status.CORRECTION_REQUESTED


REFUSED = {
    "nothing": ([], services.NothingAsked),
    "a thing without a note": ([(NAME, " ")], services.ReasonMissing),
    "a person who is not there": ([("person:p9:name", "x")], services.NotAskable),
    "a question that is not there": ([("person:p1:shoes", "x")], services.NotAskable),
    "consent": ([("declarations:declarations:notice", "x")], services.NotAskable),
    "what only members are asked": ([("person:p1:relationship", "x")], services.NotAskable),
    "a paper nobody knows": ([("paper:p1:shoes", "x")], services.NotAskable),
    "one thing twice": ([(NAME, "x"), (NAME, "y")], services.NotAskable),
}


@pytest.mark.parametrize(("items", "refused"), REFUSED.values(), ids=REFUSED)
def test_only_what_the_application_has_is_asked_for(
    items: list[tuple[str, str]],
    refused: type[Exception],
    application: Application,
    halyna: User,
) -> None:
    with pytest.raises(refused):
        services.request_correction(application.pk, items=items, by=halyna, at=TUESDAY)

    assert status_of(application) == Status.UNDER_REVIEW
    assert not Letter.objects.filter(kind="correction").exists()


def test_only_the_caseworker_who_answers_for_it_asks(
    application: Application, staff: Callable[..., User]
) -> None:
    with pytest.raises(services.NotYours):
        ask(application, staff("caseworker", name="iryna"), NAME)


def test_nothing_is_asked_while_a_proposal_awaits_its_decision(halyna: User) -> None:
    application = submitted()
    proposed(application, halyna, Kind.APPROVE)

    with pytest.raises(services.ProposalOpen):
        ask(application, halyna, NAME)


def test_nothing_is_proposed_while_the_applicant_answers(halyna: User) -> None:
    application = proven(submitted(), halyna)
    ask(application, halyna, NAME)

    with pytest.raises(services.MoveRefused):
        services.propose(
            application.pk, Kind.APPROVE, grounds=["own_housing"], text="x", by=halyna, at=TUESDAY
        )


def test_a_second_request_waits_for_the_first(application: Application, halyna: User) -> None:
    ask(application, halyna, NAME)

    with pytest.raises(services.MoveRefused):
        ask(application, halyna, HOME)


def test_the_database_refuses_a_second_open_request(application: Application, halyna: User) -> None:
    ask(application, halyna, NAME)

    with pytest.raises(IntegrityError):
        CorrectionRequest.objects.create(application=application, by=halyna, at=TUESDAY)


def test_refs_may_have_colons(gazetteer: Gazetteer) -> None:

    thing = Asked("person", "p:1", "name")

    assert asked(thing.path) == thing


DEED_A, DEED_B = "paper:h1:ownership_document", "paper:h2:ownership_document"


@pytest.fixture
def two_deeds(application: Application, halyna: User) -> CorrectionRequest:
    """The deeds of two homes of one owner, asked for."""
    home = application.homes.get(ref="h1")
    home.pk, home.ref, home.position = None, "h2", 1
    home.save(force_insert=True)
    return ask(application, halyna, DEED_A, DEED_B)


def brought(request: CorrectionRequest, home: str) -> Document:
    row = Application.objects.get(pk=request.application_id)
    copy = Copy.objects.filter(state=State.WAITING).first()
    assert copy is not None
    copy.pk, copy.stored_name = uuid4(), str(uuid4())
    copy.save(force_insert=True)
    found = row.homes.get(ref=home)
    return create_document(row, "ownership_document", found.owner, [copy], TUESDAY, home=found)


def test_a_paper_for_one_home_answers_nothing_about_another(
    two_deeds: CorrectionRequest, olena: User
) -> None:
    brought(two_deeds, "h1")

    with pytest.raises(ItemsUnanswered) as refused:
        services.answer_correction(two_deeds.pk, by=olena, at=TUESDAY)

    assert [item.path for item in refused.value.items] == [DEED_B]
    brought(two_deeds, "h2")
    services.answer_correction(two_deeds.pk, by=olena, at=TUESDAY)


def test_a_paper_of_which_no_file_was_taken_answers_nothing(two_deeds: CorrectionRequest) -> None:
    papers = [brought(two_deeds, home) for home in ("h1", "h2")]
    assert set(papers_since(two_deeds)) >= {DEED_A, DEED_B}

    held = DocumentCopy.objects.filter(document=papers[1])
    Copy.objects.filter(pk__in=held.values("copy")).update(state=State.REFUSED, refusal="damaged")

    assert DEED_A in papers_since(two_deeds)
    assert DEED_B not in papers_since(two_deeds)
