from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from accounts.roles import CLASHES, ROLES, Role

PAGE: Final = Path(settings.BASE_DIR) / "docs" / "roles.md"
HEAD = """# Who may do what

Drawn by `manage.py draw_roles`; the table in `accounts/roles.py` decides. A dot is a permission
that the group of the role has; a star stands for any letters. Besides it, an act asks whose
application it is, in which status, and who did the step before; every page asks for the second
factor.
"""


class Command(BaseCommand):
    help = "Draw docs/roles.md from the table of roles."

    def handle(self, *_args: Any, **_options: Any) -> None:
        PAGE.write_text(drawn(), encoding="utf-8")


def drawn() -> str:
    """Return the page: every role, what it may do, and which roles exclude each other."""
    return f"{HEAD}\n{roles()}\n{matrix()}\n{clashes()}"


def roles() -> str:
    rows = [f"| `{role}` | {label(role, 'uk')} | {label(role, 'en')} |" for role in Role]
    return "\n".join(("| group | українською | in English |", "| --- | --- | --- |", *rows, ""))


def matrix() -> str:
    """Return the table of permissions × roles, a row for each that somebody has."""
    head = "| | " + " | ".join(label(role, "en") for role in Role) + " |"
    rule = "| --- |" + " :-: |" * len(Role)
    rows = [
        f"| `{name}` | " + " | ".join("●" if has(role, name) else "" for role in Role) + " |"
        for name in sorted(frozenset[str]().union(*ROLES.values()))
    ]
    return "\n".join(("## Permissions", "", head, rule, *rows, ""))


def has(role: Role, name: str) -> bool:
    """Tell whether a role has a permission, by its own name or by one with a star."""
    return any(fnmatchcase(name, held) for held in ROLES[role])


def clashes() -> str:
    rows = [
        f"| {label(role, 'en')} | {', '.join(label(it, 'en') for it in Role if it in others)} |"
        for role, others in CLASHES.items()
    ]
    head = ("## Not in one hand", "", "| role | not together with |", "| --- | --- |")
    return "\n".join((*head, *rows, ""))


def label(role: Role, language: str) -> str:
    with translation.override(language):
        return str(role.label)
