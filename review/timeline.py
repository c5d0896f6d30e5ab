"""Everything that happened to an application, by day, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from django.utils.translation import gettext as _

from applications.models import StatusChange
from deadlines.working_days import day_in_kyiv
from review.dossier import Dossier
from review.events import Event, acts, entries, who


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    events: list[Event]


def timeline(dossier: Dossier) -> list[Day]:
    """Return the acts of the chain, with the moves they made, and the letters. Two queries."""
    moved: dict[datetime, list[StatusChange]] = {}
    for change in dossier.history:
        moved.setdefault(change.at, []).append(change)
    done = acts(dossier, entries(dossier.application.pk))
    told = [with_move(event, moved.get(event.at, []), dossier) for event in done]
    rest = [move(change, dossier) for changes in moved.values() for change in changes]
    found = sorted([*told, *rest, *lettered(dossier)], key=lambda event: event.at, reverse=True)
    return [Day(day, list(events)) for day, events in groupby(found, day_of)]


def day_of(event: Event) -> date:
    return day_in_kyiv(event.at)


def with_move(event: Event, moved: list[StatusChange], dossier: Dossier) -> Event:
    """Give an act the move that its person made in the same instant; each move once."""
    change = next((each for each in moved if who(each.by, dossier) == event.who), None)
    if change is None:
        return event
    moved.remove(change)
    return replace(
        event, status=change.to_status, label=change.get_to_status_display(), reason=change.reason
    )


def move(change: StatusChange, dossier: Dossier) -> Event:
    """Word a move that no act of the chain stands beside."""
    return Event(
        change.at,
        who(change.by, dossier),
        _("Moved on"),
        reason=change.reason,
        status=change.to_status,
        label=change.get_to_status_display(),
    )


def lettered(dossier: Dossier) -> Iterator[Event]:
    for letter in dossier.letters:
        yield Event(letter.created_at, _("the portal"), _("Letter queued"), letter.subject)
        if left := letter.sent_at or letter.printed_at:
            printer = who(letter.printed_by, dossier) if letter.printed_at else _("the portal")
            told = _("Letter: %(state)s") % {"state": letter.get_state_display()}
            yield Event(left, printer, told, letter.subject)
