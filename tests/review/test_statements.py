"""Whoever may act on an application states first whether they have a conflict of interest."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application
from audit.models import Entry
from review import services
from review.models import Assignment, ConflictStatement
from tests.review.builders import MONDAY, copy_of, drawn, found_clean, submitted

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("gazetteer"),
    pytest.mark.asked_for_conflicts,
]
PAGE = "admin:applications_application_change"


@pytest.fixture
def application() -> Application:
    return submitted(papers=[("other", "p1")])


@pytest.fixture
def halyna(staff: Callable[..., User]) -> User:
    return staff("caseworker", name="halyna")


@pytest.fixture
def browser(client: Client, halyna: User) -> Client:
    client.cookies["django_language"] = "en"
    client.force_login(halyna)
    return client


def page(application: Application) -> str:
    return reverse(PAGE, args=[application.pk])


def state(browser: Client, application: Application, **typed: str) -> int:
    return browser.post(reverse("admin:review_conflict", args=[application.pk]), typed).status_code


def test_it_is_asked_before_the_application_opens(
    browser: Client, application: Application
) -> None:
    text = browser.get(page(application)).content.decode()

    assert "Do you have a conflict of interest?" in text
    assert "As proven by accepted papers" not in text
    assert not Entry.objects.filter(act="application.read").exists()

    assert state(browser, application, answer="no") == 302
    assert "As proven by accepted papers" in browser.get(page(application)).content.decode()
    assert not ConflictStatement.objects.get().has_conflict


@pytest.mark.parametrize("role", ["caseworker", "decision_maker"])
def test_every_way_in_asks(role: str, client: Client, application: Application, staff: Callable[..., User]) -> None:  # fmt: skip  # noqa: E501
    copy = drawn(found_clean(copy_of(application, "other")))
    client.force_login(staff(role, name="somebody"))
    ways = [
        page(application),
        reverse("admin:review_download", args=[application.pk, copy.pk]),
        reverse("admin:review_picture", args=[application.pk, copy.pk, 1]),
    ]

    for way in ways:
        assert b'id="conflict-form"' in client.get(way).content


def test_no_step_is_taken_before_it(browser: Client, application: Application) -> None:
    answer = browser.post(reverse("admin:review_take", args=[application.pk]), {"version": 1})

    assert answer["Location"] == page(application)
    application.refresh_from_db()
    assert application.status == "registered"


def test_of_those_chosen_what_is_closed_is_named_and_the_rest_is_done(
    browser: Client, halyna: User
) -> None:
    unasked, closed, stated = (submitted(key=key, papers=()) for key in "abc")
    for each, has_conflict in ((closed, True), (stated, False)):
        services.state_conflict(
            each.pk, has_conflict=has_conflict, text="Сестра.", by=halyna, at=MONDAY
        )
    rows = [f"{each.pk}:{each.version}" for each in (unasked, closed, stated)]

    answer = browser.post(reverse("admin:review_take_chosen"), {"chosen": rows})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Open each of these first and state whether you have a conflict" in text
    assert f'<a href="{page(unasked)}">{unasked.number}</a>' in text
    assert f"{closed.number} is closed to you" in text
    held = Application.objects.exclude(caseworker=None)
    assert list(held) == [stated]


def test_with_a_conflict_the_application_is_closed(
    browser: Client, halyna: User, application: Application
) -> None:
    services.take(application.pk, by=halyna, at=MONDAY)

    assert state(browser, application, answer="yes", text="Моя сестра.") == 302

    answer = browser.get(page(application))
    assert answer.status_code == 403
    assert "This application is closed to you" in answer.content.decode()
    send = {"version": 2, "reason": "x"}
    step = browser.post(reverse("admin:review_withdraw", args=[application.pk]), send)
    assert step.status_code == 403


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose whether you have a conflict of interest."),
        ({"answer": "yes", "text": " "}, "Say what the conflict of interest is."),
        ({"answer": "perhaps"}, "perhaps"),
    ],
    ids=["nothing", "unnamed", "nonsense"],
)
def test_a_statement_that_says_nothing_is_asked_for_again(
    typed: dict[str, str], sentence: str, browser: Client, application: Application
) -> None:
    answer = browser.post(reverse("admin:review_conflict", args=[application.pk]), typed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ConflictStatement.objects.exists()


@pytest.mark.parametrize("role", ["registrar", "auditor"])
def test_who_only_reads_is_not_asked(
    role: str, client: Client, application: Application, staff: Callable[..., User]
) -> None:
    client.force_login(staff(role, name="reader"))

    answer = client.get(page(application))

    assert answer.status_code == 200
    assert b"conflict-form" not in answer.content


def test_a_conflict_learned_of_later_is_stated_from_the_page_of_the_application(
    browser: Client, halyna: User, application: Application
) -> None:
    state(browser, application, answer="no")
    services.take(application.pk, by=halyna, at=MONDAY)
    address = reverse("admin:review_conflict", args=[application.pk])
    assert address in browser.get(page(application)).content.decode()

    asked = browser.get(address).content.decode()
    assert "you stated that you know of none" in asked
    assert state(browser, application, answer="yes", text="Сусідка виявилася тіткою.") == 302

    assert browser.get(page(application)).status_code == 403
    assert browser.get(address).status_code == 403
    assert not Assignment.objects.exists()


def test_left_to_nobody_it_says_why_in_the_list_and_on_its_page(
    client: Client, halyna: User, application: Application, staff: Callable[..., User]
) -> None:
    services.take(application.pk, by=halyna, at=MONDAY)
    services.state_conflict(application.pk, has_conflict=True, text="Сестра.", by=halyna, at=MONDAY)
    client.force_login(staff("auditor", name="olha"))
    client.cookies["django_language"] = "en"

    listed = client.get(reverse("admin:applications_application_changelist") + "?turn=unassigned")
    shown = client.get(page(application)).content.decode()

    assert application.number in listed.content.decode()
    assert "needs another" in listed.content.decode()
    assert "Nobody answers for it: halyna stated a conflict of interest on 05.01.2026." in shown
