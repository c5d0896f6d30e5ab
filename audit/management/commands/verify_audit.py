import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from audit.services import Broken, Fault, verify

WHY = {
    Fault.MISSING: {"uk": "запису немає", "en": "the entry is missing"},
    Fault.ALTERED: {"uk": "запис змінено", "en": "the entry was altered"},
    Fault.UNLINKED: {
        "uk": "запис не продовжує попередній",
        "en": "the entry does not continue the one before it",
    },
    Fault.AFTER_HEAD: {
        "uk": "запис стоїть за кінцем ланцюга",
        "en": "the entry stands beyond the end of the chain",
    },
    Fault.NOT_HEAD: {
        "uk": "кінець ланцюга вказує на інший запис",
        "en": "the end of the chain points to another entry",
    },
}


class Command(BaseCommand):
    help = "Walk the audit chain; exit 1 and name the first entry that does not fit."

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = verify()
        answer = (
            {"intact": False, "seq": found.seq, "fault": found.fault, "why": WHY[found.fault]}
            if isinstance(found, Broken)
            else {"intact": True, "entries": found}
        )
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if isinstance(found, Broken):
            sys.exit(1)
