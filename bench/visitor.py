"""One visitor of pages, who asks for all in turn, in an order that is drawn anew each time.

So whatever else the machine does meets all pages alike.
"""

from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import NamedTuple
from urllib.parse import urlencode

WARMING, TIMES = 10, 25  # requests of each page: before all rounds, and in each round
SECONDS, MOST_ROUNDS = 20, 12
TOKEN = "t" * 32  # against forged posts: the cookie and the form say the same
PROCESSOR = "X-Processor-Milliseconds"  # header of the answers of `bench.served`


@dataclass(frozen=True, slots=True)
class Page:
    """A page, the one it is measured against, what is sent with its form, and its target."""

    name: str
    path: str
    against: str
    typed: dict[str, str] | None = None
    target: str = ""


class Taken(NamedTuple):
    """Milliseconds until an answer was there, and of the server's processor."""

    waited: float
    worked: float


Round = dict[str, list[Taken]]  # by the name of the page


class Visitor:
    """A browser that is signed in, and keeps its connection where the server does."""

    def __init__(self, port: int, cookies: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port)
        self.headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}

    def visit(self, page: Page) -> Taken:
        """Ask for a page, or send its form, and see that it was shown or saved."""
        method, body, expected = "GET", "", HTTPStatus.OK
        if page.typed is not None:
            method, expected = "POST", HTTPStatus.FOUND
            body = urlencode({**page.typed, "csrfmiddlewaretoken": TOKEN})
        began = perf_counter()
        self.connection.request(method, page.path, body, self.headers)
        answer = self.connection.getresponse()
        answer.read()
        waited = perf_counter() - began
        assert answer.status == expected, (page.name, answer.status)
        return Taken(waited * 1000, float(answer.headers[PROCESSOR]))


def measured(visitor: Visitor, pages: list[Page]) -> list[Round]:
    for page in pages * WARMING:
        visitor.visit(page)
    until = perf_counter() + SECONDS
    rounds = [one_round(visitor, pages, Random(0))]
    while perf_counter() < until and len(rounds) < MOST_ROUNDS:
        rounds.append(one_round(visitor, pages, Random(len(rounds))))
    return rounds


def one_round(visitor: Visitor, pages: list[Page], random: Random) -> Round:
    took: Round = {page.name: [] for page in pages}
    for _ in range(TIMES):
        for page in random.sample(pages, len(pages)):
            took[page.name].append(visitor.visit(page))
    return took


def p50(taken: list[Taken]) -> float:
    return median(each.waited for each in taken)


def p95(taken: list[Taken]) -> float:
    return quantiles((each.waited for each in taken), n=20)[-1]


def processor(taken: list[Taken]) -> float:
    return median(each.worked for each in taken)
