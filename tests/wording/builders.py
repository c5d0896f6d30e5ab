"""Texts of the lease as the tests need them; each act is done through a service."""

from datetime import UTC, datetime

from accounts.models import User
from wording import services
from wording.models import Wording

NOON = datetime(2026, 1, 5, 10, tzinfo=UTC)
PROGRAMME = "resolution-814"
OLD, NEW = "не пізніше 10 числа", "не пізніше 15 числа"


def draft(by: User) -> Wording:
    return services.draft(PROGRAMME, by=by, at=NOON)


def changed(row: Wording, by: User, old: str = OLD, new: str = NEW) -> Wording:
    """Keep a draft with other words in its Ukrainian text."""
    assert old in row.text
    return services.edit(
        row.pk,
        text=row.text.replace(old, new),
        reading=row.reading,
        version=row.version,
        by=by,
        at=NOON,
    )


def approved(writer: User, other: User) -> Wording:
    row = changed(draft(writer), writer)
    return services.approve(row.pk, version=row.version, by=other, at=NOON)
