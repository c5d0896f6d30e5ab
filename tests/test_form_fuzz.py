"""Whatever is sent to a form, the portal answers in words of the page's language, never with a 500.

A fixed part runs with the suite; `make fuzz` tries new ones, many more.
"""

import json
import logging
import re
from dataclasses import dataclass
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafts.answers import read
from drafts.models import Draft
from drafts.question import Task
from drafts.steps import asked as steps_of
from territories.gazetteer import Gazetteer
from tests.doors import DOORS, OPEN, Account, Door, Outcome
from tests.doors_asking import Answer, addresses, answered, asked, taken_back
from tests.doors_world import Staff, World, world
from tests.fuzzing import SCRIPT, bodies, fields, is_long, texts, times, typed

pytestmark = pytest.mark.django_db

TOKEN = "a" * 32
OUTSIDE = (Account.ANONYMOUS, Account.OWNER, Account.HELPER)
# Fields of forms that stand on the page of another address, or are sent by a script.
ELSEWHERE = {
    "draft_uploads": ["name", "size", "start", "sha256"],
    "my_uploads": ["name", "size", "start", "sha256"],
    "printed_code_kept": ["code", "next", "written_down"],
    "correction_reply": ["reply"],
    "set_language": ["language", "next"],
}
# What an address may name instead, and what may be asked for after it.
ODD: dict[type, st.SearchStrategy[Any]] = {
    int: st.integers(0, 10**40),
    str: st.text("0123456789-abcOo_", min_size=1, max_size=60),
    UUID: st.integers(0, 2**128 - 1).map(lambda number: UUID(int=number)),
}
ASKED = ("q", "page", "next", "at", "area", "rooms", "language", "step", "x[]")
ANSWERS = {200, 302, 400, 403, 404, 405, 409, 422, 429}


@dataclass(frozen=True, slots=True)
class Target:
    """An address that takes something, who sends it, and what its page has and offers."""

    account: Account
    url: str
    names: list[str]
    offered: list[str]


class Typing:
    """The browsers of the world, each with its token, and what they can send to."""

    def __init__(self, built: World) -> None:
        self.world, self.targets = built, targets(built)


@pytest.fixture
def typing(staff: Staff, gazetteer: Gazetteer, caplog: pytest.LogCaptureFixture) -> Typing:
    caplog.set_level(logging.ERROR, "django")  # every refusal is a warning there
    built = world(staff)
    for browser in built.browsers.values():
        as_a_browser_does(browser)
    wait_for_codes(built)
    return Typing(built)


def as_a_browser_does(browser: Client) -> None:
    browser.handler.enforce_csrf_checks = True
    browser.cookies["csrftoken"] = TOKEN
    browser.defaults["HTTP_X_CSRFTOKEN"] = TOKEN


def wait_for_codes(built: World) -> None:
    """Ask for the codes without which two pages only lead on."""
    built.browsers[Account.ANONYMOUS].post(reverse("sign_in"), {"email": "new@example.org"})
    built.browsers[Account.OWNER].post(reverse("change_email"), {"email": "newer@example.org"})
    assert len(mail.outbox) == 2


def targets(built: World) -> list[Target]:
    known = addresses()
    return [
        target(built, door.name, account, url)
        for door in DOORS
        if "POST" in door.methods and (account := sender(door)) is not None
        for url in urls(built, door.name, known[door.name].url(built.owners.named(door.name)))
    ]


def sender(door: Door) -> Account | None:
    """Return somebody outside the office for whom a row of the table is open."""
    if door.policy[Account.ANONYMOUS] is Outcome.IS_LED_ON:
        return Account.ANONYMOUS
    return next((account for account in OUTSIDE if door.policy[account] is OPEN), None)


def urls(built: World, name: str, url: str) -> list[str]:
    """Return one address, and for the questions of a draft the address of each."""
    if name != "question":
        return [url]
    written = read(Draft.objects.get(pk=built.owners.draft), at=timezone.now())
    return [step.url for task in Task for step in steps_of(written, task)]


def target(built: World, name: str, account: Account, url: str) -> Target:
    page = asked(built.browsers[account], "GET", url).body.decode()
    names, offered = (
        list(dict.fromkeys(map(unescape, re.findall(rf'\b{what}="([^"]*)"', page))))
        for what in ("name", "value")
    )
    return Target(account, url, [*names, *ELSEWHERE.get(name, [])], offered)


# Answers -----------------------------------------------------------------------------------------


