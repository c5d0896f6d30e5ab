"""The codifier in memory: every place, and the one above it."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

CODE = re.compile(r"UA[0-9]{17}")

DEPTHS = {"O": 1, "K": 1, "P": 2, "H": 3, "M": 4, "X": 4, "C": 4, "B": 5}
"""Category to level: oblast or Crimea, city with special status, district, community, city,
settlement (с-ще), village, city district."""

SETTLEMENTS = frozenset("MXC")


class Place(NamedTuple):
    """One entry of the codifier; `parent` is the code above it, None for an oblast."""

    code: str
    name: str
    category: str
    parent: str | None


class Codifier:
    """The places by code. They form a tree: see `katottg.parse`."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = {place.code: place for place in places}

    def __contains__(self, code: str) -> bool:
        return code in self._places

    def __getitem__(self, code: str) -> Place:
        return self._places[code]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places.values())

    def __len__(self) -> int:
        return len(self._places)

    def upwards(self, code: str) -> tuple[str, ...]:
        """Return the code and every code above it, the oblast last. Raises KeyError."""
        codes, above = [], self._places[code]
        while above.parent is not None:
            codes.append(above.code)
            above = self._places[above.parent]
        return (*codes, above.code)

    def is_below(self, code: str, above: str) -> bool:
        return code in self and above in self.upwards(code)[1:]
