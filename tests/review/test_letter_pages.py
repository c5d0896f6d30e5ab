"""Staff print and post letters, send one again or say how it was dealt with; all on record."""

import io
from collections.abc import Callable
from datetime import timedelta

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications.models import Application
from audit.models import Entry
from deadlines.working_days import day_in_kyiv
from outbox.delivered import delivered_on
from outbox.models import Letter
from outbox.paper import DayRefused
from outbox.state import State
from review import posting, services
from tests.outbox.builders import by_post, dead
from tests.review.builders import submitted

pytestmark = pytest.mark.django_db
PAPER, PRINT, POSTED = "admin:outbox_paper", "admin:outbox_print", "admin:outbox_posted"


@pytest.fixture
def registrar(staff: Callable[..., User]) -> User:
    return staff("registrar", name="iryna")


@pytest.fixture
def browser(client: Client, registrar: User) -> Client:
    client.force_login(registrar)
    client.cookies["django_language"] = "en"
    return client


def today() -> str:
    return f"{day_in_kyiv(timezone.now()):%d.%m.%Y}"


def acts() -> list[str]:
    entries = Entry.objects.filter(act__startswith="letter.").order_by("seq")
    return list(entries.values_list("act", flat=True))


def test_letters_are_printed_as_one_file_and_marked(browser: Client, registrar: User) -> None:
    first, second, other = by_post("a:1"), by_post("a:2"), by_post("a:3")

    answer = browser.post(reverse(PRINT), {"letter": [first.pk, second.pk]})

    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 3  # the back of the first stays empty
    states = dict(Letter.objects.values_list("pk", "state"))
    assert states == {
        first.pk: State.PRINTED,
        second.pk: State.PRINTED,
        other.pk: State.TO_PRINT,
    }
    assert acts() == ["letter.printed"] * 2


def test_a_letter_is_printed_again_when_the_printer_ate_it(browser: Client) -> None:
    letter = by_post()
    for _ in range(2):
        assert browser.post(reverse(PRINT), {"letter": letter.pk}).status_code == 200

    assert acts() == ["letter.printed"] * 2


