"""`manage.py replay`: have every recorded determination said again, and compare."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from review.models import RecordedDetermination
from review.replay import comes_out_the_same


class Command(BaseCommand):
    help = "Apply the rules again to every recorded case; print which come out otherwise, as JSON."

    def handle(self, **_: Any) -> None:
        replayed, differing = 0, []
        for recorded in RecordedDetermination.objects.order_by("pk").iterator(500):
            replayed += 1
            if not comes_out_the_same(recorded):
                differing.append(recorded.pk)
        self.stdout.write(json.dumps({"replayed": replayed, "differing": differing}))
        if differing:
            sys.exit(1)
