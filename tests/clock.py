"""Lets a test set a due date, which only a row of the clock can move."""

from datetime import UTC, date, datetime
from typing import Any

from applications.models import Application, ClockEntry


def due(applications: Any, day: date, **fields: Any) -> None:
    """Make these applications due on a day, as if a changed calendar had moved them."""
    found = list(Application.objects.filter(pk__in=applications.values("pk")))
    ClockEntry.objects.bulk_create(
        ClockEntry(
            application=row,
            kind=ClockEntry.Kind.RECOUNTED,
            on=row.received_on,
            working_days=0,
            due_on=day,
            calendar_version=row.calendar_version,
            legal_basis="a test",
            at=datetime(2026, 1, 5, 10, tzinfo=UTC),
        )
        for row in found
    )
    Application.objects.filter(pk__in=[row.pk for row in found]).update(due_on=day, **fields)
