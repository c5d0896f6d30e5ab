from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from territories.files import read
from territories.refusals import as_json, refusals_said_on
from territories.services import load_territories


class Command(BaseCommand):
    help = "Replace the list of territories by the DOCX file of Order 376."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_: Any) -> None:
        with refusals_said_on(self.stdout):
            edition = load_territories(read(file), file_name=file.name, at=timezone.now())
        self.stdout.write(
            as_json({**edition.counts, "sha256": edition.sha256, "unresolved": edition.unresolved})
        )
