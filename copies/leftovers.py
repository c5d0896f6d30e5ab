"""What nobody needs any more: halves of uploads, and files that no row names."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import ProtectedError

from copies import files, halves
from copies.models import Copy, Page, State
from copies.receiving import discard

HALF_KEPT_FOR = timedelta(days=2)
FILE_KEPT_FOR = timedelta(days=1)  # longer than any act takes from its file to its row
AT_ONCE = 500  # names asked for in one query


def sweep_leftovers(*, at: datetime) -> int:
    """Throw away what was left; return how many halves and files. May run twice and late."""
    return sweep_halves(at) + sweep_files(at) + sweep_halves_of_nobody(at)


def sweep_halves(at: datetime) -> int:
    """Delete uploads of which nothing has arrived for two days.

    One that a paper holds is shown there as cut, and goes with the paper.
    """
    halves = Copy.objects.filter(state=State.RECEIVING, received_at__lt=at - HALF_KEPT_FOR)
    return sum(is_discarded(half, at) for half in halves)


def is_discarded(half: Copy, at: datetime) -> bool:
    try:
        discard(half.pk, at=at)
    except ProtectedError:
        return False
    return True


def sweep_files(at: datetime) -> int:
    """Delete files whose transaction failed, or whose successor was stored, as a process died."""
    left = [name for name in nameless() if is_old(name, at)]
    files.remove(*left)
    return len(left)


def sweep_halves_of_nobody(at: datetime) -> int:
    """Delete what arrived of uploads whose row was rolled back, or is whole by now."""
    receiving = Copy.objects.filter(state=State.RECEIVING).values_list("pk", flat=True)
    return halves.remove_untouched(since=at - FILE_KEPT_FOR, kept=set(receiving))


def nameless() -> Iterator[str]:
    """Yield the stored files that no copy and no page names."""
    folder = files.FOLDER
    stored = default_storage.listdir(folder)[1] if default_storage.exists(folder) else []
    for start in range(0, len(stored), AT_ONCE):
        names = {f"{folder}/{name}" for name in stored[start : start + AT_ONCE]}
        for model in (Copy, Page):
            named = model._default_manager.filter(stored_name__in=names)
            names -= set(named.values_list("stored_name", flat=True))
        yield from names


def is_old(name: str, at: datetime) -> bool:
    return default_storage.get_modified_time(name) < at - FILE_KEPT_FOR
