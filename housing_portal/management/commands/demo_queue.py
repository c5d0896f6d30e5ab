from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from housing_portal.demonstration import past, queue, require_embedded


class Command(BaseCommand):
    help = (
        "Submit the examples as applications that are overdue, due today and due later, after two "
        "months of others that were decided."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="in spite of DATABASE_URL")

    def handle(self, *, force: bool, **_: Any) -> None:
        require_embedded(is_forced=force)
        at = timezone.now()
        before, added = past.load(at=at), queue.load(at=at)
        self.stdout.write(
            f"Demonstration queue: {added} applications added, after {before} of two months"
        )
