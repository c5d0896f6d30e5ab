from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from housing_portal.demonstration import require_embedded, tenants


class Command(BaseCommand):
    help = "Lease to three households since three months ago, with charges, payments and a debt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="in spite of DATABASE_URL")

    def handle(self, *, force: bool, **_: Any) -> None:
        require_embedded(is_forced=force)
        at = timezone.now()
        added = tenants.load(at=at, say=self.stdout.write)
        self.stdout.write(f"Demonstration leases: {added} added")
        path = settings.VAR / "bank-statement.csv"
        path.write_bytes(tenants.next_statement(at=at))
        self.stdout.write(f"A bank statement to take in: {path}")
