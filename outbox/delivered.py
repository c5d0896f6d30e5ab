"""When a letter counts as received; one file in `terms/` per act (docs/decisions/0085)."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from django.db.models import Q

from deadlines.working_days import KYIV, day_in_kyiv
from outbox.models import Letter
from outbox.state import State

FOLDER = Path(__file__).parent / "terms"


@dataclass(frozen=True, slots=True)
class Terms:
    """Calendar days after a letter left, by the way it went."""

    source: str
    post_days: int
    email_days: int


def left_on(letter: Letter) -> date | None:
    """Return the day in Kyiv on which a letter left or was handed over; none while it has not."""
    if letter.state == State.POSTED:
        return letter.posted_on
    if letter.state == State.SET_ASIDE:
        return letter.handed_on
    return day_in_kyiv(letter.sent_at) if letter.sent_at else None


def delivered_on(letter: Letter) -> date | None:
    """Return the day from which a letter counts as received; none while it has not left.

    By post the 5th calendar day after posting (law 2073-IX on administrative procedure); handed
    over, the same day.
    """
    left = left_on(letter)
    if left is None or letter.state == State.SET_ASIDE:
        return left
    terms = terms_on(left)
    is_posted = letter.state == State.POSTED
    return left + timedelta(days=terms.post_days if is_posted else terms.email_days)


def delivered_by(day: date) -> Q:
    """Return the condition of letters that count as received on a day or before."""
    terms = terms_on(day)
    next_midnight = datetime.combine(day - timedelta(days=terms.email_days - 1), time(), KYIV)
    return (
        Q(state=State.SENT, sent_at__lt=next_midnight)
        | Q(state=State.POSTED, posted_on__lte=day - timedelta(days=terms.post_days))
        | Q(state=State.SET_ASIDE, handed_on__lte=day)
    )


def terms_on(day: date) -> Terms:
    """Return what held on a day; before the first act, what it says."""
    acts = every_terms()
    in_force = [start for start in acts if start <= day]
    return acts[max(in_force, default=min(acts))]


@cache
def every_terms() -> dict[date, Terms]:
    return {
        date.fromisoformat(file.stem): Terms(**tomllib.loads(file.read_text(encoding="utf-8")))
        for file in FOLDER.glob("*.toml")
    }
