"""Who gets post gets the decision itself with the letter; one not in print holds up no other."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application
from audit.models import Entry
from outbox.models import Letter
from outbox.services import send_waiting
from outbox.state import State
from review import posting, printed, services
from review.appeal_term import key_of, term_of_appeal
from review.appealing import LateWithoutReason
from review.in_force import in_force
from review.models import Decision, DecisionLetter, Kind
from tests.review.builders import MONDAY, OVER_THE_LIMIT, proposed, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
DECIDED = MONDAY + timedelta(days=8)
BY_POST = {"method": "post", "postal_address": "вул. Лісова, 2, кв. 7\nм. Біла Церква\n09100"}
NAMED = date(2026, 2, 17)  # the last day the decision names: five days, then thirty
PRINT = "admin:outbox_print"


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
def registrar(staff: Callable[..., User]) -> User:
    return staff("registrar", name="olha")


@pytest.fixture
def browser(client: Client, registrar: User) -> Client:
    client.force_login(registrar)
    client.cookies["django_language"] = "en"
    return client


def refused(halyna: User, petro: User, **changed: Any) -> Decision:
    application = submitted(
        OVER_THE_LIMIT, key=sha256(str(changed).encode()).hexdigest(), **changed
    )
    proposed(application, halyna, Kind.REFUSE)
    services.record_hearing(
        application.pk, "Кімнату продано.", heard_on=MONDAY.date(), by=halyna, at=MONDAY
    )
    return services.decide(
        application.pk, text="Площа понад межу.", considered="Договору немає.", by=petro, at=DECIDED
    )


def letter_of(decision: Decision) -> Letter:
    return Letter.objects.get(dedupe_key=key_of(decision))


def posted(letter: Letter, day: date, by: User) -> None:
    at = DECIDED + timedelta(days=40)
    posting.print_letters([letter.pk], by=by, at=datetime.combine(day, time(10), tzinfo=UTC))
    posting.mark_posted([(letter.pk, "")], on=day, by=by, at=at)


def text_of(pdf: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


# On paper ----------------------------------------------------------------------------------------


def test_the_decision_in_both_languages_is_printed_with_its_letter(
    halyna: User, petro: User, browser: Client
) -> None:
    decision = refused(halyna, petro, invitation=BY_POST)
    letter = letter_of(decision)

    answer = browser.post(reverse(PRINT), {"letter": letter.pk})

    sheets = text_of(answer.content).split("\f")
    firsts = {
        word: next(number for number, sheet in enumerate(sheets) if word in sheet)
        for word in ("Додаток: рішення як документ", "Вирішено:", "the application is refused")
    }
    assert list(firsts.values()) == sorted(firsts.values())
    assert all(number % 2 == 0 for number in firsts.values())  # each on a sheet of its own
    entry = Entry.objects.get(act="letter.printed")
    assert entry.facts == {"decision": decision.pk}
    assert "with the decision" in browser.get(reverse("admin:outbox_paper")).content.decode()


def test_by_email_the_decision_is_linked_behind_sign_in_and_not_attached(
    halyna: User, petro: User
) -> None:
    owned, other = (refused(halyna, petro, channel=each) for each in ("online", "email"))
    olena = User.objects.create_user("olena", "olena@example.org")
    Application.objects.filter(pk=owned.application_id).update(owner=olena)
    decision = services.correct_error(
        owned.application_id, wrong="27,13", right="27,31", text="Площа.", by=petro, at=DECIDED
    )

    body = letter_of(decision).body

    assert reverse("status", args=[owned.application.number]) in body
    assert "після входу" in body
    assert "видамо Вам в адміністрації" in letter_of(other).body


# Not in print ------------------------------------------------------------------------------------


def broken(decision: Decision) -> None:
    DecisionLetter.objects.filter(decision=decision).update(template_sha256="0" * 64)


def test_a_letter_whose_decision_is_not_in_print_is_left_out_and_the_rest_goes_on(
    halyna: User, petro: User, browser: Client
) -> None:
    first, second = (
        refused(halyna, petro, invitation=BY_POST, language=language) for language in ("uk", "en")
    )
    broken(first)
    letters = [letter_of(first), letter_of(second)]

    answer = browser.post(reverse(PRINT), {"letter": [each.pk for each in letters]})

    assert answer["Content-Type"] == "application/pdf"
    assert [Letter.objects.get(pk=each.pk).state for each in letters] == [
        State.TO_PRINT,
        State.PRINTED,
    ]
    page = browser.get(reverse("admin:outbox_paper")).content.decode()
    assert f"nor marked as printed: {letters[0].pk}." in page
    assert "cannot be printed now" in page
    assert page.count("The text this decision is printed with was changed since") == 2
    assert f">{first.application.number}</a> · Decision (uk):" in page
    alone = browser.post(reverse(PRINT), {"letter": letters[0].pk})
    assert alone.status_code == 422


def test_sixty_that_cannot_be_printed_hold_up_none_and_are_tried_less_and_less(
    halyna: User, petro: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = refused(halyna, petro)
    refused(halyna, petro, language="en")
    broken(decision)
    uk = DecisionLetter.objects.get(decision=decision, language="uk")
    for number in range(60):
        uk.pk, uk.language = None, f"{number:02}"
        uk.save(force_insert=True)
    tried: list[int] = []
    sheets = DecisionLetter.objects.filter(decision=decision)

    def printing(sheet: DecisionLetter) -> bytes:
        tried.append(sheet.pk)
        if sheet.template_sha256 == "0" * 64:
            raise printed.TemplateAltered
        return b"%PDF"

    monkeypatch.setattr(printed, "pdf", printing)

    def sweep(minutes: int) -> int:
        tried.clear()
        return services.print_waiting(at=DECIDED + timedelta(minutes=minutes))

    assert sweep(0) + sweep(0) == 2  # the two of the other decision, whatever their place
    assert sheets.filter(attempts=1, trouble="TemplateAltered").count() == 62
    sweep(0)
    assert not tried
    sweep(1)
    assert len(tried) == 50
    sweep(2)
    assert len(tried) == 12
    sweep(4)
    assert not tried  # four minutes after the second attempt, then sixteen


def test_one_that_kills_its_worker_waits_as_well(
    halyna: User, petro: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused(halyna, petro)

    def killed(_sheet: DecisionLetter) -> bytes:
        raise SystemExit

    monkeypatch.setattr(printed, "pdf", killed)
    with pytest.raises(SystemExit):
        services.print_waiting(at=DECIDED)

    assert DecisionLetter.objects.filter(attempts=1, not_before__gt=DECIDED).count() == 1


def test_the_case_page_says_what_is_not_in_print_and_when_it_is_tried_again(
    halyna: User, petro: User, client: Client
) -> None:
    decision = refused(halyna, petro)
    broken(decision)
    services.print_waiting(at=DECIDED)
    client.force_login(petro)
    client.cookies["django_language"] = "en"

    page = client.get(
        reverse("admin:applications_application_change", args=[decision.application_id])
    ).content.decode()

    assert "The text this decision is printed with was changed since" in page
    assert "tries again by itself, not before 13.01.2026 12:01" in page


# The term of appeal ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("posted_on", "last"),
    [
        pytest.param(DECIDED.date(), NAMED, id="posted the same day"),
        pytest.param(date(2026, 1, 14), date(2026, 2, 18), id="a day later"),
        pytest.param(date(2026, 2, 2), date(2026, 3, 9), id="three weeks later"),
    ],
)
def test_the_term_of_appeal_follows_the_posting(
    posted_on: date, last: date, halyna: User, petro: User, registrar: User, iryna: User
) -> None:
    decision = refused(halyna, petro, invitation=BY_POST)
    posted(letter_of(decision), posted_on, registrar)
    appeal: dict[str, Any] = {
        "channel": "post", "from_whom": "заявниця", "text": "Не так.", "by": iryna,
        "at": DECIDED + timedelta(days=90),
    }  # fmt: skip

    term = term_of_appeal(decision)

    assert term is not None
    assert (term.received_on, term.until) == (posted_on + timedelta(days=5), last)
    with pytest.raises(LateWithoutReason) as late:
        services.receive_appeal(
            decision.application_id, received_on=last + timedelta(days=1), **appeal
        )
    assert late.value.until == last
    made = services.receive_appeal(decision.application_id, received_on=last, **appeal)
    assert not made.is_late


def test_while_the_letter_has_not_left_no_term_runs_and_every_page_says_so(
    halyna: User, petro: User, client: Client
) -> None:
    decision = refused(halyna, petro, invitation=BY_POST)
    olena = User.objects.create_user("olena", "olena@example.org")
    Application.objects.filter(pk=decision.application_id).update(owner=olena)
    client.cookies["django_language"] = "en"
    client.force_login(petro)
    case = client.get(
        reverse("admin:applications_application_change", args=[decision.application_id])
    ).content.decode()
    client.force_login(olena)
    own = client.get(reverse("status", args=[decision.application.number])).content.decode()

    assert "the term of appeal has not begun" in case
    assert "The letter with the decision has not left yet, so the term has not begun." in own


def test_every_page_names_the_day_the_appeal_is_held_against(
    halyna: User, petro: User, registrar: User, client: Client
) -> None:
    decision = refused(halyna, petro, invitation=BY_POST)
    posted(letter_of(decision), date(2026, 2, 2), registrar)
    olena = User.objects.create_user("olena", "olena@example.org")
    Application.objects.filter(pk=decision.application_id).update(owner=olena)
    client.force_login(petro)
    case = client.get(
        reverse("admin:applications_application_change", args=[decision.application_id])
    ).content.decode()
    client.force_login(olena)
    own = client.get(reverse("status", args=[decision.application.number])).content.decode()

    assert "09.03.2026" in case
    assert "09.03.2026" in own


def test_handed_over_it_is_received_that_day(halyna: User, petro: User, registrar: User) -> None:
    decision = refused(halyna, petro, invitation=BY_POST)
    day = date(2026, 1, 30)
    at = DECIDED + timedelta(days=40)
    posting.set_aside(
        letter_of(decision), note="передано особисто", handed_on=day, by=registrar, at=at
    )

    term = term_of_appeal(decision)

    assert term is not None
    assert (term.received_on, term.until) == (day, date(2026, 3, 2))  # after Sunday, 1 March


def test_an_error_put_right_begins_no_new_term(halyna: User, petro: User) -> None:
    decision = refused(halyna, petro)
    send_waiting(at=DECIDED)
    before = term_of_appeal(decision)
    later = DECIDED + timedelta(days=20)
    services.correct_error(
        decision.application_id, wrong="27,13", right="27,31", text="Площа.", by=petro, at=later
    )

    last = in_force(decision.application)
    assert last is not None
    assert last != decision
    assert term_of_appeal(last) == before
    assert before is not None
    assert before.until == NAMED
