from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from housing_portal.demonstration import queue, require_embedded, stock
from housing_portal.demonstration.road import NoLease, Traveller


class Command(BaseCommand):
    help = "Take one example package down the whole road, saying each step with its reasons."

    def add_arguments(self, parser: ArgumentParser) -> None:
        default = queue.EXAMPLES / "01-mother-of-a-toddler.json"
        parser.add_argument("example", nargs="?", type=Path, default=default)

    def handle(self, *, example: Path, **_: Any) -> None:
        require_embedded()
        at = timezone.now()
        stock.load(at=at)
        try:
            Traveller(at, self.stdout.write).travel(example, folder=settings.VAR)
        except NoLease:
            self.stdout.write("\nНемає підстав схвалити. / There are no grounds to approve.")
