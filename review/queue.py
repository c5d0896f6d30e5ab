"""A page of the list: its rows, and the places before and after it, whatever stands in between.

Pages follow one another by the last due date and key shown, never by a number of rows skipped, so
the thousandth page costs what the first does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from django.db.models import Count, Exists, FilteredRelation, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from applications.models import Document, Verdict
from applications.status import UNDECIDED, Status
from review.clock import Due, due
from review.in_hearing import TOLD, hearings_told, last_day_of
from review.models import Closing, ClosingState
from review.turns import Applications, Look

SIZE = 50
PLACE = re.compile(r"(\d{8})-(\d{1,18})", re.ASCII)
SHOWN = (
    "pk", "number", "status", "version", "received_on", "due_on", "paused_on",
    "papers_waiting", "is_to_be_closed",
    "applicant__surname", "applicant__given_name", "applicant__patronymic",
    "caseworker", "caseworker__first_name", "caseworker__last_name", "caseworker__username",
    *TOLD,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in the list: by its due date, then by its key."""

    due_on: date
    pk: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return the place that an address names; None for anything else."""
        found = PLACE.fullmatch(text)
        try:
            return cls(date.fromisoformat(found[1]), int(found[2])) if found else None
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.due_on:%Y%m%d}-{self.pk}"


@dataclass(frozen=True, slots=True)
class Row:
    """One application of the list; `due` while its term runs."""

    pk: int
    number: str
    applicant: str
    status: Status
    version: int
    received_on: date
    due_on: date
    due: Due | None
    caseworker: str
    is_mine: bool
    papers_waiting: int
    is_to_be_closed: bool
    waits_for_hearing: bool
    decidable_from: date | None

    @property
    def needs_another(self) -> bool:
        """Tell whether it was left to nobody on the way, by a conflict of interest or an appeal."""
        is_under_way = self.status in UNDECIDED and self.status != Status.REGISTERED
        return is_under_way and not self.caseworker

    @property
    def place(self) -> Place:
        return Place(self.due_on, self.pk)

    @property
    def chosen(self) -> str:
        """What its box sends: which row it is, and in which version it was shown."""
        return f"{self.pk}:{self.version}"


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and where the pages before and after begin."""

    rows: list[Row]
    before: Place | None
    after: Place | None


def page_of(
    applications: Applications,
    look: Look,
    *,
    newest_first: bool = False,
    after: Place | None = None,
    before: Place | None = None,
) -> Page:
    """Return the page that begins after a place, or ends before one, or the first. One query."""
    backwards = before is not None
    descending = newest_first != backwards
    found = shown(beyond(applications, before or after, descending=descending))
    order = ("-due_on", "-pk") if descending else ("due_on", "pk")
    values = list(found.order_by(*order)[: SIZE + 1])
    has_more, values = len(values) > SIZE, values[:SIZE]
    if backwards:
        values.reverse()
    rows = [row_of(each, look) for each in values]
    return Page(
        rows,
        before=rows[0].place if rows and (has_more if backwards else after) else None,
        after=rows[-1].place if rows and (backwards or has_more) else None,
    )


def beyond(applications: Applications, place: Place | None, *, descending: bool) -> Applications:
    """Keep what comes after a place in this direction; the first bound is for the index."""
    if place is None:
        return applications
    sign = "lt" if descending else "gt"
    same_day_or_on = Q(**{f"due_on__{sign}e": place.due_on})
    return applications.filter(
        same_day_or_on, Q(**{f"due_on__{sign}": place.due_on}) | Q(**{f"pk__{sign}": place.pk})
    )


def shown(applications: Applications) -> Any:
    """Read with each application what its row shows, and no more."""
    waiting = Document.objects.filter(application=OuterRef("pk"), verdict=Verdict.PENDING)
    papers = waiting.order_by().values("application").annotate(papers=Count("pk")).values("papers")
    closings = Closing.objects.filter(application=OuterRef("pk"), state=ClosingState.OPEN)
    return applications.annotate(
        applicant=FilteredRelation("people", condition=Q(people__relationship="applicant")),
        is_to_be_closed=Exists(closings),
        **hearings_told(),
        papers_waiting=Coalesce(Subquery(papers, output_field=IntegerField()), 0),
    ).values(*SHOWN)


def row_of(values: Mapping[str, Any], look: Look) -> Row:
    is_open = values["status"] in UNDECIDED
    is_heard = values["hear_by"] is not None
    last = last_day_of(values, look.calendar) if is_heard else None
    return Row(
        pk=values["pk"],
        number=values["number"],
        applicant=joined(values, "applicant", "surname", "given_name", "patronymic"),
        status=Status(values["status"]),
        version=values["version"],
        received_on=values["received_on"],
        due_on=values["due_on"],
        due=due(values["due_on"], on=look.on, calendar=look.calendar, paused_on=values["paused_on"])
        if is_open
        else None,
        caseworker=joined(values, "caseworker", "first_name", "last_name")
        or values["caseworker__username"]
        or "",
        is_mine=values["caseworker"] == look.user.pk,
        papers_waiting=values["papers_waiting"],
        is_to_be_closed=values["is_to_be_closed"],
        waits_for_hearing=is_heard and (last is None or last >= look.on),
        decidable_from=last and last + timedelta(days=1),
    )


def joined(values: Mapping[str, Any], whose: str, *parts: str) -> str:
    return " ".join(filter(None, (values[f"{whose}__{part}"] for part in parts)))
