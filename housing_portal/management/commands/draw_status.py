from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import TextChoices
from django.utils import translation

from applications import status as applications
from leases import status as leases
from outbox import state as outbox

PAGE: Final = Path(settings.BASE_DIR) / "docs" / "status.md"
Moves = Mapping[Any, Set[Any]]
# What moves, its table, and where it may begin.
TABLES: Final[tuple[tuple[str, str, Moves, tuple[Any, ...]], ...]] = (
    (
        "An application",
        "applications/status.py",
        applications.MOVES,
        (applications.Status.REGISTERED,),
    ),
    ("A lease", "leases/status.py", leases.MOVES, (leases.Status.DRAFT,)),
    (
        "A letter",
        "outbox/state.py",
        outbox.MOVES,
        (outbox.State.QUEUED, outbox.State.TO_PRINT),
    ),
)
HEAD = "# States and moves\n\nDrawn by `manage.py draw_status`; the tables in the code decide.\n"


class Command(BaseCommand):
    help = "Draw docs/status.md from the tables of moves."

    def handle(self, *_args: Any, **_options: Any) -> None:
        PAGE.write_text(drawn(), encoding="utf-8")


def drawn() -> str:
    """Return the page: every state machine as a table and as a diagram."""
    return "\n".join((HEAD, *(section(*table) for table in TABLES)))


def section(title: str, path: str, moves: Moves, starts: tuple[Any, ...]) -> str:
    return (
        f"## {title}\n\n`MOVES` in `{path}`.\n\n"
        f"| status | українською | in English | may become |\n| --- | --- | --- | --- |\n"
        f"{rows(moves)}\n\n```mermaid\nstateDiagram-v2\n{arrows(moves, starts)}\n```\n"
    )


def rows(moves: Moves) -> str:
    return "\n".join(
        f"| `{status}` | {label(status, 'uk')} | {label(status, 'en')} | {targets(moves, status)} |"
        for status in moves
    )


def arrows(moves: Moves, starts: tuple[Any, ...]) -> str:
    begun = [f"    [*] --> {start}" for start in starts]
    moved = [f"    {each} --> {to}" for each in moves for to in ordered(moves, moves[each])]
    return "\n".join(begun + moved)


def label(status: TextChoices, language: str) -> str:
    with translation.override(language):
        return str(status.label)


def targets(moves: Moves, status: TextChoices) -> str:
    return ", ".join(f"`{to}`" for to in ordered(moves, moves[status])) or "final"


def ordered(moves: Moves, statuses: Set[Any]) -> list[Any]:
    """Return these statuses in the order of the table."""
    return [status for status in moves if status in statuses]
