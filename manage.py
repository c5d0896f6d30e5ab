#!/usr/bin/env python
"""Run one administrative command of the housing portal."""

import io
import os
import sys

from django.core.management import execute_from_command_line


def speak_ukrainian() -> None:
    """Write UTF-8, whatever the terminal says of itself."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_portal.settings")
    speak_ukrainian()
    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
