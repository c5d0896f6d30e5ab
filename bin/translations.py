# ruff: noqa: INP001, S603, T201  # a script; printing is its answer
"""Fail unless every text of the project is in the Ukrainian catalogue, translated and compiled.

The texts are collected anew by makemessages in a scratch copy, so the catalogue stays as it is.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/uk/LC_MESSAGES/django.po")
Key = tuple[str | None, str]


def collected(copy: Path) -> set[Key]:
    """Return what makemessages finds in a copy of the project."""
    keep_out = shutil.ignore_patterns(".*", "var", "node_modules", "__pycache__", "tests", "bench")
    shutil.copytree(ROOT, copy, ignore=keep_out)
    command = [sys.executable, "-m", "django", "makemessages", "--locale=uk", "--no-obsolete"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    return {key(entry) for entry in polib.pofile(str(copy / CATALOGUE))}


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def faults() -> Iterator[str]:
    if not (ROOT / CATALOGUE).is_file():
        yield f"{CATALOGUE} is missing"
        return
    catalogue = polib.pofile(str(ROOT / CATALOGUE))
    for entry in catalogue:
        if not entry.obsolete and not entry.translated():
            yield f"{'fuzzy' if entry.fuzzy else 'untranslated'}: {entry.msgid!r}"
    compiled = polib.mofile(str(ROOT / CATALOGUE.with_suffix(".mo")))
    written = {key(entry): entry.msgstr or entry.msgstr_plural for entry in compiled}
    for entry in catalogue.translated_entries():
        if written.get(key(entry)) != (entry.msgstr or entry.msgstr_plural):
            yield f"not compiled (manage.py compilemessages): {entry.msgid!r}"
    if shutil.which("xgettext") is None:
        print("Not checked whether texts are missing from the catalogue: gettext is not installed.")
        return
    with tempfile.TemporaryDirectory() as scratch:
        for _, msgid in sorted(
            collected(Path(scratch) / "copy") - set(map(key, catalogue)), key=str
        ):
            yield f"not in the catalogue (manage.py makemessages): {msgid!r}"


if __name__ == "__main__":
    found = list(faults())
    print("\n".join(found) or "complete")
    sys.exit(bool(found))
