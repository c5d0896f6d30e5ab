"""`manage.py erase_openings application:12`: when a person's data are erased, by law or by term."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from audit.commitments import erase
from audit.services import record


class Command(BaseCommand):
    help = (
        "Erase what opens the fingerprints in entries about a subject, for good: nobody can show or"
        " guess any more what they stand for, and the chain still verifies."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subject", help="such as application:12")

    def handle(self, *, subject: str, **_: Any) -> None:
        with transaction.atomic():
            erased = erase(subject)
            facts = {"openings": erased}
            record("openings.erased", subject=subject, by=None, at=timezone.now(), facts=facts)
        self.stdout.write(json.dumps({"erased": erased}))
