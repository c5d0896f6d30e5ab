"""`manage.py verify_audit`: walk the chain where it stands."""

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from audit.anchors import Anchor, Way, anchors_in, last_told
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
    Fault.CUT_OFF: {
        "uk": "кінець ланцюга відрізано: контрольна точка знає цей запис, у базі його немає",
        "en": "the tail was cut off: an anchor knows this entry, the database does not",
    },
    Fault.REWRITTEN: {
        "uk": "ланцюг переписано: контрольна точка знає цей запис з іншим гешем",
        "en": "the chain was written anew: an anchor knows this entry by another hash",
    },
}
GONE = {
    "uk": "контрольних точок, про які портал повідомив, у файлі вже немає: звірте з листами",
    "en": "anchors that the portal told are no longer in the file: hold it against the letters",
}
NOTHING_TO_HOLD_AGAINST = 3


class Command(BaseCommand):
    help = (
        "Walk the audit chain and hold it against the anchors; exit 1 and name the first entry"
        " that does not fit. Exit 3 where it fits, but anchors that were told are gone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchors",
            type=Path,
            help="a file of anchors kept elsewhere, instead of the portal's own",
        )

    def handle(self, *, anchors: Path | None, **_: Any) -> None:
        noted = last_told()
        told = told_in(anchors)
        found = verify(told, noted=max(noted.values(), default=0))
        answer: dict[str, Any] = {"intact": True, "entries": found, "anchors": len(told)}
        if isinstance(found, Broken):
            answer = {"intact": False, "seq": found.seq, "fault": found.fault}
            answer |= {} if found.since is None else {"since": found.since}
            answer["why"] = WHY[found.fault]
        elif lacks_what_was_told(told, anchors, noted):
            answer["why"] = GONE
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if "why" in answer:
            sys.exit(1 if isinstance(found, Broken) else NOTHING_TO_HOLD_AGAINST)


def lacks_what_was_told(told: list[Anchor], given: Path | None, noted: dict[Way, int]) -> bool:
    """Tell whether there is nothing to hold the chain against, or less than the portal wrote."""
    if given:
        return not told
    ends = max((each.seq for each in told), default=-1)
    return Way.FILE in noted and ends < noted[Way.FILE]


def told_in(given: Path | None) -> list[Anchor]:
    """Return the anchors of the file given, or of the portal's own where there is one."""
    path = given or Path(settings.AUDIT_ANCHORS)
    return list(anchors_in(path)) if given or path.exists() else []
