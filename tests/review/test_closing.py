"""An application ends without a decision by its applicant, or by two people; never by one."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application
from applications.status import Status
from audit.models import Entry
from copies.models import Copy
from copies.models import State as CopyState
from outbox.models import Letter
from review import services
from review.appealing import Scan
from review.models import Closing, ClosingState, State
from tests.review.builders import (
    MONDAY,
    found_clean,
    marked_duplicate,
    not_answered,
    proposed,
    second_person,
    submitted,
    taken,
    withdrawal_recorded,
    withdrawn,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
TUESDAY = MONDAY + timedelta(days=1)
PAGE = "admin:applications_application_change"
LIST = "admin:applications_application_changelist"
STEPS = ("decide", "close", "keep_open")


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="halyna")


@pytest.fixture
def petro(staff: Callable[..., User]) -> User:
    return staff("decision_maker", name="petro")


def status_of(application: Application) -> str:
    application.refresh_from_db()
    return application.status


def letters(application: Application) -> list[str]:
    found = Letter.objects.filter(about=f"application:{application.pk}", kind="decision")
    return list(found.order_by("pk").values_list("body", flat=True))


def offered(page: str, application: Application) -> set[str]:
    """Return which of the steps a page offers."""
    steps = {step: reverse(f"admin:review_{step}", args=[application.pk]) for step in STEPS}
    return {step for step, address in steps.items() if f'action="{address}"' in page}


@pytest.mark.parametrize("is_taken", [False, True], ids=["registered", "under review"])
def test_an_applicant_who_asks_on_paper_is_written_to_at_once_and_when_it_is_closed(
    is_taken: bool, halyna: User, petro: User
) -> None:
    application = submitted()
    if is_taken:
        taken(application, halyna)

    withdrawal_recorded(application, halyna if is_taken else petro, at=TUESDAY)

    assert status_of(application) == ("under_review" if is_taken else "registered")
    assert "06.01.2026 ми отримали папір від Вашого імені" in letters(application)[0]
    assert "Якщо Ви про це не просили" in letters(application)[0]
    services.confirm_closing(application.pk, by=second_person(), at=TUESDAY)
    assert status_of(application) == Status.WITHDRAWN
    assert "бо Ви її відкликали" in letters(application)[1]


@pytest.mark.parametrize("way", ["withdrawn", "duplicate"])
def test_nobody_closes_an_application_alone(way: str, petro: User) -> None:
    application = submitted()
    if way == "withdrawn":
        withdrawal_recorded(application, petro)
    else:
        other = submitted(key="again")
        told: dict[str, Any] = {"of": other.pk, "reason": "x", "by": petro, "at": TUESDAY}
        not_answered(services.record_duplicate(application.pk, **told), TUESDAY)

    with pytest.raises(services.RecordedByYou):
        services.confirm_closing(application.pk, by=petro, at=TUESDAY)
    with pytest.raises(IntegrityError, match="closing_is_confirmed"), transaction.atomic():
        Closing.objects.update(state=ClosingState.CONFIRMED, ended_by=petro, ended_at=TUESDAY)

    assert status_of(application) == Status.REGISTERED
    services.confirm_closing(application.pk, by=second_person(), at=TUESDAY)
    assert status_of(application) == way


def test_the_database_keeps_no_withdrawal_without_its_paper(petro: User) -> None:
    told: dict[str, Any] = {"application": submitted(), "to": Status.WITHDRAWN, "reason": "Так."}

    with pytest.raises(IntegrityError, match="closing_rests_on_a_paper"), transaction.atomic():
        Closing.objects.create(**told, by=petro, at=MONDAY)


def test_what_nobody_can_have_looked_at_is_not_confirmed(petro: User) -> None:
    application = submitted()
    scan = Scan(BytesIO(b"%PDF-1.7 x"), "a.pdf")
    told: dict[str, Any] = {"received_on": date(2026, 1, 5), "scan": scan, "reason": "Лист."}
    closing = services.record_withdrawal(application.pk, **told, by=petro, at=MONDAY)
    assert closing.copy is not None

    with pytest.raises(services.PaperNotChecked):
        services.confirm_closing(application.pk, by=second_person(), at=TUESDAY)
    refused = {"state": CopyState.REFUSED, "refusal": "broken", "inspected_at": MONDAY}
    Copy.objects.filter(pk=closing.copy.pk).update(**refused)
    with pytest.raises(services.PaperNotChecked):
        services.confirm_closing(application.pk, by=second_person(), at=TUESDAY)

    found_clean(closing.copy)
    services.confirm_closing(application.pk, by=second_person(), at=TUESDAY)


@pytest.mark.parametrize("day", [4, 7], ids=["before the application", "tomorrow"])
def test_a_request_comes_between_the_application_and_today(day: int, petro: User) -> None:
    application = submitted()
    scan = Scan(BytesIO(b"%PDF-1.7 x"), "a.pdf")
    told: dict[str, Any] = {"received_on": date(2026, 1, day), "scan": scan, "reason": "Лист."}

    with pytest.raises(services.RequestDayRefused):
        services.record_withdrawal(application.pk, **told, by=petro, at=TUESDAY)

    assert not Copy.objects.filter(name="a.pdf").exists()


def test_what_is_turned_down_goes_on_and_its_applicant_is_told(petro: User, halyna: User) -> None:
    application = taken(submitted(), halyna)
    withdrawal_recorded(application, halyna)

    services.keep_open(application.pk, reason="Підпис не її.", by=petro, at=TUESDAY)

    assert status_of(application) == Status.UNDER_REVIEW
    assert "Її не закрито" in letters(application)[1]
    assert "Підпис" not in letters(application)[1]
    with pytest.raises(services.NoOpenClosing):
        services.confirm_closing(application.pk, by=petro, at=TUESDAY)


@pytest.mark.parametrize("is_taken", [False, True], ids=["nobody's", "another's"])
def test_a_caseworker_closes_only_an_application_of_their_own(
    is_taken: bool, halyna: User, staff: Callable[..., User]
) -> None:
    application, other = submitted(), submitted(key="again")
    if is_taken:
        taken(application, halyna)
    ivan = staff("caseworker", name="ivan")

    with pytest.raises(services.NotYours):
        withdrawal_recorded(application, ivan, at=TUESDAY)
    with pytest.raises(services.NotYours):
        services.record_duplicate(application.pk, of=other.pk, reason="x", by=ivan, at=TUESDAY)

    assert letters(application) == []


def test_closing_ends_what_was_proposed(halyna: User, petro: User) -> None:
    application = submitted()
    proposal = proposed(application, halyna)

    withdrawn(application, petro, at=TUESDAY)

    proposal.refresh_from_db()
    assert proposal.state == State.SET_ASIDE
    with pytest.raises(services.NoOpenProposal):
        services.decide(application.pk, text="x", by=petro, at=TUESDAY)


def test_a_duplicate_names_the_other_application(halyna: User) -> None:
    first, second = submitted(), taken(submitted(key="again"), halyna)

    with pytest.raises(services.NotAnotherApplication):
        services.record_duplicate(second.pk, of=second.pk, reason="x", by=halyna, at=TUESDAY)
    marked_duplicate(second, first, halyna, at=TUESDAY)

    assert status_of(second) == Status.DUPLICATE
    assert Entry.objects.get(act="application.marked_duplicate").facts["of"] == first.pk
    told, closed = letters(second)
    for letter in (told, closed):
        assert re.search(r"як\s+повторну", letter)
        assert first.number in letter
        assert "Та сама родина." in letter
    assert "Ви маєте 5 роб. днів для відповіді" in told
    assert "до окружного адміністративного суду" in closed
    assert "щонайменше до 10.02.2026 включно" in closed


def test_a_repeated_one_is_closed_only_once_its_applicant_had_the_days_to_answer(
    halyna: User, petro: User, client: Client
) -> None:
    first, second = submitted(), taken(submitted(key="again"), halyna)
    told: dict[str, Any] = {"of": first.pk, "reason": "x", "by": halyna, "at": TUESDAY}
    closing = services.record_duplicate(second.pk, **told)
    letter = Letter.objects.filter(dedupe_key=f"closing:{closing.pk}")
    last = TUESDAY + timedelta(days=7)

    with pytest.raises(services.AnswerAwaited) as unsent:
        services.confirm_closing(second.pk, by=petro, at=last + timedelta(days=30))
    letter.update(state="sent", delivery="email", sent_at=TUESDAY)
    with pytest.raises(services.AnswerAwaited) as early:
        services.confirm_closing(second.pk, by=petro, at=last)
    assert (unsent.value.answer_by, early.value.answer_by) == (None, last.date())

    services.confirm_closing(second.pk, by=petro, at=last + timedelta(days=1))
    assert status_of(second) == Status.DUPLICATE


def test_a_paper_that_failed_its_check_is_turned_down_and_not_confirmed(
    petro: User, halyna: User, client: Client
) -> None:
    withdrawal_recorded(application := taken(submitted(), halyna), halyna)
    refused = {"state": CopyState.REFUSED, "refusal": "empty", "inspected_at": MONDAY}
    Copy.objects.filter(name="request.pdf").update(**refused)
    client.force_login(petro)
    client.cookies["django_language"] = "en"

    page = client.get(reverse(PAGE, args=[application.pk])).content.decode()
    listed = client.get(reverse(LIST), {"turn": "proposed"}).content.decode()

    assert "turn this down, then have the paper scanned again" in page
    assert offered(page, application) == {"keep_open"}
    assert "to be closed" in listed


@pytest.mark.parametrize("status", [Status.DUPLICATE, Status.WITHDRAWN, Status.REFUSED], ids=str)
@pytest.mark.parametrize("when", ["recorded", "confirmed"])
def test_nothing_repeats_an_application_that_is_closed(
    when: str, status: Status, halyna: User
) -> None:
    first, second = submitted(), taken(submitted(key="again"), halyna)
    told: dict[str, Any] = {"of": first.pk, "reason": "x", "by": halyna, "at": TUESDAY}
    if when == "confirmed":
        services.record_duplicate(second.pk, **told)
    Application.objects.filter(pk=first.pk).update(status=status)

    acts: dict[str, Callable[[], object]] = {
        "recorded": lambda: services.record_duplicate(second.pk, **told),
        "confirmed": lambda: services.confirm_closing(second.pk, by=second_person(), at=TUESDAY),
    }

    with pytest.raises(services.OtherClosed) as refused:
        acts[when]()

    assert refused.value.status == status
    assert status_of(second) == Status.UNDER_REVIEW


def test_two_applications_do_not_each_repeat_the_other(petro: User) -> None:
    first, second = submitted(), submitted(key="again")
    services.record_duplicate(first.pk, of=second.pk, reason="x", by=petro, at=TUESDAY)
    marked_duplicate(second, first, petro, at=TUESDAY)

    with pytest.raises(services.OtherClosed):
        services.confirm_closing(first.pk, by=second_person(), at=TUESDAY)

    assert status_of(first) == Status.REGISTERED


def test_who_shares_nobody_repeats_nothing(halyna: User) -> None:
    first, second = submitted(), taken(submitted(key="again"), halyna)
    others = {"taxpayer_index": "", "identity_index": "", "unzr_index": ""}
    first.people.update(**others, birth_date=date(1950, 1, 1))

    with pytest.raises(services.NobodyShared):
        services.record_duplicate(second.pk, of=first.pk, reason="x", by=halyna, at=TUESDAY)


def test_nothing_is_decided_while_it_is_recorded_that_it_is_to_be_closed(
    halyna: User, petro: User, client: Client
) -> None:
    application = submitted()
    proposed(application, halyna)
    withdrawal_recorded(application, halyna)

    with pytest.raises(services.ClosingOpen):
        services.decide(application.pk, text="x", by=petro, at=TUESDAY)
    client.force_login(petro)
    page = client.get(reverse(PAGE, args=[application.pk])).content.decode()
    assert offered(page, application) == {"close", "keep_open"}

    services.keep_open(application.pk, reason="Підпис не її.", by=petro, at=TUESDAY)
    services.decide(application.pk, text="x", by=petro, at=TUESDAY)
    assert status_of(application) == Status.APPROVED


def test_what_two_people_approved_is_not_undone_as_a_duplicate(halyna: User, petro: User) -> None:
    application, other = submitted(), submitted(key="again")
    proposed(application, halyna)
    services.decide(application.pk, text="x", by=petro, at=TUESDAY)

    with pytest.raises(services.MoveRefused):
        services.record_duplicate(application.pk, of=other.pk, reason="x", by=petro, at=TUESDAY)

    assert status_of(application) == Status.APPROVED


def test_by_the_pages_a_caseworker_records_and_whoever_decides_looks_and_confirms(
    halyna: User, petro: User, client: Client
) -> None:
    client.cookies["django_language"] = "en"
    application = taken(submitted(), halyna)

    def send(user: User, step: str, **typed: Any) -> Any:
        client.force_login(user)
        version = Application.objects.get(pk=application.pk).version
        address = reverse(f"admin:review_{step}", args=[application.pk])
        return client.post(address, {"version": version, **typed})

    typed = {"received_on": f"{MONDAY:%d.%m.%Y}", "reason": "Лист."}
    without = send(halyna, "withdraw", **typed)
    assert without.status_code == 422
    assert "Attach the paper in which the applicant asks" in without.content.decode()
    scan = SimpleUploadedFile("лист.pdf", b"%PDF-1.7 a request", "application/pdf")
    assert send(halyna, "withdraw", **typed, scan=scan).status_code == 302
    assert send(halyna, "close").status_code == 403
    closing = Closing.objects.get()
    assert closing.copy is not None
    found_clean(closing.copy)

    client.force_login(petro)
    waiting = client.get(reverse(LIST) + "?turn=proposed")
    assert application.number in waiting.content.decode()
    page = client.get(reverse(PAGE, args=[application.pk])).content.decode()
    paper = reverse("admin:review_closing", args=[application.pk, closing.pk])
    assert paper in page
    got: Any = client.get(paper)
    assert b"".join(got.streaming_content) == b"%PDF-1.7 a request"
    assert Entry.objects.filter(act="closing.seen", by=petro.pk).count() == 1
    assert send(petro, "close").status_code == 302
    assert status_of(application) == Status.WITHDRAWN
