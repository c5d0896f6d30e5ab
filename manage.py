#!/usr/bin/env python
"""Run one administrative command of the housing portal."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # Ukrainian, whatever the terminal says of itself
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_portal.settings")
    execute_from_command_line(sys.argv)