def require_an_answer(answer: Answer, *languages: str) -> None:
    """Assert that this answers a person: no crash, in their language, and nothing echoed raw."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    assert answer.status in ANSWERS
    assert SCRIPT.encode() not in answer.body
    if answer.status == 302:
        assert url_has_allowed_host_and_scheme(answer.leads_to, allowed_hosts=None)
    elif kind == "application/json" and answer.body:
        assert is_in(languages[0], json.loads(answer.body).get("error"))
    elif kind == "text/html" and answer.body:
        assert re.search(f'<html lang="({"|".join(languages)})"', answer.body.decode())
        assert "<h1" in answer.body.decode()


def is_in(language: str, sentence: str | None) -> bool:
    """Tell whether a sentence is in a language, were it not for what was typed."""
    return sentence is None or language == "en" or bool(re.search("[а-яіїєґ]", sentence))


def spoken(browser: Client, language: str) -> Client:
    browser.cookies["django_language"] = language
    return browser


def trying(examples: int) -> settings:
    """Return the settings of a test: so many examples, always the same but for `make fuzz`."""
    return settings(
        max_examples=times(examples),
        derandomize=not is_long(),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


languages = st.sampled_from(("uk", "en"))


@trying(200)
@given(data=st.data(), language=languages)
def test_whatever_is_sent_to_a_form_is_answered(
    typing: Typing, data: st.DataObject, language: str
) -> None:
    to = data.draw(st.sampled_from(typing.targets), label="to")
    kind, body = data.draw(bodies(to.names, to.offered), label="sent")
    browser = spoken(typing.world.browsers[to.account], language)

    answer = asked(browser, "POST", to.url, body, kind)

    require_an_answer(answer, *(("uk", "en") if b"switch_to" in body else (language,)))


@trying(6)
@given(data=st.data(), language=languages)
def test_whatever_was_saved_can_be_shown(
    typing: Typing, data: st.DataObject, language: str
) -> None:
    browser = spoken(typing.world.browsers[Account.OWNER], language)
    questions = [target for target in typing.targets if "/questions/" in target.url]
    known, owners = addresses(), typing.world.owners

    with taken_back(browser):
        for to in data.draw(st.lists(st.sampled_from(questions), min_size=3, max_size=12)):
            pairs = data.draw(fields(to.names, to.offered), label=to.url)
            require_an_answer(answered(browser, "POST", to.url, typed(pairs)), "uk", "en")
        spoken(browser, language)  # what was sent may have switched it
        for name in (
            "tasks",
            "people",
            "homes",
            "draft_papers",
            "add_draft_paper",
            "check_answers",
        ):
            url = known[name].url(owners.named(name))
            require_an_answer(answered(browser, "GET", url), language)
        for to in questions:
            require_an_answer(answered(browser, "GET", to.url), language)


@trying(120)
@given(data=st.data(), language=languages)
def test_whatever_is_asked_for_is_answered(
    typing: Typing, data: st.DataObject, language: str
) -> None:
    door = data.draw(st.sampled_from([door for door in DOORS if sender(door)]))
    address, account = addresses()[door.name], sender(door) or Account.ANONYMOUS
    named = {**typing.world.owners.named(door.name)}
    for word in address.words:
        named[word] = data.draw(st.one_of(st.just(named[word]), ODD[type(named[word])]), label=word)
    names = data.draw(st.lists(st.sampled_from(ASKED), max_size=3), label="names")
    query = typed([(name, data.draw(texts)) for name in names]).decode()
    browser = spoken(typing.world.browsers[account], language)
    method = data.draw(st.sampled_from(sorted(door.methods)))

    answer = asked(browser, method, f"{address.url(named)}?{query}", b"\xff", "text/plain")

    require_an_answer(answer, language)


# Controls ----------------------------------------------------------------------------------------

HTML, JSON = {"Content-Type": "text/html"}, {"Content-Type": "application/json"}
PAGE = '<html lang="uk"><h1>Так</h1>'


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer(500, HTML, PAGE.encode()), id="a crash"),
        pytest.param(Answer(200, HTML, b"It works!"), id="no page of ours"),
        pytest.param(Answer(200, HTML, PAGE.replace("uk", "en").encode()), id="another language"),
        pytest.param(Answer(200, HTML, f"{PAGE}{SCRIPT}".encode()), id="what was typed, raw"),
        pytest.param(
            Answer(422, JSON, b'{"error": "Too large"}'), id="another language to a script"
        ),
        pytest.param(Answer(302, {"Location": "//evil.example"}, b""), id="another site"),
    ],
)
def test_what_is_no_answer_is_found(answer: Answer) -> None:
    with pytest.raises(AssertionError):
        require_an_answer(answer, "uk")


def test_a_crash_is_found(typing: Typing, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("drafts.services.save", crash)
    to = next(it for it in typing.targets if it.url.endswith("/questions/invitation/language/"))

    with pytest.raises(ZeroDivisionError):
        asked(typing.world.browsers[to.account], "POST", to.url, {"language": "en"})
