#!/usr/bin/env python3
"""Check the audit chain of the housing portal without the portal: Python 3.9 or later alone.

    python3 verify_audit.py EXPORT [--anchors FILE ...] [--json]
    python3 verify_audit.py --commitment HASH --salt SALT [TEXT_FILE]

EXPORT is what `manage.py export_audit` wrote ("-" is standard input). FILE holds anchors kept
outside the portal: last lines of the hourly letters, or a copy of the file of anchors. Without
anchors of one's own, a tail cut off or a chain written anew as a whole may go unnoticed: whoever
writes the export anew writes the anchors in it, too.

It ends with 0 when all fits, 1 when something does not, 2 when a file cannot be read as what it
is, and 3 when the chain agrees with itself but there was no anchor of one's own to hold it against.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from contextlib import nullcontext
from typing import Any, Iterable, Iterator

GENESIS = "0" * 64
FORMAT = "audit-export/1"
COVERED = ("seq", "at", "act", "subject", "by", "facts", "previous_hash")

FAULTS = {
    "missing": ("запису немає", "the entry is missing"),
    "misplaced": ("запис стоїть не на своєму місці", "the entry stands out of its order"),
    "altered": (
        "запис змінено: його геш не відповідає тому, що в ньому написано",
        "the entry was altered: its hash is not the hash of what it says",
    ),
    "unlinked": (
        "запис не продовжує попередній",
        "the entry does not continue the one before it",
    ),
    "after_head": ("запис стоїть за кінцем ланцюга", "the entry stands beyond the chain's end"),
    "not_head": (
        "останній запис не той, на який вказує кінець ланцюга",
        "the last entry is not the one the end of the chain points to",
    ),
    "cut_off": (
        "кінець ланцюга відрізано: контрольна точка знає цей запис, у файлі його немає",
        "the tail was cut off: an anchor knows this entry, the export does not",
    ),
    "rewritten": (
        "ланцюг переписано: контрольна точка знає цей запис з іншим гешем",
        "the chain was written anew: an anchor knows this entry by another hash",
    ),
}
UNREADABLE = (
    "Рядок {line} файлу {file} не читається як частина журналу.",
    "Line {line} of {file} cannot be read as part of an audit journal.",
)
BROKEN = ("ПОМИЛКА: запис № {seq}: {why}.", "BROKEN: entry {seq}: {why}.")
SINCE = (
    "До запису № {since} ланцюг збігається з контрольними точками.",
    "Up to entry {since} the chain agrees with the anchors.",
)
INTACT = (
    "Ланцюг цілий: записів {entries}, власних контрольних точок {own}, у файлі журналу {anchors}.",
    "The chain is intact: {entries} entries, {own} anchors of your own, {anchors} in the export.",
)
UNPROVEN = (
    (
        "Ланцюг узгоджений лише сам із собою: записів {entries}, контрольних точок у тому самому"
        " файлі {anchors}. Без власних контрольних точок (--anchors) відрізаний кінець чи новий"
        " ланцюг не видно."
    ),
    (
        "The chain agrees with itself alone: {entries} entries, {anchors} anchors in the same file."
        " Without anchors of your own (--anchors), a tail cut off or a chain written anew goes"
        " unseen."
    ),
)
NOTHING_TO_HOLD_AGAINST = 3
COMMITMENT = {
    True: (
        "Це саме той текст, який зафіксовано у записі.",
        "This is the very text that the entry committed to.",
    ),
    False: (
        "Це НЕ той текст, який зафіксовано у записі.",
        "This is NOT the text that the entry committed to.",
    ),
}


class Unreadable(Exception):
    """A line is not what it should be."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__(file, line)
        self.file, self.line = file, line


class Broken(Exception):
    """The first entry that does not fit."""

    def __init__(self, seq: int, fault: str, since: int | None = None) -> None:
        super().__init__(seq, fault)
        self.seq, self.fault, self.since = seq, fault, since


# Reading ---------------------------------------------------------------------------------------


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key said twice: another reader might believe the other one."""
    said = dict(pairs)
    if len(said) < len(pairs):
        raise ValueError("a key is said twice")
    return said


def values(lines: Iterable[str], file: str) -> Iterator[tuple[int, Any]]:
    """Yield (number, value) of each line that is not blank."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield number, json.loads(line, object_pairs_hook=once)
            except ValueError:
                raise Unreadable(file, number) from None


def anchor_in(said: Any, file: str, line: int) -> tuple[int, str]:
    if not isinstance(said, dict):
        raise Unreadable(file, line)
    seq, digest = said.get("seq"), said.get("hash")
    if type(seq) is not int or not isinstance(digest, str):
        raise Unreadable(file, line)
    return seq, digest


def read_anchors(files: list[str]) -> list[tuple[int, str]]:
    """Return the anchors of these files, each (number of the entry, its hash)."""
    found: list[tuple[int, str]] = []
    for file in files:
        with open(file, encoding="utf-8") as lines:
            found += [anchor_in(said, file, number) for number, said in values(lines, file)]
    return found


# The chain -------------------------------------------------------------------------------------


