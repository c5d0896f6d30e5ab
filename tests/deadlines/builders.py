"""Rows of the calendar as two people leave them."""

from datetime import UTC, datetime
from typing import Any

from accounts.models import User
from deadlines.models import EnteredRow

AT = datetime(2026, 1, 5, 10, tzinfo=UTC)


def person(name: str) -> User:
    found: User = User.objects.get_or_create(username=name, email=f"{name}@example.org")[0]
    return found


def approved(model: type[EnteredRow], *, at: datetime = AT, **values: Any) -> EnteredRow:
    """Return a row that one person entered and another approved."""
    row: EnteredRow = model._default_manager.create(
        source="an act",
        entered_by=person("enters"),
        entered_at=at,
        approved_by=person("approves"),
        approved_at=at,
        **values,
    )
    return row