def test_what_is_printed_is_posted_with_day_and_number(browser: Client, registrar: User) -> None:
    letter, other = by_post("a:1"), by_post("a:2")
    browser.post(reverse(PRINT), {"letter": [letter.pk, other.pk]})

    number = {f"tracking-{letter.pk}": "05000 1234 5678"}
    answer = browser.post(reverse(POSTED), {"letter": letter.pk, "on": today(), **number})

    assert answer.status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.posted_by) == (State.POSTED, registrar)
    assert (f"{letter.posted_on:%d.%m.%Y}", letter.tracking_number) == (today(), "0500012345678")
    assert list(Letter.objects.on_paper()) == [other]
    assert acts()[-1] == "letter.posted"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        pytest.param({"letter": []}, "Choose at least one letter.", id="nothing chosen"),
        pytest.param({"on": ""}, "Enter the day of posting.", id="no day"),
        pytest.param({"on": "31.02.2026"}, "like 01.12.2026", id="no such day"),
        pytest.param({"on": "01.01.2020"}, "not before the letter was printed", id="too early"),
        pytest.param({"on": "01.01.2126"}, "not in the future", id="in the future"),
        pytest.param({"tracking": "ні"}, "A tracking number has", id="no number"),
        pytest.param({"letter": ["999999"]}, "choose once more", id="a letter that left"),
        pytest.param({"letter": ["9" * 40, "x"]}, "Choose at least one", id="nonsense"),
    ],
)
def test_what_is_wrong_with_a_posting_is_said_and_what_was_typed_kept(
    browser: Client, sent: dict[str, str], said: str
) -> None:
    letter = by_post()
    browser.post(reverse(PRINT), {"letter": letter.pk})
    tracking = sent.pop("tracking", "AB123")
    typed = {"letter": letter.pk, "on": today(), f"tracking-{letter.pk}": tracking, **sent}

    answer = browser.post(reverse(POSTED), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f'value="{tracking}"' in page
    letter.refresh_from_db()
    assert letter.state == State.PRINTED


def test_what_is_not_printed_yet_cannot_be_posted(browser: Client) -> None:
    letter = by_post()

    answer = browser.post(reverse(POSTED), {"letter": letter.pk, "on": today()})

    assert (answer.status_code, "Print a letter before" in answer.content.decode()) == (422, True)


def test_a_print_without_its_entry_marks_nothing(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = by_post()
    monkeypatch.setattr(posting, "record", lambda *_args, **_facts: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        browser.post(reverse(PRINT), {"letter": letter.pk})

    letter.refresh_from_db()
    assert letter.state == State.TO_PRINT


def test_one_file_has_at_most_fifty_letters(registrar: User) -> None:
    with pytest.raises(posting.TooMany):
        posting.print_letters(range(51), by=registrar, at=timezone.now())


@pytest.mark.parametrize("name", [PRINT, POSTED])
def test_whoever_may_only_look_prints_and_posts_nothing(
    client: Client, staff: Callable[..., User], name: str
) -> None:
    letter = by_post()
    client.force_login(staff("auditor"))

    assert 'name="letter"' not in client.get(reverse(PAPER)).content.decode()
    assert client.post(reverse(name), {"letter": letter.pk, "on": today()}).status_code == 403


def test_the_list_says_when_a_letter_was_written_by_the_clock_of_kyiv(browser: Client) -> None:
    by_post()

    page = browser.get(reverse("admin:outbox_letter_changelist")).content.decode()

    assert "05.01.2026 12:00" in page


def test_a_letter_without_an_address_is_pointed_out(browser: Client) -> None:
    by_post(to="Олена Коваленко")

    assert "no postal address" in browser.get(reverse(PAPER)).content.decode()


def test_a_failed_letter_is_sent_again_from_its_page(browser: Client) -> None:
    letter = dead()
    page = browser.get(reverse("admin:outbox_letter_change", args=[letter.pk])).content.decode()
    assert "The connection broke before the mail server answered" in page

    browser.post(reverse("admin:outbox_send_again", args=[letter.pk]))

    letter.refresh_from_db()
    assert letter.state == State.QUEUED
    assert acts() == ["letter.read", "letter.sent_again"]


def test_a_letter_is_closed_only_with_what_was_done(browser: Client) -> None:
    letter = dead("uncertain", kind="reminder")
    url = reverse("admin:outbox_set_aside", args=[letter.pk])

    refused = browser.post(url, {"note": " "})
    assert (refused.status_code, "Say how it was dealt with." in refused.content.decode()) == (
        422,
        True,
    )
    browser.post(url, {"note": "телефоном"})

    letter.refresh_from_db()
    assert (letter.state, letter.note) == (State.SET_ASIDE, "телефоном")
    assert acts()[-1] == "letter.set_aside"


def test_a_letter_that_was_handed_over_counts_as_received_that_day(browser: Client) -> None:
    letter = by_post(at=timezone.now() - timedelta(days=3))
    url = reverse("admin:outbox_set_aside", args=[letter.pk])
    tomorrow = day_in_kyiv(timezone.now()) + timedelta(days=1)
    typed = {"note": "передано особисто"}

    for wrong in (f"{tomorrow:%d.%m.%Y}", "01.01.2020", "31.02.2026"):
        answer = browser.post(url, {**typed, "handed_on": wrong})
        assert answer.status_code == 422
        assert f'value="{wrong}"' in answer.content.decode()
    browser.post(url, {**typed, "handed_on": today()})

    letter.refresh_from_db()
    assert (letter.state, delivered_on(letter)) == (State.SET_ASIDE, day_in_kyiv(timezone.now()))
    shown = browser.get(reverse("admin:outbox_letter_change", args=[letter.pk])).content.decode()
    assert "Counts as received on" in shown
    assert set(Entry.objects.get(act="letter.set_aside").facts) == {"was", "handed_on"}


def test_whoever_comes_second_sees_where_the_letter_is_now(browser: Client) -> None:
    letter = dead()
    url = reverse("admin:outbox_send_again", args=[letter.pk])
    browser.post(url)

    answer = browser.post(url)

    assert (answer.status_code, "has moved on" in answer.content.decode()) == (422, True)


def test_whoever_only_looks_sends_nothing_again(client: Client, staff: Callable[..., User]) -> None:
    letter = dead()
    client.force_login(staff("auditor"))

    for step in ("send_again", "set_aside"):
        url = reverse(f"admin:outbox_{step}", args=[letter.pk])
        assert client.post(url, {"note": "x"}).status_code == 403


def test_the_list_names_applications_and_finds_letters_by_their_number(browser: Client) -> None:
    application = submitted(papers=())
    by_post("other:1")
    url = reverse("admin:outbox_letter_changelist")

    found = browser.get(url, {"q": application.number.replace("-", "")}).content.decode()

    assert application.number in found
    assert (
        found.count("field-coloured_state")
        == Letter.objects.filter(about=f"application:{application.pk}").count()
    )
    assert Application.objects.count() == 1


def test_the_list_shows_what_waits_for_a_person(browser: Client) -> None:
    dead(key="a:1")
    by_post("a:2")
    url = reverse("admin:outbox_letter_changelist")

    page = browser.get(url, {"waits": "person"}).content.decode()

    assert page.count("field-coloured_state") == 1
    assert "letter-state-failed" in page


@pytest.mark.usefixtures("gazetteer")
def test_a_letter_is_closed_to_who_stated_a_conflict_of_interest(
    browser: Client, registrar: User
) -> None:
    application, other = submitted(key="closed"), submitted(key="open")
    closed = by_post("a:1", about=f"application:{application.pk}")
    letter = by_post("a:2", about=f"application:{other.pk}")
    services.state_conflict(
        application.pk, has_conflict=True, text="Сестра.", by=registrar, at=timezone.now()
    )

    page = browser.get(reverse("admin:outbox_letter_change", args=[closed.pk]))
    envelopes = reverse("admin:outbox_envelopes", args=["dl"])
    refused = [
        browser.post(way, {"letter": [letter.pk, closed.pk]}) for way in (reverse(PRINT), envelopes)
    ]

    assert page.status_code == 403
    assert "This application is closed to you" in page.content.decode()
    for answer in refused:
        assert answer.status_code == 422
        assert "You stated a conflict of interest" in answer.content.decode()
    assert set(Letter.objects.on_paper()) == {letter, closed}
    assert not acts()
    assert browser.post(reverse(PRINT), {"letter": letter.pk}).status_code == 200


def test_a_letter_counts_as_received_on_the_fifth_day_after_posting(
    browser: Client, registrar: User
) -> None:
    letter = by_post()
    at = timezone.now()
    posting.print_letters([letter.pk], by=registrar, at=at)
    on = day_in_kyiv(at)
    posting.mark_posted([(letter.pk, "")], on=on, by=registrar, at=at)

    page = browser.get(reverse("admin:outbox_letter_change", args=[letter.pk])).content.decode()

    assert f"{on + timedelta(days=5):%d.%m.%Y}" in page


def test_a_letter_is_posted_and_handed_over_no_earlier_than_it_was_printed(
    registrar: User,
) -> None:
    now = timezone.now()
    letter = by_post(at=now - timedelta(days=9))
    posting.print_letters([letter.pk], by=registrar, at=now)
    yesterday = day_in_kyiv(now) - timedelta(days=1)

    with pytest.raises(DayRefused):
        posting.mark_posted([(letter.pk, "")], on=yesterday, by=registrar, at=now)
    letter.refresh_from_db()
    with pytest.raises(DayRefused):
        posting.set_aside(letter, note="вручено", handed_on=yesterday, by=registrar, at=now)

    posting.mark_posted([(letter.pk, "")], on=day_in_kyiv(now), by=registrar, at=now)


def test_another_person_takes_a_wrong_mark_back_and_what_hangs_on_it_moves(
    browser: Client, registrar: User, staff: Callable[..., User]
) -> None:
    now = timezone.now()
    letter = by_post(at=now - timedelta(days=9))
    posting.print_letters([letter.pk], by=registrar, at=now - timedelta(days=4))
    wrong = day_in_kyiv(now) - timedelta(days=3)
    posting.mark_posted([(letter.pk, "0500012345678")], on=wrong, by=registrar, at=now)
    page = reverse("admin:outbox_letter_change", args=[letter.pk])
    url = reverse("admin:outbox_take_posting_back", args=[letter.pk])

    assert url not in browser.get(page).content.decode()
    own = browser.post(url, {"why": "Не той день."})
    assert "another person takes that back" in own.content.decode()
    other = User.objects.create_user("other", "other@example.org", is_staff=True)
    other.groups.set(registrar.groups.all())
    browser.force_login(other)
    assert url in browser.get(page).content.decode()
    assert browser.post(url, {"why": " "}).status_code == 422
    browser.post(url, {"why": "Не той день."})

    letter.refresh_from_db()
    assert (letter.state, delivered_on(letter)) == (State.PRINTED, None)
    assert "Не той день." in browser.get(page).content.decode()
    entry = Entry.objects.get(act="letter.posting_taken_back")
    assert entry.facts["was"] == wrong.isoformat()
    posting.mark_posted([(letter.pk, "")], on=day_in_kyiv(now), by=other, at=now)
    letter.refresh_from_db()
    assert delivered_on(letter) == day_in_kyiv(now) + timedelta(days=5)
