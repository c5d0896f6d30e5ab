"""Check a copy: scan it, inspect it, keep what was made anew. Idempotent, and once at a time."""

import hashlib
import logging
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import F

from audit.services import record
from copies import files, inspector, scanner
from copies.inspection.found import MADE, page_path
from copies.inspector import Inspected, NotInspected, TookTooLong
from copies.models import Copy, Page, State
from copies.poke import poke_sweep
from copies.scanner import Scan

logger = logging.getLogger(__name__)

# Of work in one sweep, in seconds: then letters and reminders have their turn at a single worker.
# The last copy may take two minutes more, one to be scanned and one to be inspected.
SWEEP_SECONDS = 60
SWEPT = 100  # copies looked up for one sweep
CLAIM_HOLDS_FOR = timedelta(minutes=10)  # longer than a task may run; then it is tried again
MOST_TOO_LONG = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """A file made by the inspection and stored: under which name, with which SHA-256."""

    name: str
    sha256: str


@dataclass(slots=True)
class Outcome:
    """What a check came to. `inspected` is None where that was done before, or could not be."""

    scan: Scan = Scan.UNKNOWN
    inspected: Inspected | None = None
    made: Kept | None = None
    pages: list[Kept] = field(default_factory=list)

    @property
    def refusal(self) -> str:
        if self.scan is Scan.INFECTED:
            return "infected"
        return self.inspected.refusal if self.inspected else ""

    @property
    def kept(self) -> list[Kept]:
        return [*([self.made] if self.made else []), *self.pages]


def check(copy: UUID, *, at: datetime) -> State | None:
    """Check a copy if it is its turn; return the state it is left in, None if it was not.

    It is clean only once it was inspected and the scanner said so; without the scanner's word it
    keeps waiting. Called again, late, or by two at once, it does the same once.
    """
    claimed = claim(copy, at)
    if claimed is None:
        return None
    outcome = Outcome()
    try:
        examine(claimed, outcome)
        return settle(claimed, outcome, at)
    except (NotInspected, files.CopyMissing, files.CopyAltered) as error:
        logger.error("copy %s could not be checked: %s", copy, type(error).__name__)
        files.remove(*(each.name for each in outcome.kept))
        return State.WAITING
    except BaseException:
        files.remove(*(each.name for each in outcome.kept))
        raise


def claim(copy: UUID, at: datetime) -> Copy | None:
    """Take a copy whose turn it is, so that nobody else checks it meanwhile."""
    turn = Copy.objects.filter(pk=copy, state=State.WAITING, not_before__lte=at)
    claimed = turn.update(not_before=at + CLAIM_HOLDS_FOR, attempts=F("attempts") + 1)
    return Copy.objects.get(pk=copy) if claimed else None


def examine(copy: Copy, outcome: Outcome) -> None:
    """Scan the bytes as they lie; inspect them unless that was done before or they are harmful."""
    with files.opened(copy.stored_name, copy.stored_sha256) as file:
        outcome.scan = scanner.scan(file)
        if outcome.refusal or copy.inspected_at:
            return
        file.seek(0)
        with tempfile.TemporaryDirectory() as folder:
            outcome.inspected = inspected(copy, file, Path(folder))
            keep(outcome, Path(folder))


def inspected(copy: Copy, file: "File[Any]", folder: Path) -> Inspected:
    """Inspect a copy; one whose inspection took too long three times, minutes apart, is refused.

    Raises NotInspected; then it keeps waiting.
    """
    try:
        return inspector.inspect(file, folder)
    except TookTooLong:
        if copy.attempts < MOST_TOO_LONG:
            raise
        return Inspected(refusal="cannot_be_read")


def keep(outcome: Outcome, folder: Path) -> None:
    """Store what the inspection left in its folder."""
    inspected = outcome.inspected
    if inspected is None or inspected.refusal:
        return
    if inspected.is_made_anew:
        outcome.made = kept(folder / MADE)
    for number in range(1, inspected.pages + 1):
        outcome.pages.append(kept(page_path(folder, number)))


