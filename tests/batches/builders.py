"""Batches as the tests need them, of leases whose printing takes no time."""

import io
import itertools
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pikepdf

from accounts.models import User
from batches import services
from batches.models import Batch
from housing.models import Building
from leases.models import Lease
from tests.leases.builders import NOON, approved, building, draft, dwelling

A4 = (595, 842)
keys = itertools.count(1)


def blank_pdf(pages: int) -> bytes:
    """Return a PDF of so many empty pages, the same bytes each time."""
    written = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=A4)
        pdf.save(written, deterministic_id=True)
    return written.getvalue()


def drafts(count: int, by: User, of: Building | None = None) -> list[Lease]:
    """Draw up so many leases in one building, in the order of their dwellings."""
    home = of or building()
    return [
        draft(by, approved(by), dwelling=dwelling(home, number=str(place)))
        for place in range(1, count + 1)
    ]


def asked(leases: list[Lease], by: User, *, at: datetime = NOON) -> Batch:
    numbers = [lease.pk for lease in leases]
    return services.make(numbers, key=UUID(int=next(keys)), by=by, at=at)


def clock(start: datetime = NOON, step: timedelta = timedelta(seconds=1)) -> Callable[[], datetime]:
    """Return a clock that goes on by a step each time it is looked at."""
    ticks = itertools.count()
    return lambda: start + step * next(ticks)


def printed(batch: Batch, *, start: datetime = NOON) -> Batch:
    """Do all the work there is, as the clock would; return the batch as it is then."""
    now = clock(start)
    services.print_waiting(now=now, lanes=1)
    services.bind_waiting(now=now)
    batch.refresh_from_db()
    return batch
