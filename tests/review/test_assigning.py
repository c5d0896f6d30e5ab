"""Who is given applications: by hand from the list, by the fewest, and when somebody is away."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications.models import Application
from audit.models import Entry
from deadlines.working_days import day_in_kyiv
from review import services
from review.absences import digest, plan
from review.models import Absence, Assignment
from review.sharing import loads
from tests.review.builders import MONDAY, submitted, taken, withdrawn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer", "in_english")]
LIST = reverse("admin:applications_application_changelist")
ASSIGN, TAKE = reverse("admin:review_assign_chosen"), reverse("admin:review_take_chosen")
ABSENCES = reverse("admin:review_absence_changelist")
DAY = date(2026, 1, 5)


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="halyna")


@pytest.fixture
def ostap(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="ostap")


@pytest.fixture
def petro(staff: Callable[..., User]) -> User:
    return staff("decision_maker", name="petro")


@pytest.fixture
def browser(client: Client, petro: User) -> Client:
    client.cookies["django_language"] = "en"
    client.force_login(petro)
    return client


def several(count: int, start: int = 0) -> list[Application]:
    return [submitted(key=str(start + number), papers=()) for number in range(count)]


def boxes(*applications: Application) -> list[str]:
    for each in applications:
        each.refresh_from_db()
    return [f"{each.pk}:{each.version}" for each in applications]


def holders(*applications: Application) -> list[str]:
    names = dict(Assignment.objects.values_list("application", "caseworker__username"))
    shown = dict(Application.objects.values_list("pk", "caseworker__username"))
    assert {pk: name for pk, name in shown.items() if name} == names  # the list says the same
    return [names.get(each.pk, "") for each in applications]


def away(caseworker: User, petro: User, *, days: int = 7) -> Absence:
    today = day_in_kyiv(timezone.now())
    return services.enter_absence(
        caseworker, first_day=today, last_day=today + timedelta(days), by=petro, at=timezone.now()
    )


# By hand ------------------------------------------------------------------------------------------


def test_chosen_applications_are_given_to_a_caseworker(
    browser: Client, halyna: User, ostap: User
) -> None:
    first, second, other = several(3)
    chosen = {"chosen": boxes(first, second), "page": f"{LIST}?turn=unassigned"}

    asked = browser.post(ASSIGN, chosen)
    answer = browser.post(ASSIGN, {**chosen, "answered": "1", "to": str(ostap.pk)})

    text = asked.content.decode()
    assert "halyna: 0 open applications" in text
    assert first.number in text
    assert other.number not in text
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}?turn=unassigned")
    assert holders(first, second, other) == ["ostap", "ostap", ""]
    assert Entry.objects.filter(act="application.assigned").count() == 2


def test_a_caseworker_takes_what_they_chose(browser: Client, halyna: User) -> None:
    first, second = several(2)
    browser.force_login(halyna)

    answer = browser.post(TAKE, {"chosen": boxes(first, second)})

    assert answer.status_code == 302
    assert holders(first, second) == ["halyna", "halyna"]


def test_what_changed_meanwhile_is_left_and_the_rest_is_done(
    browser: Client, halyna: User, ostap: User
) -> None:
    stale, fresh = several(2)
    chosen = boxes(stale, fresh)
    taken(stale, halyna)

    answer = browser.post(ASSIGN, {"chosen": chosen, "answered": "1", "to": str(ostap.pk)})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert f"{stale.number}: halyna changed this application" in text
    assert "1 application is assigned." in text
    assert holders(stale, fresh) == ["halyna", "ostap"]


@pytest.mark.parametrize("chosen", [[], ["x"], ["1"], ["99999999999999999999:1"]])
@pytest.mark.parametrize("address", [TAKE, ASSIGN])
def test_nothing_chosen_is_said(
    address: str, chosen: list[str], browser: Client, halyna: User
) -> None:
    several(1)
    if address == TAKE:
        browser.force_login(halyna)

    answer = browser.post(address, {"chosen": chosen, "page": "//evil.example/?turn=mine"})

    assert answer.status_code == 422
    assert "Choose at least one application" in answer.content.decode()
    assert 'turn=mine" aria-current="page"' in answer.content.decode()


def test_an_application_that_is_none_is_said(browser: Client, ostap: User) -> None:
    sent = {"chosen": ["999:1"], "answered": "1", "to": str(ostap.pk)}

    assert "There is no such application any more" in browser.post(ASSIGN, sent).content.decode()


@pytest.mark.parametrize("to", ["", "0", "petro", "x"])
def test_nobody_or_somebody_unfit_is_refused_and_the_choice_kept(
    to: str, browser: Client, petro: User, halyna: User
) -> None:
    [application] = several(1)
    chosen = boxes(application)
    whom = str(petro.pk) if to == "petro" else to

    answer = browser.post(ASSIGN, {"chosen": chosen, "answered": "1", "to": whom})

    assert answer.status_code == 422
    assert f'name="chosen" value="{chosen[0]}"' in answer.content.decode()
    assert holders(application) == [""]


# Nothing stated yet -------------------------------------------------------------------------------


@pytest.mark.asked_for_conflicts
@pytest.mark.parametrize("to", ["load", "ostap"])
def test_who_shares_out_states_nothing_first_and_a_conflict_still_refuses(
    to: str, browser: Client, petro: User, halyna: User, ostap: User
) -> None:
    first, second, closed = several(3)
    services.state_conflict(closed.pk, has_conflict=True, text="Сестра.", by=petro, at=MONDAY)
    closed.refresh_from_db()
    whom = to if to == "load" else str(ostap.pk)
    chosen = boxes(first, second, closed)

    assert browser.post(ASSIGN, {"chosen": chosen}).status_code == 200
    answer = browser.post(ASSIGN, {"chosen": chosen, "answered": "1", "to": whom})

    assert "2 applications are assigned." in answer.content.decode()
    assert f"{closed.number} is closed to you" in answer.content.decode()
    assert all(holders(first, second))
    assert holders(closed) == [""]


@pytest.mark.asked_for_conflicts
def test_who_takes_is_told_to_open_each_first_and_led_there(browser: Client, halyna: User) -> None:
    first, second = several(2)
    browser.force_login(halyna)
    page = browser.get(f"{LIST}?turn=unassigned").content.decode()
    assert "Before you take one, open it once" in page

    answer = browser.post(TAKE, {"chosen": boxes(first, second)}, follow=True)

    text = answer.content.decode()
    assert "Open each of these first and state whether you have a conflict of interest:" in text
    for each in (first, second):
        address = reverse("admin:applications_application_change", args=[each.pk])
        assert f'<a href="{address}">{each.number}</a>' in text.split("of interest:")[1]
    assert holders(first, second) == ["", ""]


# By the fewest ------------------------------------------------------------------------------------


def test_by_rule_each_goes_to_whoever_has_the_fewest(
    browser: Client, halyna: User, ostap: User
) -> None:
    for each in several(2):
        taken(each, halyna)
    chosen = several(4, start=2)

    sent = {"chosen": boxes(*chosen), "answered": "1", "to": "load"}

    assert browser.post(ASSIGN, sent).status_code == 302
    assert holders(*chosen) == ["ostap", "ostap", "halyna", "ostap"]
    assert {each.caseworker.username: each.open for each in loads(DAY)} == {"halyna": 3, "ostap": 3}


def test_by_rule_nothing_goes_to_who_is_away_or_gone_or_has_it(
    staff: Callable[..., User], halyna: User, ostap: User, petro: User
) -> None:
    gone = staff("caseworker", name="gone")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    services.enter_absence(ostap, first_day=DAY, last_day=DAY, by=petro, at=MONDAY)
    first, second = several(2)

    services.assign_by_load(first.pk, by=petro, at=MONDAY)
    with pytest.raises(services.NobodyPresent):
        services.assign_by_load(first.pk, by=petro, at=MONDAY)
    services.assign_by_load(second.pk, by=petro, at=MONDAY + timedelta(days=1))

    assert holders(first, second) == ["halyna", "ostap"]


def test_the_decided_count_for_nobody(halyna: User, ostap: User, petro: User) -> None:
    closed, new = several(2)
    taken(closed, halyna)
    withdrawn(closed, petro)
    taken(several(1, start=2)[0], ostap)

    services.assign_by_load(new.pk, by=petro, at=MONDAY)

    assert holders(new) == ["halyna"]


def test_nothing_goes_to_who_stated_a_conflict_of_interest_in_it(
    halyna: User, ostap: User, petro: User
) -> None:
    [application] = several(1)
    taken(application, halyna)
    services.state_conflict(application.pk, has_conflict=True, text="Сестра.", by=halyna, at=MONDAY)

    assert holders(application) == [""]
    with pytest.raises(services.HasConflict):
        services.assign(application.pk, to=halyna, by=petro, at=MONDAY)
    services.assign_by_load(application.pk, by=petro, at=MONDAY)
    assert holders(application) == ["ostap"]


def test_who_stated_a_conflict_of_interest_in_it_gives_it_to_nobody(
    halyna: User, ostap: User, petro: User
) -> None:
    [application] = several(1)
    taken(application, halyna)
    services.state_conflict(application.pk, has_conflict=True, text="Брат.", by=petro, at=MONDAY)
    absence = away(halyna, petro)
    told = digest(plan(absence, day_in_kyiv(timezone.now())))

    with pytest.raises(services.HasConflict) as refusal:
        services.assign(application.pk, to=ostap, by=petro, at=MONDAY)
    with pytest.raises(services.HasConflict):
        services.hand_over(absence.pk, expected=told, by=petro, at=timezone.now())

    assert refusal.value.who == petro
    assert holders(application) == ["halyna"]


# Away ---------------------------------------------------------------------------------------------


def entering(caseworker: User, first: str, last: str) -> dict[str, Any]:
    return {"caseworker": caseworker.pk, "first_day": first, "last_day": last}


@pytest.mark.parametrize("who", ["petro", "admin"])
def test_an_absence_is_entered_shown_and_ended(
    who: str, browser: Client, halyna: User, petro: User, staff: Callable[..., User]
) -> None:
    browser.force_login(petro if who == "petro" else staff("administrator", name="admin"))

    assert browser.post(ABSENCES, entering(halyna, "05.01.2099", "2099-01-09")).status_code == 302
    absence = Absence.objects.get()
    text = browser.get(ABSENCES).content.decode()
    browser.post(reverse("admin:review_end_absence", args=[absence.pk]))

    assert "05.01.2099 – 09.01.2099" in text
    absence.refresh_from_db()
    assert absence.ended_by is not None
    assert "No caseworker is entered as away" in browser.get(ABSENCES).content.decode()
    acts = Entry.objects.filter(subject=f"user:{halyna.pk}").order_by("seq")
    assert list(acts.values_list("act", flat=True)) == ["absence.entered", "absence.ended"]


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("09.01.2099", "05.01.2099", "is not before its first day"),
        ("05.01.2020", "09.01.2020", "not before today"),
        ("07.03.2099", "09.03.2099", "an absence is entered already"),
        ("5 January", "09.01.2099", "Write the first day away as day.month.year"),
        ("05.01.2099", "", "Write the last day away"),
    ],
)
def test_days_that_cannot_be_are_refused_and_stay_as_typed(
    first: str, last: str, sentence: str, browser: Client, halyna: User, petro: User
) -> None:
    services.enter_absence(
        halyna, first_day=date(2099, 3, 1), last_day=date(2099, 3, 7), by=petro, at=MONDAY
    )

    answer = browser.post(ABSENCES, entering(halyna, first, last))

    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert f'value="{first}"' in text
    assert Absence.objects.count() == 1


def test_a_caseworker_sees_absences_and_enters_none(browser: Client, halyna: User) -> None:
    browser.force_login(halyna)

    assert browser.get(ABSENCES).status_code == 200
    assert "Enter an absence" not in browser.get(ABSENCES).content.decode()
    assert browser.post(ABSENCES, entering(halyna, "05.01.2099", "09.01.2099")).status_code == 403


def plan_shown(browser: Client, absence: Absence) -> tuple[str, str]:
    """Return the page of the plan, and what it sends when it is confirmed."""
    text = browser.get(reverse("admin:review_hand_over", args=[absence.pk])).content.decode()
    plan = re.search(r'name="plan" value="(\w+)"', text)
    return text, plan[1] if plan else ""


def test_the_applications_of_who_is_away_are_handed_over_as_was_shown(
    browser: Client, halyna: User, ostap: User, petro: User, staff: Callable[..., User]
) -> None:
    mariia = staff("caseworker", name="mariia")
    theirs, [other] = several(3), several(1, start=3)
    for each in theirs:
        taken(each, halyna)
    taken(other, ostap)
    absence = away(halyna, petro)

    text, plan = plan_shown(browser, absence)
    assert holders(*theirs) == ["halyna"] * 3  # nothing is done by looking
    answer = browser.post(reverse("admin:review_hand_over", args=[absence.pk]), {"plan": plan})

    assert answer.status_code == 302
    shown = re.findall(r'data-label="Goes to">(\w+)<', text)
    assert holders(*theirs) == shown == ["mariia", "ostap", "mariia"]
    assert mariia.pk
    assert Entry.objects.filter(act="application.assigned", by=petro).count() == 3


def test_a_plan_that_holds_no_more_is_shown_anew_and_nothing_done(
    browser: Client, halyna: User, ostap: User, petro: User
) -> None:
    first, second = several(2)
    taken(first, halyna)
    absence = away(halyna, petro)
    _, plan = plan_shown(browser, absence)
    taken(second, halyna)

    answer = browser.post(reverse("admin:review_hand_over", args=[absence.pk]), {"plan": plan})

    assert answer.status_code == 422
    assert "Something changed after this was planned" in answer.content.decode()
    assert "Hand over 2 applications" in answer.content.decode()
    assert holders(first, second) == ["halyna", "halyna"]


def test_what_is_over_is_handed_over_no_more(
    browser: Client, halyna: User, ostap: User, petro: User
) -> None:
    [application] = several(1)
    taken(application, halyna)
    absence = services.enter_absence(halyna, first_day=DAY, last_day=DAY, by=petro, at=MONDAY)
    told = digest(plan(absence, DAY))

    text, shown = plan_shown(browser, absence)
    with pytest.raises(services.AlreadyEnded):
        services.hand_over(absence.pk, expected=told, by=petro, at=MONDAY + timedelta(days=1))

    assert "This absence has ended." in text
    assert not shown
    assert holders(application) == ["halyna"]


def test_where_everybody_is_away_nothing_is_handed_over(
    browser: Client, halyna: User, petro: User
) -> None:
    [application] = several(1)
    taken(application, halyna)
    absence = away(halyna, petro)

    text, _ = plan_shown(browser, absence)

    assert "No caseworker is present" in text
    assert (
        browser.post(reverse("admin:review_hand_over", args=[absence.pk]), {"plan": ""}).status_code
        == 422
    )
    assert holders(application) == ["halyna"]
