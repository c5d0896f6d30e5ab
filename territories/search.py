"""Finding a place by its name, in memory: of twenty villages of one name, each with its path."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

from territories.codifier import Place
from territories.gazetteer import Gazetteer
from territories.lines import Lines
from territories.names import folded, romanised, skeleton, unmarked

PREFERRED = {"M": 0, "K": 0, "X": 1, "C": 2, "B": 3}
"""Categories that are looked for, cities first. A home stands in none of the larger areas."""

BEFORE = {"M": "м.", "K": "м.", "X": "с-ще", "C": "с."}
AFTER = {"B": "район міста", "H": "громада", "P": "район", "O": "область"}
WHOLE_NAMES = frozenset({"Автономна Республіка Крим"})  # of the oblast level, no oblast
KIND_OF_AREA = re.compile(r"\s(?:громада|тг|отг|область|обл|район міста|район|р н)\.?$")

MOST = 20  # results
LEAST_TYPED, MOST_TYPED = 2, 160  # characters; no label is longer
LEAST_ALIKE = 3  # characters of a name that is found by its sound, or narrowed by blanks


class Match(NamedTuple):
    """A place that was found; `path` tells it from others of its name, the oblast last.

    It is exact when its name is what was typed, letter case, apostrophes and hyphens aside.
    """

    code: str
    name: str
    path: str
    is_exact: bool = False

    @property
    def label(self) -> str:
        return f"{self.name}, {self.path}" if self.path else self.name


class Found(NamedTuple):
    """The best matches, best first; `has_more` when there are others than those."""

    matches: tuple[Match, ...] = ()
    has_more: bool = False

    @property
    def exact(self) -> tuple[Match, ...]:
        return tuple(match for match in self.matches if match.is_exact)


class Query(NamedTuple):
    """A folded name, and beginnings of the names above it: "іванівка", ("одес",)."""

    name: str
    within: tuple[str, ...] = ()


class Finder:
    """Searches the settlements, and districts of cities, of one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        named = [(folded(place.name), place) for place in gazetteer if place.category in PREFERRED]
        named.sort(key=lambda it: (PREFERRED[it[1].category], it[0], it[1].code))
        self.names = [name for name, _place in named]
        self.places = [place for _name, place in named]

    @cached_property
    def as_written(self) -> Lines:
        return Lines(self.names)

    @cached_property
    def as_alike(self) -> Lines:
        return Lines(map(skeleton, self.names))

    @cached_property
    def as_romanised(self) -> Lines:
        return Lines(map(romanised, self.names))

    def find(self, typed: str, *, most: int = MOST) -> Found:
        """Look for the name as written, then as Russian spelling or Latin letters may mean it.

        What follows a comma, or at last a blank, narrows it: "Іванівка, Одеська".
        """
        if not LEAST_TYPED <= len(typed.strip()) <= MOST_TYPED:
            return Found()
        for query in queries(typed):
            for numbers in self.tried(query):
                if found := tuple(islice(self.matches(query, numbers), most + 1)):
                    return Found(found[:most], len(found) > most)
        return Found()

    def tried(self, query: Query) -> Iterator[Iterator[int]]:
        narrowed = bool(query.within)
        if query.name.isascii():
            yield self.as_romanised.best(query.name, narrowed=narrowed)
            return
        yield self.as_written.best(query.name, narrowed=narrowed)
        alike = skeleton(query.name)
        if len(alike) >= LEAST_ALIKE:
            yield self.as_alike.best(alike, narrowed=narrowed)

    def matches(self, query: Query, numbers: Iterable[int]) -> Iterator[Match]:
        for number in numbers:
            place = self.places[number]
            if not query.within or self.is_within(place, query.within):
                yield self.match(place.code, is_exact=self.names[number] == query.name)

    def is_within(self, place: Place, beginnings: tuple[str, ...]) -> bool:
        above = [folded(it.name) for it in self.gazetteer.path(place.code)[:-1]]
        return all(any(name.startswith(begun) for name in above) for begun in beginnings)

    def match(self, code: str, *, is_exact: bool = False) -> Match:
        """Return a place by its code as if found. Raises UnknownPlace."""
        *above, place = self.gazetteer.path(code)
        return Match(code, worded(place), ", ".join(map(worded, reversed(above))), is_exact)

    def can_be_chosen(self, code: str) -> bool:
        return self.gazetteer.knows(code) and self.gazetteer.path(code)[-1].category in PREFERRED


def queries(typed: str) -> Iterator[Query]:
    """Yield what the words can mean: all before the first comma is the name, then ever less."""
    parts = (KIND_OF_AREA.sub("", folded(unmarked(part))) for part in typed.split(","))
    first, *rest = parts
    within = tuple(part for part in rest if part)
    if not first:
        return
    yield Query(first, within)
    words = first.split()
    if min(map(len, words), default=0) >= LEAST_ALIKE:
        for count in range(len(words) - 1, 0, -1):
            yield Query(" ".join(words[:count]), (*words[count:], *within))


def worded(place: Place) -> str:
    """Return the name with its kind, as Ukrainian papers write it."""
    if place.name in WHOLE_NAMES:
        return place.name
    words = (BEFORE.get(place.category), place.name, AFTER.get(place.category))
    return " ".join(word for word in words if word)


@lru_cache(maxsize=1)
def finder(gazetteer: Gazetteer) -> Finder:
    """Return the finder of the gazetteer in force, made once per process and edition."""
    return Finder(gazetteer)
