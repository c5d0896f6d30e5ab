"""The page of an application says what happens now, until when and who must act, at each status."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape

from accounts import assistances
from accounts.models import User
from applications.models import Application, Document, Verdict
from applications.status import MOVES, UNDECIDED, Status
from audit.models import Entry
from cabinet.acts import ACTS
from cabinet.telling import MOVED, TELLINGS, Until, moved
from deadlines.calendars import approved_calendar
from deadlines.working_days import day_in_kyiv
from drafts.services import start
from outbox.models import Letter
from review import services
from review.clock import due
from tests.append_only import lifted
from tests.cabinet.builders import FAILING, TUESDAY, owned, standing_at
from tests.review.builders import MONDAY, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
REASON = "Та сама родина."  # of a duplicate; told in its two letters, and nowhere else


def text_of(page: Client, application: Application) -> str:
    answer = page.get(reverse("status", args=[application.number]))
    assert answer.status_code == 200
    return answer.content.decode()


def links(text: str, number: str) -> set[str]:
    return set(re.findall(rf'href="/my/{number}/([a-z]+)/"', text))


def test_every_status_has_its_words() -> None:
    assert set(TELLINGS) == set(Status)
    assert {to for _from, to in MOVED} == set(Status)


@pytest.mark.parametrize("status", Status)
def test_every_move_has_its_words(status: Status) -> None:
    assert all(str(moved(status, to)) for to in MOVES[status])


@pytest.mark.parametrize("status", Status)
def test_each_status_is_told_in_plain_words(
    status: Status, olena: User, halyna: User, petro: User, client: Client, language: str
) -> None:
    application = standing_at(status, olena, halyna, petro)
    client.force_login(olena)
    client.cookies["django_language"] = language

    text = text_of(client, application)

    telling = TELLINGS[status]
    for sentence in (telling.now, telling.who, telling.then, Status(status).label):
        assert str(escape(sentence)) in text
    assert f'lang="{language}"' in text
    assert len(re.findall("<h1", text)) == 1
    assert text.count(REASON) == (2 if status == Status.DUPLICATE else 0)
    assert "halyna" not in text
    assert "petro" not in text
    heading = re.search(r"<title>(.*?)</title>.*<h1>(.*?)</h1>", text, re.DOTALL)
    assert heading is not None
    assert heading[1].strip() == heading[2].strip()


@pytest.mark.parametrize("status", Status)
def test_only_what_is_possible_now_is_offered(
    status: Status, olena: User, halyna: User, petro: User, page: Client
) -> None:
    application = standing_at(status, olena, halyna, petro)
    wanted = {"answers", "receipt", "accesses", "data"}
    if status in UNDECIDED:
        wanted |= {"papers", "withdraw"}
    if status in UNDECIDED | {Status.APPROVED}:
        wanted.add("invitation")
    if status == Status.CORRECTION_REQUESTED:
        wanted.add("correction")

    assert links(text_of(page, application), application.number) == wanted


def test_every_act_is_an_address(application: Application) -> None:
    assert all(reverse(act.name, args=[application.number]) for act in ACTS)


@pytest.mark.parametrize("status", sorted(UNDECIDED))
def test_the_due_date_is_that_of_the_one_clock(
    status: Status, olena: User, halyna: User, petro: User, page: Client
) -> None:
    application = standing_at(Status(status), olena, halyna, petro)

    text = text_of(page, application)

    found = due(application.due_on, on=day_in_kyiv(timezone.now()), calendar=approved_calendar())
    with translation.override("en"):
        assert "The decision is due by" in text
        assert f"{application.due_on:%d.%m.%Y}" in text
        assert found.words in text


@pytest.mark.parametrize("status", sorted(set(Status) - UNDECIDED))
def test_what_is_decided_has_no_due_date(
    status: Status, olena: User, halyna: User, petro: User, page: Client
) -> None:
    application = standing_at(Status(status), olena, halyna, petro)

    assert "The decision is due by" not in text_of(page, application)


def test_an_overdue_application_is_said_to_be_late_by_us(
    application: Application, page: Client
) -> None:
    assert "still to be decided. You can ask about it" in text_of(page, application)


def test_a_hearing_says_until_when_and_how_to_speak_and_why(
    olena: User, halyna: User, petro: User, page: Client
) -> None:
    application = standing_at(Status.PROPOSED_REFUSAL, olena, halyna, petro)
    Letter.objects.filter(kind="hearing_notice").update(sent_at=MONDAY)

    text = text_of(page, application)

    assert "12.01.2026" in text  # the fifth working day after Monday, 5 January
    assert "by post or by e-mail, or in person" in text
    assert "Площа за документами." in text
    assert "27.31" in text


def test_while_the_notice_has_not_left_no_day_is_named(
    olena: User, halyna: User, petro: User, page: Client
) -> None:
    application = standing_at(Status.PROPOSED_REFUSAL, olena, halyna, petro)
    Letter.objects.filter(kind="hearing_notice").update(state="queued", sent_at=None)

    assert "The days to speak begin when it has left" in text_of(page, application)


def test_a_refusal_says_why_and_how_where_and_until_when_to_appeal(
    olena: User, halyna: User, petro: User, page: Client
) -> None:
    application = standing_at(Status.REFUSED, olena, halyna, petro)

    text = text_of(page, application)

    assert "27.31" in text
    assert "Площа завелика." in text
    assert "district administrative court" in text
    assert "23.02.2026" in text  # 19 January, five days and thirty
    assert TELLINGS[Status.REFUSED].until == Until.APPEAL


@pytest.mark.parametrize("status", sorted(UNDECIDED - FAILING))
@pytest.mark.parametrize("words", ["not eligible", "Not eligible", "not met"])
def test_what_is_unknown_is_never_called_not_eligible(
    words: str, status: Status, olena: User, halyna: User, petro: User, page: Client
) -> None:
    application = standing_at(Status(status), olena, halyna, petro)

    assert words not in text_of(page, application)


def test_papers_are_shown_with_the_word_on_each_and_what_is_missing(
    application: Application, halyna: User, page: Client
) -> None:
    taken(application, halyna)
    document = Document.objects.get(application=application, paper="veteran_certificate")
    services.judge(document.pk, Verdict.REJECTED, reason="Розмито.", by=halyna, at=TUESDAY)

    text = text_of(page, application)

    assert "Розмито." in text
    assert "Rejected" in text
    missing = text.partition("Papers we do not have yet")[2].partition("<h2")[0]
    assert "Veteran certificate" in missing, "a rejected paper is asked for again"
    assert "Birth certificate" not in missing


def test_letters_to_the_applicant_are_shown_and_those_to_staff_are_not(
    application: Application, page: Client
) -> None:
    Letter.objects.filter(about=f"application:{application.pk}").update(state="queued")
    staff_letter = Letter.objects.get()
    staff_letter.pk, staff_letter.kind = None, "reminder"
    staff_letter.dedupe_key, staff_letter.message_id = "r", "r"
    staff_letter.body = "Лист працівникові."
    staff_letter.save()

    text = text_of(page, application)

    assert "Вашу заяву на житло за постановою № 814 зареєстровано" in text
    assert "Лист працівникові." not in text


def test_a_letter_is_listed_by_its_subject(
    olena: User, halyna: User, petro: User, page: Client
) -> None:
    application = standing_at(Status.WITHDRAWN, olena, halyna, petro)

    text = text_of(page, application)

    listed = re.findall(r"<summary>(.*?)</summary>", text)
    assert "Вашу заяву закрито без рішення" in listed[0]
    assert not any("ecision" in each for each in listed)


def test_the_history_is_told_the_latest_first(
    olena: User, halyna: User, petro: User, page: Client
) -> None:
    application = standing_at(Status.APPROVED, olena, halyna, petro)

    text = text_of(page, application).partition("What has happened")[2]

    places = [
        text.index(words)
        for words in ("Application approved", "Review began", "Application registered")
    ]
    assert places == sorted(places)


def test_what_others_wrote_is_shown_as_text(
    olena: User, halyna: User, petro: User, page: Client
) -> None:
    application = standing_at(Status.REFUSED, olena, halyna, petro)
    decision = application.decisions.get()
    decision.text = "<script>alert(1)</script>"
    with lifted():
        decision.save(update_fields=["text"])

    assert "<script>alert" not in text_of(page, application)


def test_an_operator_who_opens_it_is_recorded(
    application: Application, olena: User, staff: Any, client: Client
) -> None:

    operator = staff("operator", name="oksana")
    assistances.start(operator, olena, at=timezone.now())
    client.force_login(operator)

    assert client.get(reverse("status", args=[application.number])).status_code == 200

    read = Entry.objects.get(act="application.read")
    assert (read.by_id, read.subject) == (operator.pk, f"application:{application.pk}")


# The list -----------------------------------------------------------------------------------------


def test_the_list_shows_ones_own_and_what_is_next(
    application: Application, taras: User, page: Client
) -> None:
    foreign = owned(taras, key="foreign")

    text = page.get(reverse("my")).content.decode()

    assert application.number in text
    assert str(TELLINGS[Status.REGISTERED].now) in text
    assert foreign.number not in text
    assert reverse("apply") not in text, "who has a live application starts no second one"


def test_who_has_nothing_is_led_to_an_application(page: Client) -> None:
    text = page.get(reverse("my")).content.decode()

    assert "You have no application yet." in text
    assert reverse("apply") in text


def test_a_draft_is_shown_with_the_way_on(olena: User, page: Client) -> None:

    draft = start(olena, language="uk", at=MONDAY)

    assert reverse("tasks", args=[draft.pk]) in page.get(reverse("my")).content.decode()


def test_pages_cost_few_queries(
    olena: User, halyna: User, petro: User, page: Client, django_assert_max_num_queries: Any
) -> None:
    application = standing_at(Status.CORRECTION_REQUESTED, olena, halyna, petro)
    text_of(page, application)

    with django_assert_max_num_queries(22):
        text_of(page, application)
    with django_assert_max_num_queries(8):
        page.get(reverse("my"))


def test_the_due_day_of_the_builders_is_past() -> None:
    assert date(2026, 1, 26) < day_in_kyiv(timezone.now()) + timedelta(days=1)
