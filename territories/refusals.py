"""What is refused, and how a command says so."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Refused(Exception):
    """An input is refused whole; nothing has changed. `path` names the place of the fault."""

    def __init__(self, path: str, *, uk: str, en: str) -> None:
        super().__init__(f"{path}: {en}")
        self.path = path
        self.message = {"uk": uk, "en": en}

    def as_document(self) -> dict[str, list[dict[str, object]]]:
        return {"errors": [{"path": self.path, "message": self.message}]}


class Output(Protocol):
    def write(self, msg: str) -> object: ...


def as_json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)


@contextmanager
def refusals_said_on(stdout: Output) -> Iterator[None]:
    """Turn a refusal into the contract's error object and exit status 2."""
    try:
        yield
    except Refused as refusal:
        stdout.write(as_json(refusal.as_document()))
        sys.exit(2)
