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
from territories.files import read
from territories.models import Edition
from territories.services import load_territories


class Command(BaseCommand):
    help = "Replace the list of territories by the DOCX file of Order 376."

    def add_arguments(self, parser: CommandParser) -> None:
        refuse_usage(parser)
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_: Any) -> None:
        with refusals_said_on(self.stdout, indent=1):
            edition = load(read(file), file_name=file.name, at=timezone.now())
        document = {
            **edition.counts,
            "sha256": edition.sha256,
            "unresolved": edition.unresolved,
        }
        self.stdout.write(json.dumps(document, ensure_ascii=False, indent=1))


@transaction.atomic
def load(data: bytes, *, file_name: str, at: datetime) -> Edition:
    edition = load_territories(data, file_name=file_name, at=at)
    facts: dict[str, Fact] = {"edition": edition.pk, "sha256": edition.sha256}
    record("territories.loaded", subject="territories", by=None, at=at, facts=facts)
    return edition
