"""How the office keeps its term: each figure against a case counted by hand."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications import clock
from applications.models import Application
from applications.services import move
from applications.status import Status
from deadlines.calendars import approved_calendar
from deadlines.working_days import day_in_kyiv
from outbox.services import send_waiting
from oversight import figures
from oversight.closings import Closings, closings
from oversight.figures import Flow, Span
from oversight.head import CHARTS, drawn_durations, forecast
from oversight.lasting import HALF, MOST, UNKNOWN, Duration, Lasted, altogether, lasted
from printing.tables import neutral
from review.models import Kind
from review.services import decide, receive_appeal
from tests.review.builders import MONDAY as MORNING
from tests.review.builders import (
    OVER_THE_LIMIT,
    earlier_decision,
    marked_duplicate,
    proposed,
    submitted,
    taken,
    withdrawn,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]
LIST = "admin:applications_application_changelist"
MONDAY = date(2026, 1, 5)
FRIDAY = date(2026, 1, 16)
TWO_WEEKS = Span(2, FRIDAY)


@pytest.mark.parametrize(
    ("ended", "ages", "median", "most"),
    [
        pytest.param([], [], (None, False), (None, False), id="nothing came in"),
        pytest.param([4], [], (4, False), (4, False), id="one decided"),
        pytest.param([1, 2, 3, 4], [], (2, False), (4, False), id="an even number"),
        pytest.param([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [], (5, False), (9, False), id="ten"),
        pytest.param([], [3], (3, True), (3, True), id="one open, three days old"),
        pytest.param([2, 2, 2], [9], (2, False), (9, True), id="an open one older than the rest"),
        pytest.param([5, 5, 5], [1], (5, True), (5, True), id="a young one may become anything"),
    ],
)
def test_median_and_ninetieth_percentile(
    ended: list[int], ages: list[int], median: tuple[int, bool], most: tuple[int, bool]
) -> None:
    found = Lasted(Counter(ended), Counter(ages))

    assert found.percentile(HALF) == Duration(median[0], at_least=median[1])
    assert found.percentile(MOST) == Duration(most[0], at_least=most[1])


@pytest.fixture
def officers(staff: Callable[..., User]) -> tuple[User, User]:
    return staff("caseworker"), staff("decision_maker")


def approved(
    officers: tuple[User, User], *, on: int, key: str, received: str = "2026-01-05"
) -> Application:
    """An application approved at noon in Kyiv of a January day."""
    application = submitted(key=key, received_at=f"{received}T12:00:00+02:00")
    proposed(application, officers[0])
    at = datetime(2026, 1, on, 10, tzinfo=UTC)
    decide(application.pk, text="Так.", by=officers[1], at=at)
    return application


def test_weeks_count_what_came_in_and_what_was_decided(officers: tuple[User, User]) -> None:
    approved(officers, on=8, key="one")
    approved(officers, on=15, key="two", received="2025-12-23")  # was due on 13 January
    submitted(key="three")

    assert figures.flow(TWO_WEEKS) == [
        Flow(MONDAY, received=2, decided=1, in_time=1),
        Flow(date(2026, 1, 12), received=0, decided=1, in_time=0),
    ]
    assert figures.shares(figures.flow(TWO_WEEKS)) == (2, 1)


def test_a_late_refusal_stays_late_whatever_an_appeal_does_to_the_clock(
    officers: tuple[User, User],
) -> None:
    application = submitted(OVER_THE_LIMIT)  # due on 26 January
    proposed(application, officers[0], Kind.REFUSE)
    send_waiting(at=MORNING)
    refused_at = datetime(2026, 2, 12, 10, tzinfo=UTC)
    decide(application.pk, text="Ні.", by=officers[1], at=refused_at)
    send_waiting(at=refused_at)
    span = Span(8, date(2026, 2, 20))
    assert figures.shares(figures.flow(span)) == (1, 0)

    receive_appeal(
        application.pk,
        received_on=span.on,
        channel="post",
        from_whom="заявниця",
        text="Площу пораховано не так.",
        by=officers[0],
        at=datetime(2026, 2, 20, 10, tzinfo=UTC),
    )

    application.refresh_from_db()
    assert application.due_on > refused_at.date()
    assert figures.shares(figures.flow(span)) == (1, 0)


def test_open_ones_count_with_their_age(officers: tuple[User, User]) -> None:
    approved(officers, on=8, key="one")  # three working days
    submitted(key="two")  # open, nine working days old on Friday of the second week

    weeks = lasted(TWO_WEEKS, approved_calendar())

    both = altogether(weeks)
    assert both.percentile(HALF) == Duration(3, at_least=False)
    assert both.percentile(MOST) == Duration(9, at_least=True)
    assert list(weeks) == [MONDAY]
    assert drawn_durations(TWO_WEEKS, weeks).rows == [
        ("05.01", "3", "≥ 9", 1),
        ("12.01", "–", "–", 0),
    ]


def test_load_is_by_who_answers(officers: tuple[User, User]) -> None:
    taken(submitted(key="one"), officers[0])
    due_soon = submitted(key="two", received_at="2025-12-30T12:00:00+02:00")
    taken(due_soon, officers[0])
    assert due_soon.due_on == date(2026, 1, 20)
    submitted(key="three")
    on = date(2026, 1, 16)

    loads = figures.load(on, approved_calendar())

    assert [(each.name, each.undecided, each.soon, each.overdue) for each in loads] == [
        ("caseworker", 2, 1, 0),
        ("", 1, 0, 0),
    ]
    assert [each.account for each in loads] == [officers[0].pk, None]
    after = figures.load(date(2026, 1, 21), approved_calendar())
    assert [(each.soon, each.overdue) for each in after] == [(1, 1), (1, 0)]


def test_a_stopped_clock_makes_nothing_soon_due_or_overdue() -> None:
    stopped = submitted()  # due on 26 January
    Application.objects.update(status=Status.CORRECTION_REQUESTED)
    clock.add(
        stopped,
        "paused",
        on=date(2026, 1, 20),
        legal_basis="a test",
        by=None,
        at=datetime(2026, 1, 20, 10, tzinfo=UTC),
    )

    [before] = figures.load(date(2026, 1, 23), approved_calendar())
    [after] = figures.load(date(2026, 2, 10), approved_calendar())
    days = figures.forecast(date(2026, 1, 21), approved_calendar())

    assert (before.undecided, before.soon) == (1, 0)
    assert (after.undecided, after.overdue) == (1, figures.overdue(date(2026, 2, 10))) == (1, 0)
    assert sum(count for _day, count in days) == 0


def test_near_the_end_of_the_calendar_all_that_is_left_of_it_is_soon() -> None:
    until_2025 = replace(approved_calendar(), years=frozenset({2025}))
    received = submitted(received_at="2025-12-10T12:00:00+02:00")
    assert received.due_on == date(2025, 12, 31)

    [soon] = figures.load(date(2025, 12, 30), until_2025)
    [late] = figures.load(date(2026, 1, 2), until_2025)

    assert (soon.soon, soon.overdue) == (1, 0)
    assert (late.soon, late.overdue) == (0, 1)


def test_beyond_the_calendar_no_duration_is_known() -> None:
    until_2025 = replace(approved_calendar(), years=frozenset({2025}))
    submitted(received_at="2025-12-30T12:00:00+02:00")

    assert lasted(Span(4, FRIDAY), until_2025) == {}
    assert altogether({}).percentile(HALF) == UNKNOWN


def test_reasons_and_rounds_are_of_what_was_decided(officers: tuple[User, User]) -> None:
    refused = taken(submitted(OVER_THE_LIMIT), officers[0])
    earlier_decision(refused, *officers)
    approved(officers, on=8, key="one")

    assert figures.refusal_reasons(TWO_WEEKS) == [("own_housing", 1)]
    assert figures.correction_rounds(TWO_WEEKS) == [2, 0, 0, 0]
    assert Kind.REFUSE in refused.decisions.values_list("kind", flat=True)


def test_closings_are_counted_by_who_closed_and_how(
    officers: tuple[User, User], staff: Callable[..., User]
) -> None:
    caseworker, _decider = officers
    rows = [submitted(key=str(each)) for each in range(4)]
    for row in rows[:3]:
        taken(row, caseworker)
    for row in rows[:2]:
        withdrawn(row, caseworker, at=MORNING)
    marked_duplicate(rows[2], rows[3], caseworker, at=MORNING)
    owner = User.objects.create_user("owner", first_name="Олена")
    move(rows[3], Status.WITHDRAWN, by=owner, reason="x", at=MORNING)

    found = closings(TWO_WEEKS)

    assert found == [
        Closings(caseworker.pk, "caseworker", withdrawn=2, duplicates=1),
        Closings(None, "", withdrawn=1, duplicates=0),
    ]
    assert closings(Span(1, date(2025, 12, 31))) == []


def test_the_forecast_names_fifteen_working_days() -> None:
    submitted()  # due on 26 January

    days = figures.forecast(date(2026, 1, 17), approved_calendar())  # a Saturday

    assert len(days) == 15
    assert days[0] == (date(2026, 1, 19), 0)
    assert (date(2026, 1, 26), 1) in days
    assert sum(count for _day, count in days) == 1


def test_the_forecast_goes_as_far_as_the_calendar_and_says_so() -> None:
    until_2025 = replace(approved_calendar(), years=frozenset({2025}))
    received = submitted(received_at="2025-12-10T12:00:00+02:00")

    ending = forecast(Span(4, date(2025, 12, 29)), until_2025)
    ended = forecast(Span(4, date(2026, 1, 2)), until_2025)

    assert received.due_on == date(2025, 12, 31)
    assert ending.rows == [("29.12", 0), ("30.12", 0), ("31.12", 1)]
    assert "31.12" in ending.tells
    assert (ended.rows, ended.is_empty) == ([], True)


# The page ----------------------------------------------------------------------------------------


@pytest.fixture
def page(client: Client, staff: Callable[..., User]) -> Client:
    client.force_login(staff("auditor"))
    return client


@pytest.mark.parametrize("query", ["", "?weeks=4", "?weeks=52", "?weeks=-1", "?weeks=x", "?weeks="])
def test_any_span_is_shown_with_no_name_of_an_applicant(query: str, page: Client) -> None:
    application = submitted()

    shown = page.get(reverse("oversight:office") + query)

    text = shown.content.decode()
    assert shown.status_code == 200
    for person in application.people.all():
        assert person.surname not in text
    assert 'role="img"' in text


def test_the_page_costs_the_same_however_many_there_are(
    page: Client, django_assert_max_num_queries: Any
) -> None:
    for key in ("one", "two", "three"):
        submitted(key=key)
    page.get(reverse("oversight:office"))

    with django_assert_max_num_queries(16):
        page.get(reverse("oversight:office"))


def test_what_is_open_since_today_is_not_hidden_where_no_day_has_passed(page: Client) -> None:
    now = timezone.now()
    submitted(received_at=now.isoformat())

    text = page.get(reverse("oversight:office")).content.decode()

    drawn = CHARTS["durations"](Span(4, day_in_kyiv(now)), approved_calendar())
    assert (drawn.is_empty, drawn.has_figures) == (True, True)
    section = text.split('<section class="card" aria-labelledby="durations">')[1]
    assert "<td>≥ 0</td><td>≥ 0</td><td>1</td>" in section.split("</section>")[0]


def test_no_bar_covers_a_figure(page: Client) -> None:
    """In SVG what comes later lies above."""
    submitted()

    text = page.get(reverse("oversight:office")).content.decode()

    drawings = re.findall(r'<svg[^>]* role="img".*?</svg>', text, re.DOTALL)
    assert drawings
    assert [each for each in drawings if "<rect" in each[each.index("<text") :]] == []


def test_the_load_of_each_leads_to_their_applications(
    page: Client, staff: Callable[..., User]
) -> None:
    caseworker = staff("caseworker", name="halyna")
    hers = taken(submitted(key="hers"), caseworker)
    submitted(key="nobodys")

    text = page.get(reverse("oversight:office")).content.decode().replace("&amp;", "&")

    for whose, numbers in ((caseworker.pk, [hers.number]), ("nobody", None)):
        address = f"{reverse(LIST)}?turn=waiting&caseworker={whose}"
        assert f'href="{address}"' in text
        listed = page.get(address).content.decode()
        assert numbers is None or re.findall(r">(\d{4}-\d{4}-\d{4})</a>", listed) == numbers


def test_every_table_is_offered_as_csv_where_it_is_empty_too(page: Client) -> None:
    text = page.get(reverse("oversight:office")).content.decode()

    assert [each for each in CHARTS if reverse("oversight:table", args=[each]) not in text] == []
    assert 'role="img"' not in text


@pytest.mark.parametrize("chart", CHARTS)
def test_each_table_is_handed_out_as_csv(chart: str, page: Client) -> None:
    submitted()
    on = day_in_kyiv(timezone.now())

    answer = page.get(reverse("oversight:table", args=[chart]), {"weeks": "4"})

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    drawn = CHARTS[chart](Span(4, on), approved_calendar())
    assert answer["Content-Disposition"] == f'attachment; filename="{chart}.csv"'
    assert len(rows) == len(drawn.rows) + 1


def test_there_is_no_other_table(page: Client) -> None:
    assert page.get(reverse("oversight:table", args=["people"])).status_code == 404


@pytest.mark.parametrize("cell", ["=cmd()", "+1", "-1", "@x", "\tx", "＝1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"
    assert neutral(7) == "7"
