"""Where a place lies and what the list of territories says of it, in memory."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.utils.functional import SimpleLazyObject

from territories import models, services
from territories.codifier import Codifier, Place
from territories.kinds import Kind

NOTHING = "nothing loaded"


class UnknownPlace(LookupError):
    """The loaded codifier has no such code."""


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a place, with the words of the row that lists it."""

    kind: str
    start: date
    end: date | None
    listed_as: str

    def is_open_on(self, day: date) -> bool:
        """Started on or before the day, and has no end or one after the day."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list: its periods cover its place and all below, less what it excepts."""

    code: str
    periods: tuple[Period, ...]
    excepted: frozenset[str] = frozenset()


class Gazetteer:
    """Answers for every place of the codifier; asks nothing of the database.

    Knows no place at all unless both lists are loaded: without the list of territories, every
    home would seem to lie in safety.
    """

    def __init__(self, codifier: Codifier, listed: Iterable[Listed], *, edition: str) -> None:
        self.edition = edition
        self._codifier = codifier
        self._listed: dict[str, list[Listed]] = defaultdict(list)
        self._periods: dict[str, tuple[Period, ...]] = {}
        for row in listed:
            self._listed[row.code].append(row)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._codifier)

    def knows(self, code: str) -> bool:
        return code in self._codifier

    def name(self, code: str) -> str:
        """Return the codifier's name. Raises UnknownPlace."""
        return self.path(code)[-1].name

    def path(self, code: str) -> tuple[Place, ...]:
        """Return the places from the oblast down to the place itself. Raises UnknownPlace."""
        return tuple(self._codifier[above] for above in reversed(self._upwards(code)))

    def periods(self, code: str) -> tuple[Period, ...]:
        """Return the periods listed for the place and for all above it, less the rows that
        except it or anything above it; by start, then by section. Raises UnknownPlace."""
        known = self._periods.get(code)
        if known is None:
            known = self._periods[code] = self._found(self._upwards(code))
        return known

    def open_period(self, code: str, on: date) -> Period | None:
        """Return the earliest period open on the day, if any. Raises UnknownPlace."""
        return next((period for period in self.periods(code) if period.is_open_on(on)), None)

    def _upwards(self, code: str) -> tuple[str, ...]:
        if code not in self._codifier:
            raise UnknownPlace(code)
        return self._codifier.upwards(code)

    def _found(self, upwards: tuple[str, ...]) -> tuple[Period, ...]:
        rows = [row for code in upwards for row in self._listed.get(code, ())]
        covering = [row for row in rows if row.excepted.isdisjoint(upwards)]
        periods = {period for row in covering for period in row.periods}
        return tuple(sorted(periods, key=lambda it: (it.start, SECTIONS[it.kind], it.listed_as)))


SECTIONS: dict[str, int] = {kind.value: place for place, kind in enumerate(Kind)}

Key = tuple[tuple[str, str, bool, int, datetime], ...]
_current: dict[Key, Gazetteer] = {}


def current() -> Gazetteer:
    """Return the gazetteer of the editions in force, loaded once per process. One small query."""
    key = editions()
    if key not in _current:
        gazetteer = load()
        _current.clear()
        _current[key] = gazetteer
        return gazetteer
    return _current[key]


def when_asked() -> Gazetteer:
    """Return what looks for the current gazetteer once it is asked for a place, and keeps it."""
    return cast("Gazetteer", SimpleLazyObject(current))


def load() -> Gazetteer:
    """Read both lists. Five small queries, and again if a list was replaced meanwhile."""
    key = editions()
    if not is_complete(key):
        return Gazetteer(Codifier([]), [], edition=NOTHING)
    gazetteer = Gazetteer(services.stored_codifier(), listed(), edition=described(key))
    return gazetteer if editions() == key else load()


def editions() -> Key:
    """Return what is in force, by list: which, hash, whether a sample, and which loading."""
    rows = models.Edition.objects.in_force().order_by("which")
    return tuple(rows.values_list("which", "sha256", "is_sample", "pk", "loaded_at"))


def is_complete(key: Key) -> bool:
    """Both lists are there, and both are the official ones or both the sample."""
    return len(key) == len(models.Edition.Which) and len({edition[2] for edition in key}) == 1


def described(key: Key) -> str:
    names = [f"{which} {sha256[:12]}" for which, sha256, *_ in key]
    return ", ".join(names) + " (sample)" * key[0][2]


def listed() -> list[Listed]:
    """Read the rows of the list of territories. Two queries."""
    excepted: dict[int, set[str]] = defaultdict(set)
    for listing, code in models.ExceptedPlace.objects.values_list("listing_id", "code"):
        excepted[listing].add(code)
    periods: dict[tuple[int, str], list[Period]] = defaultdict(list)
    for listing, code, kind, name, start, end in models.Period.objects.values_list(
        "listing_id", "listing__code", "listing__kind", "listing__name", "start", "end"
    ):
        periods[listing, code].append(Period(kind, start, end, name))
    return [
        Listed(code, tuple(found), frozenset(excepted.get(listing, ())))
        for (listing, code), found in periods.items()
    ]
