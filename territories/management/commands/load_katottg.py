import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from audit.chain import Fact
from audit.services import record
from refusals.commands import refusals_said_on, refuse_usage
from territories.codifier import DEPTHS
from territories.files import read
from territories.models import Edition
from territories.services import load_codifier


class Command(BaseCommand):
    help = "Replace the codifier of places (KATOTTH) by the official CSV file."

    def add_arguments(self, parser: CommandParser) -> None:
        refuse_usage(parser)
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--force", action="store_true", help="also without a region that is loaded now"
        )

    def handle(self, *, file: Path, force: bool, **_: Any) -> None:
        with refusals_said_on(self.stdout, indent=1):
            edition = load(read(file), file_name=file.name, at=timezone.now(), is_forced=force)
        self.stdout.write(json.dumps(document(edition), ensure_ascii=False, indent=1))
        if Edition.objects.in_force().filter(which=Edition.Which.TERRITORIES).exists():
            self.stderr.write(
                "Load the list of territories again: it was read with the codifier before."
            )


@transaction.atomic
def load(data: bytes, *, file_name: str, at: datetime, is_forced: bool) -> Edition:
    edition = load_codifier(data, file_name=file_name, at=at, is_forced=is_forced)
    facts: dict[str, Fact] = {
        "edition": edition.pk,
        "sha256": edition.sha256,
        "forced": is_forced,
    }
    record("codifier.loaded", subject="codifier", by=None, at=at, facts=facts)
    return edition


def document(edition: Edition) -> dict[str, object]:
    by_category = {key: count for key, count in edition.counts.items() if key in DEPTHS}
    return {
        "places": edition.counts["places"],
        "by_category": by_category,
        "sha256": edition.sha256,
    }
