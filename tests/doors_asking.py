"""Addresses of the portal, asked with nothing left behind, and answers that can be compared."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection, transaction
from django.http import Http404
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.urls.resolvers import RoutePattern
from pytest_django import DjangoDbBlocker

from accounts.models import User
from territories.samples import load_sample
from tests.conftest import NOON

Typed = Mapping[str, Any] | bytes

FORM = "application/x-www-form-urlencoded"
VOLATILE = {"Content-Length", "Expires", "Set-Cookie"}  # of a token, a number and the second
# What is drawn anew each time: tokens, and the address to send a file to.
TOKENS = re.compile(
    r'(name="csrfmiddlewaretoken" value="|nonce[-=]"?|^{"url": ".*/uploads/)[\w+/=-]+'
)
VALUES = re.compile(r"""'[^']*'|\b\d+\b|(?<=SAVEPOINT ")[^"]+""")


@dataclass(frozen=True, slots=True)
class Address:
    """One address of the resolver: its name, or its path where it has none, and what it names."""

    name: str
    path: str
    words: tuple[str, ...]

    def url(self, named: Mapping[str, object]) -> str:
        given = {word: named[word] for word in self.words}
        if self.name == self.path:
            return "/" + re.sub(r"<\w+:(\w+)>", lambda it: str(given[it[1]]), plain(self.path))
        return reverse(self.name, kwargs=given)


def plain(path: str) -> str:
    """Return a path without the one expression that the admin has."""
    return path.replace("(?P<url>.*)$", "<path:url>")


def addresses() -> dict[str, Address]:
    """Return every address of the resolver by its name."""
    return {each.name: each for each in below(get_resolver())}


def below(
    resolver: URLResolver, path: str = "", prefix: str = "", words: tuple[str, ...] = ()
) -> Iterator[Address]:
    for each in resolver.url_patterns:
        here, named = path + str(each.pattern), (*words, *words_of(each.pattern))
        if isinstance(each, URLPattern):
            yield Address(f"{prefix}{each.name}" if each.name else here, here, named)
        else:
            space = f"{each.namespace}:" if each.namespace else ""
            yield from below(each, here, prefix + space, named)


def words_of(pattern: Any) -> tuple[str, ...]:
    named = pattern.converters if isinstance(pattern, RoutePattern) else pattern.regex.groupindex
    return tuple(named)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser was answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def leads_to(self) -> str:
        return self.headers.get("Location", "")

    def neutral(self, *own: object) -> tuple[int, dict[str, str], str]:
        """Return what can be compared with another answer: without tokens, and without `own`,
        which is what was asked for."""
        headers = {
            name: without(value, own)
            for name, value in self.headers.items()
            if name not in VOLATILE
        }
        return self.status, headers, without(self.body.decode("utf-8", "replace"), own)


def without(text: str, own: tuple[object, ...]) -> str:
    text = TOKENS.sub(r"\1…", text)
    for each in own:
        text = text.replace(str(each), "…").replace(quote(str(each)), "…")
    return text


@contextmanager
def standing(folder: Path, blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let the tests of a module share what is built in the block; take it back after them."""
    built = transaction.atomic()
    built._from_testcase = True  # type: ignore[attr-defined]  # so that acts are durable within
    with filed(folder), blocker.unblock(), built:
        load_sample(at=NOON)
        yield
        transaction.set_rollback(True)


def filed(folder: Path) -> override_settings:
    """Keep files in the folder of a module, not in that of a test."""
    return override_settings(MEDIA_ROOT=folder, AUDIT_ANCHORS=folder / "anchors.jsonl")


@contextmanager
def taken_back(browser: Client) -> Iterator[None]:
    """Undo in the database and in the browser what is done in the block."""
    cookies = SimpleCookie({name: morsel.value for name, morsel in browser.cookies.items()})
    before = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(before)
        browser.cookies, browser.exc_info = cookies, None


def answered(
    browser: Client, method: str, url: str, typed: Typed = b"", kind: str = FORM
) -> Answer:
    """Ask for an address, sending fields or bytes, and read the answer to its end."""
    sent = typed if isinstance(typed, bytes) else urlencode(typed, doseq=True).encode()
    given: Any = browser.generic(method, url, sent, kind)
    body = b"".join(given.streaming_content) if given.streaming else given.content
    return Answer(given.status_code, dict(given.headers), body)


def asked(browser: Client, method: str, url: str, typed: Typed = b"", kind: str = FORM) -> Answer:
    """Ask for an address and take back what it did."""
    with taken_back(browser):
        return answered(browser, method, url, typed, kind)


def of_view(
    user: User, session: Any, method: str, url: str, typed: Typed = b"", kind: str = FORM
) -> Answer:
    """Ask the view alone, and take back what it did: many times cheaper, and as strict.

    Nothing stands around it: no page is rendered, and whoever asks is who is given here.
    """
    sent = typed if isinstance(typed, bytes) else urlencode(typed, doseq=True).encode()
    request: Any = RequestFactory().generic(method, url, sent, kind)
    request.user, request.session, request._dont_enforce_csrf_checks = user, session, True
    request._messages = FallbackStorage(request)
    match = resolve(request.path_info)
    before = transaction.savepoint()
    try:
        answer = match.func(request, *match.args, **match.kwargs)
    except PermissionDenied:
        return Answer(403, {}, b"")
    except Http404:
        return Answer(404, {}, b"")
    except SuspiciousOperation:
        return Answer(400, {}, b"")
    finally:
        transaction.savepoint_rollback(before)
    for close in answer._resource_closers:  # its files; `close()` would end the connection too
        close()
    return Answer(answer.status_code, dict(answer.headers), b"")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the statements that the block sends to the database, without the values in them."""
    said: list[str] = []
    with CaptureQueriesContext(connection) as queries:
        yield said
    said += [VALUES.sub("?", query["sql"]) for query in queries.captured_queries]
