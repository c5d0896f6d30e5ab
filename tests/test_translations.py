"""Both languages are complete: ours (see also `bin/translations.py`) and the libraries'.

A library's Ukrainian catalogue with what we add to it leaves nothing of the library in English.
"""

import re
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import ngettext

from tests.conftest import NOON

ROOT = Path(settings.BASE_DIR)
PACKAGES = (
    "django.conf",
    "django.contrib.admin",
    "django.contrib.auth",
    "rest_framework",
    "allauth",
)
OURS = sorted((ROOT / "locale").rglob("*.po"))


def catalogues() -> list[tuple[str, Path]]:
    found = []
    for package in PACKAGES:
        spec = find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        folder = Path(spec.origin).parent / "locale" / "uk" / "LC_MESSAGES"
        found += [(f"{package} {path.stem}", path) for path in folder.glob("*.po")]
    return found


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_our_catalogue_has_nothing_untranslated_or_fuzzy(path: Path) -> None:
    unfinished = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if not entry.obsolete and (entry.fuzzy or not entry.translated())
    ]

    assert unfinished == []


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_translation_has_the_placeholders_of_its_text(path: Path) -> None:
    for entry in polib.pofile(str(path)).translated_entries():
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            if text:
                names = {part.partition(")")[0] for part in text.split("%(")[1:]}
                asked = {part.partition(")")[0] for part in entry.msgid.split("%(")[1:]}
                assert names <= asked | {
                    part.partition(")")[0] for part in entry.msgid_plural.split("%(")[1:]
                }, entry.msgid


def test_a_sentence_is_marked_by_a_name_under_which_it_is_collected() -> None:
    renamed = re.compile(r"import \w*gettext(?:_lazy)? as (?!_$)", re.MULTILINE)
    rooms = [folder for folder in ROOT.iterdir() if (folder / "__init__.py").is_file()]
    sources = [path for room in rooms for path in room.rglob("*.py")]

    assert sources
    assert [path.name for path in sources if renamed.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(("name", "path"), catalogues(), ids=[name for name, _ in catalogues()])
def test_a_library_speaks_ukrainian_throughout(name: str, path: Path) -> None:
    added = ROOT / "locale" / "third_party" / "uk" / "LC_MESSAGES" / path.name
    ours = {entry.msgid for entry in polib.pofile(str(added)).translated_entries()}

    left = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if not entry.obsolete
        and (entry.fuzzy or not entry.translated())
        and entry.msgid not in ours
    ]

    assert left == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        pytest.param(1, "1 робочий день", id="one"),
        pytest.param(2, "2 робочі дні", id="two"),
        pytest.param(5, "5 робочих днів", id="five"),
        pytest.param(11, "11 робочих днів", id="eleven"),
        pytest.param(21, "21 робочий день", id="twenty-one"),
    ],
)
def test_ukrainian_counts_have_their_forms(number: int, words: str) -> None:
    with translation.override("uk"):
        said = ngettext("%(days)d working day left", "%(days)d working days left", number)

    assert words in said % {"days": number}


def test_dates_are_written_as_each_language_writes_them() -> None:
    with translation.override("uk"):
        assert date_format(NOON, "DATE_FORMAT") == "5 січня 2026 року"
    with translation.override("en"):
        assert date_format(NOON, "DATE_FORMAT") == "5 January 2026"
