"""Telling those who run the portal which walls no printer can put up on their machine (0144)."""

import logging
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

from printing.held import missing_here

logger = logging.getLogger(__name__)

REFUSED = "Nothing is printed on this machine: a printer would lack its walls around %s."
TOLERATED = "What prints on this machine lacks its walls around %s."
HINT = (
    "Printing needs Linux 5.13 or later with Landlock, seccomp and, best, user namespaces, and a "
    "container that lets it have them. PRINT_BEHIND_WALLS=false prints without."
)


def missing() -> tuple[str, ...]:
    """Return the walls no printer has here: "network", "files" …; a process finds out once."""
    return missing_here(settings.PRINTER_MEMORY, settings.PRINTER_SECONDS)


def standing() -> dict[str, Any]:
    """Say for the health page which walls are missing, and whether anything is printed."""
    found = missing()
    prints = not (found and settings.PRINT_BEHIND_WALLS)
    return {"status": "missing" if found else "ok", "missing": found, "prints": prints}


def check_walls(**_: object) -> list[CheckMessage]:
    """Tell `manage.py check --deploy` which walls are missing: an error where none may be."""
    found = ", ".join(missing())
    if not found:
        return []
    if settings.PRINT_BEHIND_WALLS:
        return [Error(REFUSED % found, hint=HINT, id="printing.E001")]
    return [Warning(TOLERATED % found, hint=HINT, id="printing.W001")]


def log_missing() -> None:
    """Say in the log, as the portal starts, what the check would say."""
    for message in check_walls():
        logger.log(message.level, "%s %s", message.msg, message.hint)