def digest_of(entry: dict[str, Any]) -> str:
    """Return the SHA-256 of what an entry says: JSON, keys sorted, no spaces, UTF-8."""
    covered = {key: entry[key] for key in COVERED}
    text = json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Walk:
    """Goes along the chain once, holding one entry in memory, and raises at the first fault."""

    def __init__(self, anchors: Iterable[tuple[int, str]]) -> None:
        self.seq, self.hash, self.since = 0, GENESIS, 0
        self.head = (0, GENESIS)
        self.anchors: dict[int, set[str]] = {}
        self.told = 0  # anchors that the export itself names
        for seq, digest in anchors:
            self.hold(seq, digest)
        self.own = len(self.anchors)

    def hold(self, seq: int, digest: str) -> None:
        """Keep an anchor for when its entry comes; two that contradict each other do not fit."""
        self.anchors.setdefault(seq, set()).add(digest)

    def step(self, entry: dict[str, Any]) -> None:
        expected = self.seq + 1
        seq = entry["seq"]
        if seq != expected:
            raise Broken(expected, "missing" if seq > expected else "misplaced")
        if seq > self.head[0]:
            raise Broken(seq, "after_head")
        if entry["previous_hash"] != self.hash:
            raise Broken(seq, "unlinked")
        if digest_of(entry) != entry["hash"]:
            raise Broken(seq, "altered")
        if self.anchors.get(seq, {entry["hash"]}) != {entry["hash"]}:
            raise Broken(seq, "rewritten", self.since)
        self.since = seq if seq in self.anchors else self.since
        self.seq, self.hash = seq, entry["hash"]

    def end(self) -> None:
        if self.seq < max(self.anchors, default=0) and self.seq >= self.head[0]:
            raise Broken(self.seq + 1, "cut_off")
        if self.seq < self.head[0]:
            raise Broken(self.seq + 1, "missing")
        if self.hash != self.head[1]:
            raise Broken(self.seq, "not_head")


def walk(lines: Iterable[str], file: str, anchors: Iterable[tuple[int, str]]) -> Walk:
    """Return the walk along an export that fits. Raises Broken and Unreadable."""
    going = Walk(anchors)
    said = values(lines, file)
    number, first = next(said, (1, None))
    if not isinstance(first, dict) or first.get("format") != FORMAT:
        raise Unreadable(file, number)
    for number, value in said:
        kind, body = one_thing(value)
        if kind == "entry" and set(body) == {*COVERED, "hash"} and type(body["seq"]) is int:
            going.step(body)
        elif kind == "anchor":
            going.hold(*anchor_in(body, file, number))
            going.told += 1
        elif kind == "head":
            going.head = anchor_in(body, file, number)
        else:
            raise Unreadable(file, number)
    going.end()
    return going


def one_thing(value: Any) -> tuple[str, dict[str, Any]]:
    """Return what a line is and what it says of it; nothing for a line that is neither."""
    if isinstance(value, dict) and len(value) == 1:
        kind, body = next(iter(value.items()))
        if isinstance(body, dict):
            return kind, body
    return "", {}


def fits(commitment: str, salt: str, text: str) -> bool:
    """Tell whether a text is what an entry committed to; line ends of any system count as one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    digest = hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()
    return digest == commitment.rpartition(":")[2]


# Saying it -------------------------------------------------------------------------------------


def say(sentences: tuple[str, str], **told: Any) -> None:
    """Print a sentence in Ukrainian, then in English."""
    for language, sentence in enumerate(sentences):
        words = {
            key: each[language] if isinstance(each, tuple) else each for key, each in told.items()
        }
        print(sentence.format(**words))


def check_export(asked: argparse.Namespace) -> int:
    lines = nullcontext(sys.stdin) if asked.file == "-" else open(asked.file, encoding="utf-8")
    try:
        with lines as opened:
            found = walk(opened, asked.file, read_anchors(asked.anchors))
    except Broken as broken:
        answer = {"intact": False, "seq": broken.seq, "fault": broken.fault, "since": broken.since}
        if asked.json:
            print(json.dumps(answer))
        else:
            say(BROKEN, seq=broken.seq, why=FAULTS[broken.fault])
            if broken.since is not None:
                say(SINCE, since=broken.since)
        return 1
    told = {"entries": found.seq, "anchors": found.told, "own": found.own}
    if asked.json:
        print(json.dumps({"intact": True, **told}))
    else:
        say(INTACT if found.own else UNPROVEN, **told)
    return 0 if found.own else NOTHING_TO_HOLD_AGAINST


def check_commitment(asked: argparse.Namespace) -> int:
    text = sys.stdin if asked.file == "-" else open(asked.file, encoding="utf-8", newline="")
    with text as opened:
        fitting = fits(asked.commitment, asked.salt or "", opened.read())
    say(COMMITMENT[fitting])
    return 0 if fitting else 1


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "file", nargs="?", default="-", help="the export, or the text; - is standard input"
    )
    parser.add_argument(
        "--anchors",
        action="append",
        default=[],
        metavar="FILE",
        help="anchors kept outside; may be given again",
    )
    parser.add_argument("--json", action="store_true", help="answer in one line of JSON")
    parser.add_argument("--commitment", metavar="HASH", help="the hash that stands in an entry")
    parser.add_argument("--salt", help="its salt, from the page of the entry")
    asked = parser.parse_args()
    try:
        return check_commitment(asked) if asked.commitment else check_export(asked)
    except Unreadable as wrong:
        say(UNREADABLE, line=wrong.line, file=wrong.file)
    except (OSError, ValueError) as wrong:
        print(f"{asked.file}: {wrong}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
