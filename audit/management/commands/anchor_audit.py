"""`manage.py anchor_audit`: tell the end of the audit chain outside the database, now."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from audit.anchors import anchor


class Command(BaseCommand):
    help = "Add the end of the audit chain to the file of anchors and send it to the officers."

    def handle(self, **_: Any) -> None:
        took = anchor(at=timezone.now(), again=True)
        self.stdout.write(json.dumps({str(way): done for way, done in took.items()}))
        if not all(took.values()):
            sys.exit(1)
