"""What is asked of a text beyond its signs: numbers in turn, nothing left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from django.utils.translation import gettext as _

from wording.lines import Kind, Line
from wording.markup import normal, parse
from wording.slips import Slip, Why
from wording.vocabulary import (
    BLOCKS,
    NEEDED_ANNEXES,
    NEEDED_BLOCKS,
    NEEDED_VARIABLES,
    VARIABLES,
)

MOST_SLIPS = 20  # are told at once
QUOTED = 32  # characters of a line, so that it is found
NAMED_CLAUSE = re.compile(r"(?:[Пп]ункт\w*|[Cc]lauses?) (\d{1,3}\.\d{1,3})")
HOUSING_CODE = re.compile(r"житлов\w+ кодекс|housing code", re.IGNORECASE)
COUNTED = {Kind.SECTION, Kind.CLAUSE, Kind.ITEM, Kind.ANNEX, Kind.BLOCK}


@dataclass(frozen=True, slots=True)
class Text:
    """A text that was read; whoever holds one with `slips` prints nothing of it."""

    lines: tuple[Line, ...]
    slips: tuple[Slip, ...]


@lru_cache(maxsize=32)
def read(text: str) -> Text:
    """Read a text and tell what is wrong with it, by line, at most twenty things."""
    lines, slips = parse(text)
    found = [*slips, *ordered(lines), *repealed(lines)]
    if not slips:  # a line that could not be read would be missed by what counts
        found += [*numbered(lines), *named(lines)]
    told = sorted(set(found), key=lambda slip: slip.line)[:MOST_SLIPS]
    return Text(tuple(lines), tuple(quoted(told, text)))


def quoted(slips: Sequence[Slip], text: str) -> Iterator[Slip]:
    """Yield the slips with how their lines begin; what nobody sees is left out."""
    lines = normal(text).split("\n")
    for slip in slips:
        begins = "".join(each for each in lines[slip.line - 1][:QUOTED] if each.isprintable())
        yield replace(slip, begins=f"{begins}…" if len(begins) == QUOTED else begins)


def ordered(lines: Sequence[Line]) -> Iterator[Slip]:
    """The title is first and once; a question stands below a clause."""
    if lines and lines[0].kind is not Kind.TITLE:
        yield Slip(lines[0].at, Why.TITLE)
    yield from (Slip(line.at, Why.TITLE) for line in lines[1:] if line.kind is Kind.TITLE)
    is_below_a_clause = False
    for line in lines:
        if line.kind is Kind.QUESTION and not is_below_a_clause:
            yield Slip(line.at, Why.QUESTION)
        of_a_clause = {Kind.CLAUSE, Kind.ITEM, Kind.PARAGRAPH, Kind.BLOCK, Kind.QUESTION}
        is_below_a_clause = line.kind in of_a_clause


def numbered(lines: Sequence[Line]) -> Iterator[Slip]:
    """Sections, their clauses and annexes are numbered in turn; two cases may share a number."""
    section = clause = annex = 0
    told = ""
    for line in lines:
        if line.kind is Kind.SECTION and not annex:
            section, clause = section + 1, 0
            if line.label != str(section):
                yield Slip(line.at, Why.SECTION, words_of(line), str(section))
        elif line.kind is Kind.ANNEX:
            annex += 1
            if line.label != str(annex):
                yield Slip(line.at, Why.ANNEX, words_of(line), str(annex))
        elif line.kind is Kind.CLAUSE:
            is_other_case = bool(line.case) and line.label == told
            clause += not is_other_case
            if line.label != f"{section}.{clause}":
                yield Slip(line.at, Why.CLAUSE, line.label, f"{section}.{clause}")
            told = line.label


def named(lines: Sequence[Line]) -> Iterator[Slip]:
    """Every clause that is named exists."""
    known = {line.label for line in lines if line.kind is Kind.CLAUSE}
    for line in lines:
        for number in NAMED_CLAUSE.findall(words_of(line)):
            if number not in known:
                yield Slip(line.at, Why.NO_SUCH_CLAUSE, number)


def repealed(lines: Sequence[Line]) -> Iterator[Slip]:
    for line in lines:
        if HOUSING_CODE.search(words_of(line)):
            yield Slip(line.at, Why.REPEALED)


def words_of(line: Line) -> str:
    return "".join(f"{{{each.text}}}" if each.is_variable else each.text for each in line.pieces)


def compared(text: Text, reading: Text) -> tuple[Slip, ...]:
    """Tell where the English copy first leaves the order of the Ukrainian text."""
    pairs = zip_longest(counted(text), counted(reading), fillvalue=None)
    for ours, theirs in pairs:
        if ours is None or theirs is None or sign(ours) != sign(theirs):
            at = theirs.at if theirs else reading.lines[-1].at
            return (Slip(at, Why.READING, sign(theirs), sign(ours)),)
    return ()


def counted(text: Text) -> Iterator[Line]:
    return (line for line in text.lines if line.kind in COUNTED)


def sign(line: Line | None) -> str:
    """Return how a line begins, so that it can be found; items differ by alphabet."""
    if line is None:
        return "—"
    begins = {
        Kind.SECTION: f"## {line.label}.",
        Kind.ANNEX: f"=== {line.label}.",
        Kind.BLOCK: f"[[{line.label}]]",
        Kind.ITEM: "…)",
    }.get(line.kind, f"{line.label}.")
    return f"@{line.case} {begins}" if line.case else begins


def missing(text: Text) -> list[str]:
    """Say what a lease must have and this text has not: it may be kept, and is not approved."""
    used = {each.text for line in text.lines for each in line.pieces if each.is_variable}
    blocks = {line.label for line in text.lines if line.kind is Kind.BLOCK}
    annexes = sum(line.kind is Kind.ANNEX for line in text.lines)
    told = [
        *(f"{{{name}}}: {VARIABLES[name]}" for name in sorted(NEEDED_VARIABLES - used)),
        *(f"[[{name}]]: {BLOCKS[name]}" for name in sorted(NEEDED_BLOCKS - blocks)),
    ]
    if annexes < NEEDED_ANNEXES:
        told.append(_("four annexes: residents, rent, act of acceptance, act of return"))
    return told


def questions(text: Text) -> list[tuple[str, str]]:
    """Return what a lawyer must confirm, each with the number of the clause it is about."""
    found, clause = [], ""
    for line in text.lines:
        if line.kind in {Kind.CLAUSE, Kind.ANNEX}:
            clause = line.label
        elif line.kind is Kind.QUESTION:
            found.append((clause, words_of(line)))
    return found
