from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from housing_portal.demonstration import require_embedded, stock


class Command(BaseCommand):
    help = "Add a fictional site with dwellings, and a tariff where none is in force."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="in spite of DATABASE_URL")

    def handle(self, *, force: bool, **_: Any) -> None:
        require_embedded(is_forced=force)
        added = stock.load(at=timezone.now())
        self.stdout.write(f"Demonstration stock: {added} dwellings added")
