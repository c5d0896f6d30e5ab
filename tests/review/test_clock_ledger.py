"""The clock's ledger in words."""

from typing import Any

import pytest
from django.utils import translation

from review.clock import ledger
from tests.review.builders import submitted

pytestmark = pytest.mark.django_db

SAID = {
    "en": [
        "The term of 15 working days began on 05.01.2026; due on 26.01.2026.",
        "Due on 26.01.2026. Martial law: public holidays are working days.",
    ],
    "uk": [
        "Строк розгляду — 15 робочих днів від 05.01.2026; рішення має бути не пізніше 26.01.2026.",
        "Граничний строк — 26.01.2026. Воєнний стан: святкові дні є робочими.",
    ],
}


@pytest.mark.parametrize("language", SAID)
def test_the_ledger_says_how_the_last_day_was_counted(gazetteer: Any, language: str) -> None:
    application = submitted()

    with translation.override(language):
        rows = ledger(application)

    assert [row.words for row in rows] == SAID[language]
    assert [row.kind for row in rows] == ["started", "due"]
    assert "814" in rows[0].basis