def kept(path: Path) -> Kept:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        return Kept(files.store(file), sha256)


@transaction.atomic
def settle(copy: Copy, outcome: Outcome, at: datetime) -> State | None:
    """Write what the check came to, unless another check of the copy was begun meanwhile."""
    fields = fields_after(copy, outcome, at)
    mine = Copy.objects.filter(pk=copy.pk, state=State.WAITING, attempts=copy.attempts)
    if not mine.update(**fields):
        files.remove(*(each.name for each in outcome.kept))
        return None
    Page.objects.bulk_create(
        Page(copy=copy, number=number, stored_name=page.name, sha256=page.sha256)
        for number, page in enumerate(outcome.pages, start=1)
    )
    if outcome.made:
        transaction.on_commit(partial(files.remove, copy.stored_name), robust=True)
    state = State(fields.get("state", State.WAITING))
    tell(copy, state, outcome, at)
    return state


def fields_after(copy: Copy, outcome: Outcome, at: datetime) -> dict[str, Any]:
    """Return the columns to be written."""
    fields: dict[str, Any] = {"not_before": at + delay(copy.attempts)}
    if outcome.scan is not Scan.UNKNOWN:
        fields["scanned_at"] = at
    if (inspected := outcome.inspected) is not None:
        fields |= {"inspected_at": at, "flags": list(inspected.flags)}
        fields |= {"kind": inspected.kind} if inspected.kind else {}
    if outcome.made:
        fields |= {"stored_name": outcome.made.name, "stored_sha256": outcome.made.sha256}
    if outcome.refusal:
        fields |= {"state": State.REFUSED, "refusal": outcome.refusal}
    elif outcome.scan is Scan.CLEAN:
        fields["state"] = State.CLEAN
    elif not settings.CLAMD_URL:
        fields["not_before"] = at  # its turn is when there is a scanner
    return fields


def tell(copy: Copy, state: State, outcome: Outcome, at: datetime) -> None:
    """Record what became of a copy, once something did."""
    subject, facts = f"copy:{copy.pk}", {"sha256": copy.sha256}
    if state == State.CLEAN:
        record("copy.cleared", subject=subject, by=None, at=at, facts=facts)
    if state == State.REFUSED:
        facts["refusal"] = outcome.refusal
        record("copy.refused", subject=subject, by=None, at=at, facts=facts)


def delay(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: 1, 4, 16 … minutes, at most twelve hours."""
    return timedelta(minutes=min(4 ** (attempts - 1), 720))


def check_waiting(*, at: datetime, clock: Callable[[], float] = time.monotonic) -> int:
    """Check the copies whose turn it is, oldest turn first; return how many changed their state.

    Stops after SWEEP_SECONDS by the `clock`, and asks for another sweep behind what else waits.
    May run twice, late and beside itself. While no scanner answers, none is kept from inspection
    and none is scanned in vain.
    """
    until = clock() + SWEEP_SECONDS
    turn = Copy.objects.filter(state=State.WAITING, not_before__lte=at)
    if not scanner.answers():
        turn = turn.filter(inspected_at__isnull=True)
    waiting = list(turn.order_by("not_before", "pk").values_list("pk", flat=True)[:SWEPT])
    states = list(checked_until(until, waiting, at=at, clock=clock))
    if len(states) < len(waiting) or len(waiting) == SWEPT:
        poke_sweep()
    return sum(state in {State.CLEAN, State.REFUSED} for state in states)


def checked_until(
    until: float, copies: Iterable[UUID], *, at: datetime, clock: Callable[[], float]
) -> Iterator[State | None]:
    """Check copies one after another; the one that is checked when the time is up is the last."""
    for copy in copies:
        yield check(copy, at=at)
        if clock() >= until:
            return
