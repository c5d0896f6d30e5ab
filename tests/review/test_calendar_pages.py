"""The pages of the working calendar: who enters, who approves, and what is said when it fails."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application
from audit.models import Entry
from deadlines.calendars import approved_calendar
from deadlines.models import CalendarDay, CalendarYear, CorrectionPolicy, Regime
from tests.review.builders import submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer", "in_english")]
OVERVIEW = "/admin/deadlines/calendaryear/overview/"
MOVED = {
    "day": "20.01.2026",
    "kind": "day_off",
    "name": "moved",
    "source": "an act of the Government",
}


@pytest.fixture
def people(staff: Callable[..., User]) -> dict[str, Client]:
    """Return the browsers of who enters, who approves, and who only reviews."""
    found = {
        "administrator": staff("administrator"),
        "decision_maker": staff("decision_maker"),
        "caseworker": staff("caseworker"),
    }
    browsers = {name: Client(headers={"accept-language": "en"}) for name in found}
    for name, browser in browsers.items():
        browser.force_login(found[name])
    return browsers


def add(browser: Client, model: str, **fields: str) -> Any:
    return browser.post(reverse(f"admin:deadlines_{model}_add"), fields)


def act(browser: Client, step: str, row: Any) -> Any:
    return send(browser, step, row, shown(browser, row).context["seen"])


def shown(browser: Client, row: Any) -> Any:
    return browser.get(reverse(f"admin:deadlines_{row._meta.model_name}_change", args=[row.pk]))


def send(browser: Client, step: str, row: Any, seen: str) -> Any:
    name = f"admin:deadlines_{row._meta.model_name}_{step}"
    return browser.post(reverse(name, args=[row.pk]), {"seen": seen})


def entered(browser: Client) -> CalendarDay:
    answer = add(browser, "calendarday", **MOVED)
    assert answer.status_code == 302, answer.content.decode()
    return CalendarDay.objects.latest("pk")


def test_a_row_counts_once_another_person_approved_it(people: dict[str, Client]) -> None:
    submitted()
    row = entered(people["administrator"])
    page = (
        people["decision_maker"]
        .get(reverse("admin:deadlines_calendarday_change", args=[row.pk]))
        .content.decode()
    )
    assert "26.01.2026" in page
    assert "27.01.2026" in page
    assert approved_calendar().is_working_day(date(2026, 1, 20))

    answer = act(people["decision_maker"], "approve", row)

    assert answer.status_code == 302
    assert not approved_calendar().is_working_day(date(2026, 1, 20))
    acts = list(Entry.objects.order_by("-seq").values_list("act", flat=True)[:2])
    assert acts == ["calendar.approved", "calendar.entered"]


def test_approving_moves_no_due_date_and_confirming_moves_the_list(
    people: dict[str, Client],
) -> None:
    application = submitted()
    act(people["decision_maker"], "approve", entered(people["administrator"]))
    page = people["decision_maker"].get(OVERVIEW)
    assert Application.objects.get().due_on == date(2026, 1, 26)

    answer = people["decision_maker"].post(
        reverse("admin:calendar_move"), {"seen": page.context["seen"]}
    )

    assert answer.status_code == 302
    application.refresh_from_db()
    assert application.due_on == date(2026, 1, 27)


def test_a_list_that_changed_meanwhile_is_shown_again(people: dict[str, Client]) -> None:
    submitted()
    act(people["decision_maker"], "approve", entered(people["administrator"]))

    answer = people["decision_maker"].post(reverse("admin:calendar_move"), {"seen": "of before"})

    assert answer.status_code == 422
    assert "has changed since you opened" in answer.content.decode()
    assert Application.objects.get().due_on == date(2026, 1, 26)


def test_nobody_approves_what_they_entered(people: dict[str, Client]) -> None:
    row = entered(people["decision_maker"])

    answer = act(people["decision_maker"], "approve", row)

    assert answer.status_code == 422
    assert "Another person has to approve it" in answer.content.decode()
    assert CalendarDay.objects.waiting().count() == 1


def test_what_was_set_aside_is_approved_no_more(people: dict[str, Client]) -> None:
    row = entered(people["administrator"])
    assert act(people["administrator"], "set_aside", row).status_code == 302

    assert act(people["decision_maker"], "approve", row).status_code == 422
    assert not CalendarDay.objects.waiting().exists()


def test_a_year_comes_with_its_holidays_and_is_approved_with_them(
    people: dict[str, Client],
) -> None:
    add(people["administrator"], "calendaryear", year="2028", source="Labour Code, art. 67, 73")
    row = CalendarYear.objects.get(year=2028)
    page = people["decision_maker"].get(
        reverse("admin:deadlines_calendaryear_change", args=[row.pk])
    )
    assert "Вихідний за 16.04.2028" in page.content.decode()

    act(people["decision_maker"], "approve", row)

    calendar = approved_calendar()
    assert 2028 in calendar.years
    assert date(2028, 4, 17) in calendar.holidays


def test_a_day_that_was_not_shown_is_not_approved_with_its_year(
    people: dict[str, Client],
) -> None:
    add(people["administrator"], "calendaryear", year="2028", source="Labour Code, art. 67, 73")
    row, decider = CalendarYear.objects.get(year=2028), people["decision_maker"]
    seen = shown(decider, row).context["seen"]
    add(people["administrator"], "calendarday", **{**MOVED, "day": "04.01.2028"})

    answer = send(decider, "approve", row, seen)

    assert answer.status_code == 422
    assert "entered or set aside since you opened the page" in answer.content.decode()
    assert "04.01.2028" in answer.content.decode()
    assert 2028 not in approved_calendar().years
    assert send(decider, "approve", row, answer.context["seen"]).status_code == 302
    assert date(2028, 1, 4) in approved_calendar().overrides


MODELS: tuple[Any, ...] = (Regime, CalendarYear, CalendarDay, CorrectionPolicy)
WRONG = {
    "a year that is known": ("calendaryear", {"year": "2027", "source": "x"}, "has an approved"),
    "no source": ("calendaryear", {"year": "2028", "source": ""}, "required"),
    "a day that is none": ("calendarday", {**MOVED, "day": "31.02.2026"}, "valid date"),
    "an end before the start": (
        "regime",
        {"kind": "peace", "start": "02.01.2027", "end": "01.01.2027", "source": "x"},
        "not before the first day",
    ),
    "a stop without a basis": (
        "correctionpolicy",
        {"start": "01.02.2026", "effect": "pauses", "legal_basis": "", "source": "x"},
        "Name the article",
    ),
}


@pytest.mark.parametrize(("model", "fields", "said"), WRONG.values(), ids=WRONG)
def test_what_is_entered_wrongly_is_kept_and_explained(
    people: dict[str, Client], model: str, fields: dict[str, str], said: str
) -> None:
    answer = add(people["administrator"], model, **fields)

    page = answer.content.decode()
    assert said in page
    for typed in fields.values():
        assert typed in page
    assert answer.status_code == 422
    assert not any(model.objects.waiting().exists() for model in MODELS)


def test_martial_law_can_be_given_its_end(people: dict[str, Client]) -> None:
    fields = {"kind": "martial_law", "start": "24.02.2022", "end": "25.12.2026", "source": "a law"}
    assert add(people["administrator"], "regime", **fields).status_code == 302

    act(people["decision_maker"], "approve", Regime.objects.latest("pk"))

    assert approved_calendar().regime_on(date(2026, 12, 26)).kind == "peace"
