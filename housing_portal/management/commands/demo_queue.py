from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from housing_portal.demonstration import queue, require_embedded


class Command(BaseCommand):
    help = "Submit the examples as applications that are overdue, due today and due later."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="in spite of DATABASE_URL")

    def handle(self, *, force: bool, **_: Any) -> None:
        require_embedded(is_forced=force)
        added = queue.load(at=timezone.now())
        self.stdout.write(f"Demonstration queue: {added} applications added")
