"""`manage.py remind`: queue once the reminders that are due now."""

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from deadlines.working_days import day_in_kyiv
from review import services


class Command(BaseCommand):
    help = "Queue the reminders of due dates that are due now; print how many, as JSON."

    def handle(self, **_: Any) -> None:
        at = timezone.now()
        queued = services.remind(on=day_in_kyiv(at), at=at)
        self.stdout.write(json.dumps({"reminders": queued}))
