"""`manage.py assess FILE… [--lines] [--as-of DAY]`: what the rules say of each package."""

import argparse
import contextlib
import gc
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand

from applications.assessing import assess
from applications.package_json import MAX_BYTES
from applications.package_reader import read
from applications.package_values import DATE
from applications.refusal import refusal
from eligibility.determination import Determination
from refusals.commands import EXIT_STATUS, refusals_said_on, refuse_usage
from refusals.refused import Refused
from territories import gazetteer

MARIUPOL = "UA14140050010029262"
NOT_LOADED = (
    "Переліки населених пунктів і територій не завантажено; спершу: make setup. "
    "The lists of places and territories are not loaded; first: make setup."
)


class Command(BaseCommand):
    help = "Print the determination of each application package, as JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        refuse_usage(parser)
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="a package; - is standard input"
        )
        parser.add_argument(
            "--lines", action="store_true", help="FILE is JSON Lines, one package a line"
        )
        parser.add_argument(
            "--as-of", metavar="DAY", help="judge the facts on this day, YYYY-MM-DD"
        )

    def handle(self, *, files: list[str], lines: bool, as_of: str | None, **_: Any) -> None:
        with refusals_said_on(self.stdout):
            day = None if as_of is None else day_of(as_of)
        places = gazetteer.load()
        if not places.knows(MARIUPOL):
            self.stderr.write(NOT_LOADED)
        gc.freeze()  # the gazetteer lives as long as the process; the collector need not walk it
        is_refused = False
        for answer in answers(files, lines=lines, day=day, places=places):
            is_refused |= isinstance(answer, Refused) and (not lines or is_of_file(answer))
            self.stdout.write(as_json(answer))
        if is_refused:
            sys.exit(EXIT_STATUS)


def answers(
    files: Iterable[str], *, lines: bool, day: date | None, places: gazetteer.Gazetteer
) -> Iterator[Determination | Refused]:
    """Yield the determination of each package in order, or what it is refused for."""
    for name in files:
        try:
            for raw in documents(name, lines=lines):
                yield answer_to(raw, day=day, places=places)
        except OSError:
            yield Refused(refusal("", "no_file", name=name))


def documents(name: str, *, lines: bool) -> Iterator[bytes]:
    """Yield the packages of one file without holding more than one line of it."""
    with ExitStack() as stack:
        file = sys.stdin.buffer if name == "-" else stack.enter_context(Path(name).open("rb"))
        if lines:
            yield from lines_of(file)
        else:
            yield file.read(MAX_BYTES + 1)


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines that say something; of one too long for a package only its beginning."""
    while line := file.readline(MAX_BYTES + 1):
        rest = line
        while len(line) > MAX_BYTES and rest and not rest.endswith(b"\n"):
            rest = file.readline(MAX_BYTES)
        if line.strip():
            yield line


def is_of_file(refused: Refused) -> bool:
    """Tell a FILE that cannot be read from a line that is refused in its place."""
    return any(each.code == "no_file" for each in refused.refusals)


def answer_to(
    raw: bytes, *, day: date | None, places: gazetteer.Gazetteer
) -> Determination | Refused:
    try:
        return assess(read(raw), places=places, day=day)
    except Refused as refused:
        return refused


def day_of(typed: str) -> date:
    """Return the day a person typed. Raises Refused."""
    if DATE.fullmatch(typed):
        with contextlib.suppress(ValueError):
            return date.fromisoformat(typed)
    raise Refused(refusal("--as-of", "not_day"))


def as_json(answer: Determination | Refused) -> str:
    if isinstance(answer, Refused):
        return json.dumps(answer.as_document(), ensure_ascii=False)
    return answer.as_json()
