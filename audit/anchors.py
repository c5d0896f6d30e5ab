"""The end of the chain, told outside: who rewrites the database cannot rewrite what others hold.

Each anchor is one line of JSON, in a file that is only added to and in a letter to the officers of
AUDIT_ANCHOR_EMAILS (docs/decisions/0075).
"""

import json
import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from audit.models import Anchoring, Head

Way = Anchoring.Way

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
NOT_AGAIN_FOR = timedelta(minutes=50)  # a second clock asks in the same hour
SILENT_FOR = timedelta(hours=2, minutes=10)  # two hours missed
READABLE_BY_THE_GROUP = 0o640

logger = logging.getLogger(__name__)


class NotAnAnchor(Exception):
    """A line of a file of anchors cannot be read; `line` is its number."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} is no anchor")
        self.line = line


@dataclass(frozen=True, slots=True)
class Anchor:
    """How long the chain was at an instant, in ISO 8601, and the hash of its last entry."""

    at: str
    seq: int
    hash: str

    def line(self) -> str:
        return json.dumps(asdict(self))


def anchor(*, at: datetime, again: bool = False) -> dict[Way, bool]:
    """Tell the end of the chain in every way that is set; return which ways took it.

    A way that took one within the hour is left out, unless `again`. One that fails is tried the
    next time; its failure is logged and shows in the health of the portal.
    """
    head = Head.objects.first() or Head()
    told = Anchor(at.astimezone(UTC).isoformat(timespec="seconds"), head.seq, head.hash)
    latest = at if again else at - NOT_AGAIN_FOR
    return {
        way: told_by(way, tell, told, before)
        for way, tell in ways_set().items()
        if (before := claimed(way, told, at=at, latest=latest))
    }


def ways_set() -> dict[Way, Callable[[Anchor], None]]:
    ways: dict[Way, Callable[[Anchor], None]] = {Way.FILE: write}
    return {**ways, Way.MAIL: mail} if settings.AUDIT_ANCHOR_EMAILS else ways


def claimed(way: Way, told: Anchor, *, at: datetime, latest: datetime) -> Anchoring | None:
    """Note the anchor as told, and return the note before it; None where another was quicker."""
    Anchoring.objects.bulk_create([Anchoring(way=way, at=NEVER, seq=0)], ignore_conflicts=True)
    before = Anchoring.objects.get(way=way)
    if before.at > latest:
        return None
    noted = Anchoring.objects.filter(pk=before.pk, at=before.at).update(at=at, seq=told.seq)
    return before if noted else None


def told_by(way: Way, tell: Callable[[Anchor], None], told: Anchor, before: Anchoring) -> bool:
    try:
        tell(told)
    except (OSError, ValueError) as failure:  # SMTPException; an address that is none
        logger.error("audit anchor by %s failed: %s", way, type(failure).__name__)
        before.save()
        return False
    return True


def write(told: Anchor) -> None:
    """Add the anchor to the file of AUDIT_ANCHORS, and be sure that it is on the disk."""
    path = Path(settings.AUDIT_ANCHORS)
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, READABLE_BY_THE_GROUP)
    try:
        os.write(file, f"{told.line()}\n".encode())
        os.fsync(file)
    finally:
        os.close(file)


def mail(told: Anchor) -> None:
    """Send the anchor to the officers, in both languages."""
    said = []
    for language in ("uk", "en"):
        with translation.override(language):
            said.append(letter(told))
    EmailMessage(
        subject=f"{subject('uk')} / {subject('en')}: {told.seq}",
        body="\n\n".join([*said, told.line(), ""]),
        to=settings.AUDIT_ANCHOR_EMAILS,
    ).send()


def subject(language: str) -> str:
    with translation.override(language):
        return _("Anchor of the audit journal")


def letter(told: Anchor) -> str:
    return _(
        "The audit journal has %(entries)s entries. Keep this letter: the last line shows later"
        " that none of them was changed or taken away. How it is checked: docs/audit.md."
    ) % {"entries": told.seq}


def anchors_in(path: Path) -> Iterator[Anchor]:
    """Yield the anchors of a file, in its order. Raises NotAnAnchor and OSError."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield anchor_of(line, number)


def anchor_of(line: str, number: int) -> Anchor:
    try:
        said = json.loads(line)
        return Anchor(str(said["at"]), int(said["seq"]), str(said["hash"]))
    except (ValueError, KeyError, TypeError) as wrong:
        raise NotAnAnchor(number) from wrong


def last_told() -> dict[Way, int]:
    """Return by each way that took an anchor the number of the entry it told last. One query."""
    took = Anchoring.objects.filter(at__gt=NEVER)
    return {Way(way): seq for way, seq in took.values_list("way", "seq")}


def silent_since(at: datetime) -> dict[Way, datetime | None]:
    """Return the ways that are silent, each with the instant it last took an anchor. One query."""
    last = dict(Anchoring.objects.values_list("way", "at"))
    return {
        way: when for way in ways_set() if (when := last.get(way)) is None or at - when > SILENT_FOR
    }
