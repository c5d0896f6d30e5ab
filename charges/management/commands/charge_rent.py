"""`manage.py charge_rent`: post once the rent that is wanting, up to this month."""

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from charges import services
from deadlines.working_days import day_in_kyiv


class Command(BaseCommand):
    help = "Post the rent of every month up to this one that is wanting; print how many, as JSON."

    def handle(self, **_: Any) -> None:
        at = timezone.now()
        added = services.charge_rent(on=day_in_kyiv(at), at=at)
        self.stdout.write(json.dumps({"postings": added}))
