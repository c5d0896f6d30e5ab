"""A tiny markup: every line is one thing, told by how it begins. No code, no tags, no nesting.

# Title                      ## 1. Section          1.1. Clause          а) item
=== 1. Annex                 [[residents]]          @short-term 9.2. only in that case
?? what a lawyer must confirm of the clause above, never printed in a contract
{tenant.name} is a variable, **words** are bold, anything else is a paragraph.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from wording.lines import Kind, Line, Piece
from wording.slips import Slip, Why
from wording.vocabulary import BLOCKS, CASES, VARIABLES

MOST_OF_A_LINE = 3000  # characters
MOST_OF_A_TEXT = 100_000


SIGNS = (
    (Kind.TITLE, re.compile(r"# +()(.*)")),
    (Kind.SECTION, re.compile(r"## +(?:(\d{1,3})\. +)?(.*)")),
    (Kind.ANNEX, re.compile(r"=== +(?:(\d{1,3})\. +)?(.*)")),
    (Kind.QUESTION, re.compile(r"\?\? +()(.*)")),
    (Kind.CLAUSE, re.compile(r"(\d{1,3}\.\d{1,3})\. +(.*)")),
    (Kind.ITEM, re.compile(r"(\w\)) +(.*)")),
)
ALONE = re.compile(r"#+|=+|\?+|(\d+\.)+|\w\)")  # a sign with nothing after it
BLOCK = re.compile(r"\[\[([^\[\]]*)\]\]")
CASE = re.compile(r"@(\S*) *(.*)")
CODE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\$\{|<%|<\?")
TAG = re.compile(r"</?[A-Za-z!][^>]*>?")
INLINE = re.compile(r"\*\*|\{[^{}]*\}|[{}]")
BEGINS = frozenset("«“”„\"'’(№—–_{*§…")  # besides letters and digits
UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
SOFT = {"\u00ad"}  # where a long word may be broken


def parse(text: str) -> tuple[list[Line], list[Slip]]:
    """Return the lines that could be read and what is wrong with the others."""
    if not text.strip():
        return [], [Slip(1, Why.EMPTY)]
    if len(text) > MOST_OF_A_TEXT:
        return [], [Slip(1, Why.TOO_LONG, str(len(text)), str(MOST_OF_A_TEXT))]
    lines, slips = [], []
    for at, written in enumerate(normal(text).split("\n"), start=1):
        if wrong := list(barred(at, written)):
            slips.extend(wrong)
        elif written.strip():
            try:
                lines.append(line(at, written.strip()))
            except Refused as refused:
                slips.append(refused.slip)
    return lines, slips


class Refused(Exception):
    """A line that cannot be read, with its `slip`."""

    def __init__(self, slip: Slip) -> None:
        super().__init__(slip.why)
        self.slip = slip


def normal(text: str) -> str:
    """Return the text as it is kept: composed letters, one kind of line end, no tabs."""
    composed = unicodedata.normalize("NFC", text)
    ends = composed.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "\n".join(each.rstrip() for each in ends.rstrip("\n").split("\n")) + "\n"


def barred(at: int, written: str) -> Iterator[Slip]:
    """Yield what no line may hold, wherever in it."""
    if len(written) > MOST_OF_A_LINE:
        yield Slip(at, Why.TOO_LONG, str(len(written)), str(MOST_OF_A_LINE))
    unseen = {each for each in written if unicodedata.category(each) in UNSEEN} - SOFT
    for each in sorted(unseen):
        yield Slip(at, Why.HIDDEN, f"U+{ord(each):04X}")
    for pattern, why in ((CODE, Why.CODE), (TAG, Why.TAG)):
        if found := pattern.search(written):
            yield Slip(at, why, found[0][:40])


def line(at: int, written: str) -> Line:
    case = ""
    if written.startswith("@"):
        case, written = CASE.fullmatch(written).groups()  # type: ignore[union-attr]  # it begins so
        if case not in CASES:
            raise Refused(Slip(at, Why.CASE, case, nearest(case, CASES)))
        if not written:
            raise Refused(Slip(at, Why.NO_TEXT, f"@{case}"))
    if "[[" in written or "]]" in written:
        return Line(at, Kind.BLOCK, label=block(at, written), case=case)
    if ALONE.fullmatch(written):
        raise Refused(Slip(at, Why.NO_TEXT, written))
    for kind, sign in SIGNS:
        if found := sign.fullmatch(written):
            return Line(at, kind, pieces(at, found[2]), found[1] or "", case)
    if not (written[0].isalnum() or written[0] in BEGINS) or written.startswith("* "):
        raise Refused(Slip(at, Why.MARK, written.split(maxsplit=1)[0][:10]))
    return Line(at, Kind.PARAGRAPH, pieces(at, written), case=case)


def block(at: int, written: str) -> str:
    found = BLOCK.search(written)
    name = found[1].strip() if found else written.strip("[] ")
    if name not in BLOCKS:
        raise Refused(Slip(at, Why.BLOCK, name[:40], nearest(name, BLOCKS)))
    if found is None or found[0] != written:
        raise Refused(Slip(at, Why.BLOCK_BESIDE_TEXT, instead=name))
    return name


def pieces(at: int, words: str) -> tuple[Piece, ...]:
    """Return the runs of a line; what stands between them are variables and the ends of bold."""
    found, is_bold, end = [], False, 0
    for mark in INLINE.finditer(words):
        if mark.start() > end:
            found.append(Piece(words[end : mark.start()], is_bold=is_bold))
        end = mark.end()
        if mark[0] == "**":
            is_bold = not is_bold
        else:
            found.append(Piece(variable(at, mark[0]), is_variable=True, is_bold=is_bold))
    if is_bold:
        raise Refused(Slip(at, Why.BOLD))
    if words[end:]:
        found.append(Piece(words[end:]))
    return tuple(found)


def variable(at: int, written: str) -> str:
    name = written.strip("{} ")
    if not name or written in {"{", "}"}:
        raise Refused(Slip(at, Why.BRACE))
    if name not in VARIABLES:
        raise Refused(Slip(at, Why.VARIABLE, name[:40], nearest(name, VARIABLES)))
    return name


def nearest(name: str, known: Mapping[str, object]) -> str:
    return next(iter([*get_close_matches(name, known, 1, 0), *known]))
