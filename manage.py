#!/usr/bin/env python
"""Run one administrative command of the housing portal."""

import io
import json
import os
import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError

# The commands of the contract, which answer every fault with an error object.
CONTRACT = {
    "assess", "submit", "rent", "due_date", "territory", "load_katottg", "load_territories",
}  # fmt: skip
NOT_READY = {
    "uk": "База даних не відповідає або не підготовлена. Виконайте: make setup.",
    "en": "The database does not answer or is not prepared. Run: make setup.",
}


def run(arguments: list[str]) -> int:
    """Run the command and return its exit status, if it leaves that to us."""
    try:
        execute_from_command_line(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OperationalError, ProgrammingError):
        if CONTRACT.isdisjoint(arguments[1:2]):
            raise
        document = {"errors": [{"path": "", "message": NOT_READY}]}
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
        return 2
    return 0


def speak_ukrainian() -> None:
    """Write UTF-8, whatever the terminal says of itself."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_portal.settings")
    speak_ukrainian()
    sys.exit(run(sys.argv))
