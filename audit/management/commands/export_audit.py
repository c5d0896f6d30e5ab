"""`manage.py export_audit [FILE]`: the whole chain, to be checked without the portal."""

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from audit.anchors import anchors_in
from audit.export import lines
from audit.services import record

OURS_ALONE = 0o600


class Command(BaseCommand):
    help = (
        "Write the audit chain, its end and the anchors as lines of JSON, to a new FILE or to the"
        " screen. Check it with tools/verify_audit.py, which needs nothing but Python."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *, file: Path | None, **_: Any) -> None:
        at = timezone.now()
        with transaction.atomic():
            record("audit.exported", subject="audit", by=None, at=at)
        kept = Path(settings.AUDIT_ANCHORS)
        anchors = list(anchors_in(kept)) if kept.exists() else []  # read before the entries are
        found = lines(anchors=anchors, at=at)
        if file is None:
            sys.stdout.writelines(f"{each}\n" for each in found)
            return
        new = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OURS_ALONE)
        with os.fdopen(new, "w", encoding="utf-8") as written:
            written.writelines(f"{each}\n" for each in found)
