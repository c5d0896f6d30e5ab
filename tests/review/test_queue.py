"""The list of applications: its tabs, its pages, its order, what it costs, and its search."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications.models import Application, Why
from applications.revisions import amend
from applications.rows import package_of
from deadlines.working_days import day_in_kyiv
from outbox.models import Letter
from outbox.services import send_waiting
from review import queue, services
from review.models import Kind
from tests.clock import due
from tests.review.builders import (
    MONDAY,
    OVER_THE_LIMIT,
    package,
    proposed,
    submitted,
    taken,
    withdrawn,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer", "in_english")]
LIST = "admin:applications_application_changelist"
SEARCH = "admin:review_search"
TAKE = "admin:review_take_chosen"
MOST_QUERIES = 7


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="halyna")


@pytest.fixture
def petro(staff: Callable[..., User]) -> User:
    return staff("decision_maker", name="petro")


@pytest.fixture
def browser(client: Client, halyna: User) -> Client:
    client.cookies["django_language"] = "en"
    client.force_login(halyna)
    return client


def shown(browser: Client, address: str = "") -> list[str]:
    """Return the numbers of the rows, in their order."""
    answer = browser.get(address or reverse(LIST))
    assert answer.status_code == 200
    return re.findall(r">(\d{4}-\d{4}-\d{4})</a>", answer.content.decode())


def turn(name: str) -> str:
    return f"{reverse(LIST)}?turn={name}"


def found(browser: Client, typed: str) -> list[str]:
    answer: Any = browser.post(reverse(SEARCH), {"typed": typed})
    assert answer.status_code == 302, answer.content.decode()
    return shown(browser, answer["Location"])


def household(key: str, *names: str, **changed: Any) -> Application:
    """Submit an application of people with these names, "surname given patronymic"."""
    document = package()
    for person, name in zip(document["people"], names, strict=False):
        surname, given, patronymic = (*name.split(" "), None)[:3]
        person |= {"surname": surname, "given_name": given, "patronymic": patronymic, **changed}
    return submitted(key=key, papers=(), people=document["people"])


def due_in(application: Application, days: int) -> Application:
    """Move the term of an application: so many days from today."""
    today = day_in_kyiv(timezone.now())
    rows, received_on = Application.objects.filter(pk=application.pk), today - timedelta(days=90)
    due(rows, today + timedelta(days=days), received_on=received_on)
    return application


# Tabs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tab", "expected"),
    [
        ("waiting", {"mine", "late", "new", "asked", "proposed"}),
        ("mine", {"mine", "asked"}),
        ("unassigned", {"late", "new"}),
        ("soon", {"mine"}),
        ("overdue", {"late"}),
        ("asked", {"asked"}),
        ("proposed", {"proposed"}),
        ("decided", {"closed"}),
    ],
)
def test_a_tab_shows_whose_turn_it_is(
    tab: str, expected: set[str], browser: Client, halyna: User, petro: User,
    staff: Callable[..., User],
) -> None:  # fmt: skip
    names = ("mine", "late", "new", "asked", "closed")
    applications = {name: submitted(key=name, papers=()) for name in names}
    applications["proposed"] = submitted(key="proposed")
    proposed(applications["proposed"], staff("caseworker", name="ostap"), Kind.APPROVE)
    taken(applications["mine"], halyna)
    taken(applications["asked"], halyna)
    services.request_correction(
        applications["asked"].pk, items=[("person:p1:name", "Як у паспорті?")], by=halyna, at=MONDAY
    )
    withdrawn(applications["closed"], petro)
    for name, days in (("mine", 1), ("late", -1), ("new", 60), ("asked", 61), ("proposed", 62)):
        due_in(applications[name], days)

    numbers = shown(browser, turn(tab))

    assert {name for name, each in applications.items() if each.number in numbers} == expected
    text = browser.get(turn(tab)).content.decode()
    count = "" if tab == "decided" else f' <span class="count">{len(expected)}</span>'
    assert re.search(rf'turn={tab}" aria-current="page">[^<]+{count}</a>', text)


def test_a_refusal_in_its_hearing_is_listed_and_counts_once_it_can_be_decided(
    browser: Client, staff: Callable[..., User], monkeypatch: pytest.MonkeyPatch
) -> None:
    ostap = staff("caseworker", name="ostap")
    refusals = {name: submitted(OVER_THE_LIMIT, key=name) for name in ("sent", "unsent", "heard")}
    for each in refusals.values():
        proposed(each, ostap, Kind.REFUSE)
    notices = Letter.objects.filter(kind="hearing_notice").order_by("pk")
    notices.filter(about=f"application:{refusals['unsent'].pk}").update(
        state="failed", trouble="mailbox"
    )
    send_waiting(at=MONDAY)
    services.record_hearing(
        refusals["heard"].pk, "Так.", heard_on=MONDAY.date(), by=ostap, at=MONDAY
    )

    def seen(day: int) -> tuple[str, str]:
        monkeypatch.setattr(timezone, "now", lambda: MONDAY.replace(day=day))
        text = browser.get(turn("proposed")).content.decode()
        assert len(shown(browser, turn("proposed"))) == 3
        return counts_in(text)["proposed"], text

    count, text = seen(12)  # the last day to speak
    assert count == "1"
    assert text.count("can be decided from 13.01.2026") == 1
    assert text.count("the notice has not left yet") == 1
    count, text = seen(13)
    assert count == "2"
    assert "can be decided from" not in text
    assert queries_of(browser, turn("proposed")) <= MOST_QUERIES


# Pages --------------------------------------------------------------------------------------------


@pytest.fixture
def pages_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "SIZE", 3)


def led_to(browser: Client, address: str, rel: str) -> str | None:
    text = browser.get(address).content.decode()
    link = re.search(rf'<a href="([^"]+)" rel="{rel}">', text)
    return link[1].replace("&amp;", "&") if link else None


def read_through(browser: Client, address: str | None, rel: str) -> list[list[str]]:
    read = []
    while address:
        read.append(shown(browser, address))
        address = led_to(browser, address, rel)
    return read


@pytest.mark.usefixtures("pages_of_three")
@pytest.mark.parametrize("tab", ["waiting", "decided"])
def test_pages_follow_one_another_there_and_back_and_miss_nobody(
    tab: str, browser: Client, petro: User
) -> None:
    days = (4, 1, 1, 1, 3, 1, 2)  # four on one day, over the edge of a page
    rows = [due_in(submitted(key=str(place), papers=()), left) for place, left in enumerate(days)]
    expected = [
        each.number for _, each in sorted(zip(days, rows, strict=True), key=lambda it: it[0])
    ]
    if tab == "decided":
        for each in rows:
            withdrawn(each, petro, at=timezone.now())
        expected.reverse()

    there = read_through(browser, turn(tab), "next")

    assert [number for page in there for number in page] == expected
    assert [len(page) for page in there] == [3, 3, 1]
    last = turn(tab)
    while onward := led_to(browser, last, "next"):
        last = onward
    assert read_through(browser, last, "prev") == list(reversed(there))


@pytest.mark.usefixtures("pages_of_three")
def test_a_page_keeps_its_place_when_those_before_it_are_decided(
    browser: Client, petro: User
) -> None:
    rows = [due_in(submitted(key=str(place), papers=()), place) for place in range(5)]
    second = led_to(browser, turn("waiting"), "next") or ""
    for each in rows[:2]:
        withdrawn(each, petro, at=timezone.now())

    assert shown(browser, second) == [each.number for each in rows[3:]]


@pytest.mark.parametrize(
    "query",
    ["turn=nobody", "turn=", "search=forged", "q=Коваленко", "people__surname=Коваленко",
     "turn=mine&status__exact=approved", "turn=mine&channel=pigeon", "turn=mine&status=x",
     "turn=waiting&caseworker=Олена", "turn=waiting&caseworker=99999999999999999999"],
)  # fmt: skip
def test_an_address_of_no_list_leads_to_the_list(query: str, browser: Client) -> None:
    answer = browser.get(f"{reverse(LIST)}?{query}")

    assert (answer.status_code, answer["Location"]) == (302, reverse(LIST))


@pytest.mark.parametrize(
    "place", ["20261301-1", "x", "20260105-", "20260105-99999999999999999999", "-1", "%00"]
)
def test_a_place_that_is_none_is_the_beginning(place: str, browser: Client) -> None:
    application = submitted(papers=())

    assert shown(browser, f"{turn('waiting')}&after={place}") == [application.number]


# Filters ------------------------------------------------------------------------------------------


def counts_in(text: str) -> dict[str, str]:
    """Return how many each tab says it has."""
    return dict(re.findall(r'turn=(\w+)[^"]*"[^>]*>[^<]+<span class="count">([^<]+)</span>', text))


@pytest.fixture
def office(halyna: User, staff: Callable[..., User]) -> dict[str, Application]:
    """Of Halyna by post and online, of Ostap by post, of nobody by post; one withdrawn by post."""
    names = ("hers", "online", "his", "new", "closed")
    rows = {name: submitted(key=name, papers=()) for name in names}
    Application.objects.exclude(pk=rows["online"].pk).update(channel="post")
    for name in ("hers", "online", "closed"):
        taken(rows[name], halyna)
    taken(rows["his"], staff("caseworker", name="ostap"))
    withdrawn(rows["closed"], halyna)
    return rows


@pytest.mark.parametrize(
    ("tab", "chosen", "expected"),
    [
        ("waiting", {"caseworker": "halyna"}, {"hers", "online"}),
        ("waiting", {"caseworker": "halyna", "channel": "post"}, {"hers"}),
        ("waiting", {"caseworker": "nobody"}, {"new"}),
        ("waiting", {"status": "registered"}, {"new"}),
        ("waiting", {"channel": "email"}, set()),
        ("waiting", {"caseworker": "", "status": ""}, {"hers", "online", "his", "new"}),
        ("waiting", {"status": "withdrawn"}, {"hers", "online", "his", "new"}),
        ("decided", {"caseworker": "halyna", "status": "withdrawn"}, {"closed"}),
        ("decided", {"caseworker": "ostap"}, set()),
        ("mine", {"caseworker": "ostap", "channel": "post"}, {"hers"}),
    ],
    ids=[
        "by who answers", "by who answers and how it came", "by nobody who answers",
        "by where it stands", "to nothing", "by nothing that was left empty",
        "by no status of another tab", "the closed", "the decided of who decided nothing",
        "one's own by another who answers",
    ],
)  # fmt: skip
def test_a_tab_is_narrowed(
    tab: str, chosen: dict[str, str], expected: set[str], browser: Client,
    office: dict[str, Application],
) -> None:  # fmt: skip
    query = "".join(f"&{name}={key_of(value)}" for name, value in chosen.items())

    numbers = shown(browser, turn(tab) + query)

    assert {name for name, each in office.items() if each.number in numbers} == expected


@pytest.mark.parametrize(
    ("tab", "offers"), [("waiting", True), ("mine", False), ("decided", False)]
)
def test_nothing_is_offered_for_those_ticked_where_none_can_be(
    tab: str, offers: bool, browser: Client, office: dict[str, Application]
) -> None:
    text = browser.get(turn(tab)).content.decode()

    assert ('name="chosen"' in text) == (f'formaction="{reverse(TAKE)}"' in text) == offers


def key_of(value: str) -> str:
    return str(getattr(User.objects.filter(username=value).first(), "pk", value))


def test_filters_go_with_the_tabs_and_their_counts(
    browser: Client, office: dict[str, Application]
) -> None:
    text = browser.get(f"{turn('waiting')}&channel=post").content.decode()

    assert counts_in(text)["waiting"] == "3"
    assert counts_in(text)["mine"] == "1"
    mine = re.search(r'href="([^"]+turn=mine[^"]+)"', text)
    assert mine is not None
    assert shown(browser, mine[1].replace("&amp;", "&")) == [office["hers"].number]


@pytest.mark.usefixtures("pages_of_three", "office")
def test_filters_are_kept_over_pages_and_after_an_act(browser: Client, petro: User) -> None:
    for place in range(3):
        Application.objects.filter(pk=submitted(key=f"more{place}", papers=()).pk).update(
            channel="post"
        )
    second = led_to(browser, f"{turn('waiting')}&channel=post&caseworker=nobody", "next") or ""

    assert "channel=post" in second
    assert len(shown(browser, second)) == 1
    [row] = re.findall(r'name="chosen" value="([^"]+)"', browser.get(second).content.decode())
    done: Any = browser.post(reverse(TAKE), {"chosen": row, "page": second})
    assert "channel=post" in done["Location"]
    assert "caseworker=nobody" in done["Location"]


def test_what_a_search_found_is_narrowed_too(
    browser: Client, office: dict[str, Application]
) -> None:
    answer: Any = browser.post(reverse(SEARCH), {"typed": "Коваленко"})

    assert len(shown(browser, answer["Location"])) == len(office)
    assert shown(browser, answer["Location"] + "&status=withdrawn") == [office["closed"].number]


def test_the_form_offers_who_answers_and_no_applicant(
    browser: Client, office: dict[str, Application], petro: User
) -> None:
    applicant = User.objects.create_user("reader", first_name="Секретна")
    text = browser.get(f"{turn('waiting')}&caseworker={applicant.pk}").content.decode()

    assert office
    assert re.findall(r'<option value="\d+"[^>]*>([^<]+)<', text) == ["halyna", "ostap"]
    assert petro.username not in text
    assert "Секретна" not in text


def test_whoever_left_can_still_be_named(browser: Client, office: dict[str, Application]) -> None:
    ostap = User.objects.get(username="ostap")
    User.objects.filter(pk=ostap.pk).update(is_active=False)
    address = f"{turn('waiting')}&caseworker={ostap.pk}"

    assert shown(browser, address) == [office["his"].number]
    assert f'value="{ostap.pk}" selected>ostap<' in browser.get(address).content.decode()
    assert ">ostap<" not in browser.get(turn("decided")).content.decode()


@pytest.mark.parametrize(
    "query", ["", "&channel=post", "&caseworker=nobody&channel=email&status=registered"]
)
def test_a_narrowed_page_asks_seven_times_at_most_even_where_it_is_empty(
    query: str, browser: Client
) -> None:
    assert queries_of(browser, turn("decided") + query) <= MOST_QUERIES


# What it costs ------------------------------------------------------------------------------------


def queries_of(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("tab", ["waiting", "mine", "unassigned", "soon", "overdue", "asked",
                                 "proposed", "decided"])  # fmt: skip
def test_a_page_asks_the_database_seven_times_at_most(
    tab: str, browser: Client, halyna: User
) -> None:
    for number in range(9):
        application = submitted(key=str(number), papers=[("other", "p1")])
        if number % 2:
            taken(application, halyna)

    assert queries_of(browser, turn(tab)) <= MOST_QUERIES


def test_what_a_search_finds_asks_the_database_seven_times_at_most(browser: Client) -> None:
    for number in range(9):
        submitted(key=str(number), papers=())
    answer: Any = browser.post(reverse(SEARCH), {"typed": "Коваленко"})

    assert queries_of(browser, answer["Location"]) <= MOST_QUERIES


def test_a_count_ends_at_a_hundred(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("review.beside.MOST_COUNTED", 2)
    for number in range(4):
        submitted(key=str(number), papers=())

    text = browser.get(turn("unassigned")).content.decode()

    assert 'Unassigned <span class="count">2+</span>' in text


@pytest.mark.parametrize("tab", ["mine", "overdue", "proposed", "decided"])
def test_an_empty_tab_says_so_and_what_next(tab: str, browser: Client) -> None:
    text = browser.get(turn(tab)).content.decode()

    assert re.search(r'<p class="empty">[A-Z][^<]{15,}</p>', text)
    assert "<table" not in text


# Search -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "Мар'яненко", "мар’яненко", "МАРʼЯНЕНКО", "Мар`яненко", "Мар'ян", "Мар'яненко Дем'ян",
        "дем’ян мар’яненко", "Лі", "Нечуй-Левицька", "нечуй левицька", "Левицька Їжаківна",
        "  Їжаківна  ",
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(typed: str, browser: Client) -> None:
    wanted = household("wanted", "Мар’яненко Дем’ян", "Нечуй-Левицька Лі Їжаківна")
    household("other", "Маренко Дмитро", "Левченко Ліна Іванівна")

    assert found(browser, typed) == [wanted.number]


@pytest.mark.parametrize("typed", ["яненко", "Лі Дмитро", "Марко", "%", "_ар'яненко", "\\"])
def test_what_is_no_beginning_of_a_name_finds_nothing(typed: str, browser: Client) -> None:
    household("wanted", "Мар’яненко Дем’ян", "Нечуй-Левицька Лі Їжаківна")

    assert found(browser, typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        lambda number: number,
        lambda number: number.replace("-", ""),
        lambda number: number.replace("-", " "),
        lambda number: number[2:8],
        lambda number: number.replace("-", "")[-5:],
        lambda number: f"Коваленко {number[:4]}",
    ],
    ids=["as it is", "without hyphens", "in blanks", "over a hyphen", "its end", "with a name"],
)
def test_a_number_is_found_however_it_is_typed(
    typed: Callable[[str], str], browser: Client
) -> None:
    wanted, other = submitted(papers=()), submitted(key="other", papers=())
    Application.objects.filter(pk=other.pk).update(search_text=" 000000000000 шевченко ")

    assert found(browser, typed(wanted.number)) == [wanted.number]


def test_a_taxpayer_number_is_found_typed_in_full_alone(browser: Client) -> None:
    wanted = submitted(papers=())
    number = wanted.people.get(relationship="applicant").taxpayer_number or ""

    assert found(browser, number) == [wanted.number]
    assert found(browser, f"{number[:5]} {number[5:]}") == [wanted.number]
    assert found(browser, number[:-1]) == []


def test_the_decided_are_found_too_and_latest_due_first(browser: Client, petro: User) -> None:
    old, new = (due_in(submitted(key=key, papers=()), left) for key, left in (("o", -9), ("n", 9)))
    withdrawn(old, petro, at=timezone.now())

    assert found(browser, "Коваленко") == [new.number, old.number]


def test_a_corrected_name_is_found_and_the_one_before_is_not(browser: Client, halyna: User) -> None:
    application = household("1", "Олійник Олена")
    present = package_of(application)
    renamed = replace(present.people[0], surname="Захарченко")
    changed = replace(present, people=(renamed, *present.people[1:]))

    amend(application, changed, why=Why.CORRECTION, by=halyna, at=MONDAY)

    assert found(browser, "Захарченко") == [application.number]
    assert found(browser, "Олійник") == []


@pytest.mark.parametrize("typed", ["", "  ", "4", "48", "48-", "Коваленко 4"])
def test_a_search_for_nearly_everything_is_refused_and_stays_as_typed(
    typed: str, browser: Client
) -> None:
    answer = browser.post(reverse(SEARCH), {"typed": typed})

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode() or not typed.strip()


def test_a_registrar_finds_names_and_not_whose_taxpayer_number_it_is(
    browser: Client, staff: Callable[..., User]
) -> None:
    wanted = submitted(papers=())
    number = wanted.people.get(relationship="applicant").taxpayer_number
    browser.force_login(staff("registrar"))

    assert browser.post(reverse(SEARCH), {"typed": number}).status_code == 422
    assert found(browser, "Коваленко") == [wanted.number]


def test_nothing_searched_for_stands_in_an_address_or_plainly_in_the_session(
    browser: Client,
) -> None:
    number = submitted(papers=()).people.get(relationship="applicant").taxpayer_number

    for typed in ("Коваленко", number):
        answer: Any = browser.post(reverse(SEARCH), {"typed": typed})
        assert re.fullmatch(
            r"/admin/applications/application/\?search=[\w-]{8}", answer["Location"]
        )
    text = browser.get(answer["Location"]).content.decode()

    kept = str(dict(browser.session))
    assert "Коваленко" not in kept
    assert str(number) not in kept + text
    assert "ends in 91" in text


def test_a_search_is_nobody_elses(browser: Client, petro: User) -> None:
    submitted(papers=())
    answer: Any = browser.post(reverse(SEARCH), {"typed": "Коваленко"})
    browser.force_login(petro)

    assert browser.get(answer["Location"])["Location"] == reverse(LIST)


def test_two_searches_of_one_browser_stand_beside_one_another(browser: Client) -> None:
    one, other = household("1", "Іваненко Іван"), household("2", "Петренко Петро")
    first: Any = browser.post(reverse(SEARCH), {"typed": "Іваненко"})
    browser.post(reverse(SEARCH), {"typed": "Петренко"})

    assert shown(browser, first["Location"]) == [one.number]
    assert other.number
