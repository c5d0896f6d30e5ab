"""`manage.py whatif FILE`: which applications would come out differently under changed terms."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from deadlines.working_days import day_in_kyiv
from eligibility.terms import terms_on
from oversight.changed_terms import changed_terms
from oversight.whatif import Tally, differing
from refusals.commands import refusals_said_on, refuse_usage
from refusals.refused import Refused
from territories import gazetteer


class Command(BaseCommand):
    help = (
        "Compare every open and every decided application under the terms of FILE (TOML, whole or"
        " only what changes); print those that come out differently as JSON Lines, then the counts."
        " Changes nothing. The lines name applications by clauses of captivity and health too: hand"
        " on the counts alone where such a clause turns, and none below five (decision 0153)."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        refuse_usage(parser)
        parser.add_argument("file", metavar="FILE")

    def handle(self, *, file: str, **_: Any) -> None:
        with refusals_said_on(self.stdout):
            terms = changed_terms(text_of(file), terms_on(today()))
        tally = Tally()
        for found in differing(terms, places=gazetteer.load(), tally=tally):
            self.stdout.write(json.dumps(found.as_document(), ensure_ascii=False))
        self.stdout.write(json.dumps(tally.as_document(), ensure_ascii=False))


def text_of(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Refused.at(
            "",
            uk="Файл не вдалося прочитати як текст UTF-8. Перевірте шлях і доступ.",
            en="The file cannot be read as UTF-8 text. Check its path and access.",
        ) from None


def today() -> date:
    return day_in_kyiv(timezone.now())
