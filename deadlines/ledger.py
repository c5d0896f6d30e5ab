"""The last day of a term from what happened to it. Pure: steps and the calendar come in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from deadlines.working_days import ONE_DAY, Calendar

Kind = Literal["started", "paused", "resumed", "restarted", "extended", "recounted"]


class LedgerBroken(Exception):
    """The steps do not follow each other: nothing began, or what did not stop went on."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a term on a day.

    `working_days` is the length of a term that started or restarted, or what an extension adds;
    0 otherwise.
    """

    kind: Kind
    on: date
    working_days: int = 0


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause that is over: the days after its first up to its last, of a term then so long."""

    first: date
    last: date
    length: int


@dataclass(frozen=True, slots=True)
class Term:
    """A term as its steps left it; `paused_on` while a pause is open."""

    began_on: date
    length: int
    pauses: tuple[Pause, ...] = ()
    paused_on: date | None = None

    def is_paused(self, day: date) -> bool:
        return any(pause.first < day <= pause.last for pause in self.pauses)

    def stood_from(self, day: date, counted: int) -> bool:
        """Tell whether the clock stood from the end of a day with so many working days counted."""
        return any(
            pause.first == day < pause.last and pause.length == counted for pause in self.pauses
        )


def last_day(steps: Iterable[Step], *, calendar: Calendar) -> date:
    """Return the last day of the term that these steps, in their order, make.

    The day of an event is never counted with what the event begins (Civil Code, art. 253): a term
    counts from the day after receipt, a pause takes the days after it was asked for up to the day
    of the answer. While a pause is open, the day is the one that holds if it ended at once. Where
    it began on the last day, the working day after the answer is the last (docs/decisions/0174). A
    restart forgets what was before it. Raises BeyondCalendar and LedgerBroken.
    """
    term = term_of(steps)
    calendar.require(term.began_on)
    day, counted, given = term.began_on, 0, 0
    while counted < term.length + given:
        day += ONE_DAY
        counted += calendar.is_working_day(day) and not term.is_paused(day)
        given += term.stood_from(day, counted - given)
    return day


def term_of(steps: Iterable[Step]) -> Term:
    """Return what the steps amount to. Raises LedgerBroken."""
    term: Term | None = None
    for step in steps:
        term = after(term, step)
    if term is None:
        raise LedgerBroken("no step began the term")
    return term


def after(term: Term | None, step: Step) -> Term:
    if step.kind in {"started", "restarted"}:
        return Term(step.on, step.working_days)
    if term is None:
        raise LedgerBroken(f"{step.kind} before anything began")
    if step.kind == "paused" and term.paused_on is None:
        return replace(term, paused_on=step.on)
    if step.kind == "resumed" and term.paused_on is not None:
        pause = Pause(term.paused_on, step.on, term.length)
        return replace(term, pauses=(*term.pauses, pause), paused_on=None)
    if step.kind == "extended":
        return replace(term, length=term.length + step.working_days)
    if step.kind == "recounted":
        return term
    raise LedgerBroken(f"{step.kind} twice")
