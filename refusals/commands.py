"""How a command of the contract refuses: the error object on its output, and exit status 2."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn, Protocol

from refusals.refused import Refusal, Refused

EXIT_STATUS = 2
MISSING = "the following arguments are required: "  # argparse, before the names


class Output(Protocol):
    def write(self, msg: str, /) -> object: ...


@contextmanager
def refusals_said_on(output: Output, *, indent: int | None = None) -> Iterator[None]:
    """Turn a refusal into the error object and exit status 2."""
    try:
        yield
    except Refused as refused:
        document = json.dumps(refused.as_document(), ensure_ascii=False, indent=indent)
        output.write(f"{document}\n")
        sys.exit(EXIT_STATUS)


def refuse_usage(parser: ArgumentParser) -> None:
    """Have the parser refuse a command written wrongly; without it, argparse prints the usage."""
    parser.error = say_usage_fault  # type: ignore[method-assign]  # Django chooses the class


def say_usage_fault(message: str) -> NoReturn:
    with refusals_said_on(sys.stdout):
        raise Refused(*usage_faults(message))


def usage_faults(message: str) -> list[Refusal]:
    """Return each missing argument by its name in small letters, or that the usage is wrong.

    What was typed is not repeated.
    """
    if message.startswith(MISSING):
        return [missing(name) for name in message.removeprefix(MISSING).split(", ")]
    return [
        Refusal(
            "",
            uk="Команду записано неправильно; як слід, показує --help.",
            en="The command is written wrongly; --help shows how it goes.",
        )
    ]


def missing(name: str) -> Refusal:
    return Refusal(
        name.lstrip("-").lower(),
        uk="Цього аргументу бракує; як слід, показує --help.",
        en="This argument is missing; --help shows how it goes.",
    )
