"""Letters as the tests need them, each in its state by the services."""

from datetime import UTC, datetime
from typing import Any

from outbox.models import Letter
from outbox.services import queue

NOON = datetime(2026, 1, 5, 10, tzinfo=UTC)  # Monday, noon in Kyiv
ADDRESS = "Олена Коваленко\nвул. Лісова, 2, кв. 7\nм. Біла Церква\nКиївська обл.\n09100"


def queued(key: str = "decision:12", **changed: Any) -> Letter:
    fields = {
        "kind": "decision",
        "to": "olena@example.org",
        "subject": "Рішення за Вашою заявою",
        "body": "Рішення ухвалено.",
        "about": "application:12",
        "at": NOON,
        **changed,
    }
    letter = queue(fields.pop("kind"), dedupe_key=key, **fields)
    assert letter is not None
    return letter


def by_post(key: str = "decision:12", **changed: Any) -> Letter:
    return queued(key, **{"to": ADDRESS, "delivery": "post", **changed})


def dead(state: str = "failed", key: str = "decision:12", **changed: Any) -> Letter:
    letter = queued(key, **changed)
    Letter.objects.filter(pk=letter.pk).update(state=state, trouble="no_answer", attempts=8)
    letter.refresh_from_db()
    return letter
