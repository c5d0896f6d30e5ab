import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from refusals.commands import refusals_said_on, refuse_usage
from territories.samples import load_sample


class Command(BaseCommand):
    help = "Load the small sample of places and territories; for demonstration, not for decisions."

    def add_arguments(self, parser: CommandParser) -> None:
        refuse_usage(parser)
        parser.add_argument("--force", action="store_true", help="replace the real lists as well")

    def handle(self, *, force: bool, **_: Any) -> None:
        with refusals_said_on(self.stdout, indent=1):
            editions = load_sample(at=timezone.now(), is_forced=force)
        self.stdout.write(
            json.dumps(
                {
                    edition.which: {"sha256": edition.sha256, **edition.counts}
                    for edition in editions
                },
                ensure_ascii=False,
                indent=1,
            )
        )
        self.stderr.write("This is a sample: load the official lists before deciding anything.")
