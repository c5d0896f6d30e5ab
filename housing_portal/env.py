"""The only reader of the environment."""

import contextlib
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

FLAGS = {"true": True, "false": False}


def text(name: str, default: str | None = None) -> str:
    """Return the value of NAME, or the content of the file that NAME_FILE points to.

    Empty counts as not set. Raises ImproperlyConfigured when there is then no default.
    """
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE.")
    return value


def flag(name: str, *, default: bool) -> bool:
    """Return NAME as a bool; only "true" and "false" are understood."""
    value = text(name, str(default).lower())
    if value not in FLAGS:
        raise ImproperlyConfigured(f'{name} is "{value}"; it must be "true" or "false".')
    return FLAGS[value]


def number(name: str, *, default: int) -> int:
    """Return NAME as a whole number."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f'{name} is "{value}"; it must be a whole number.')
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Return NAME as a list; its items are separated by commas."""
    return [word.strip() for word in text(name, default or ",").split(",") if word.strip()]


def secret(name: str, *, kept_in: Path) -> str:
    """Return the secret NAME; where it is not set, 32 random bytes in hex kept for this machine.

    The file is readable by its owner alone. Two processes that start at once agree on one secret.
    """
    given = text(name, "unset")
    if given != "unset":
        return given
    path = kept_in / name.lower()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    if not path.exists():
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text().strip()
