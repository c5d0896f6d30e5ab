"""The list of applications: what waits, by due date, with the working days left."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application, Person, Verdict
from applications.status import UNDECIDED, Status
from deadlines.calendars import approved_calendar
from deadlines.working_days import day_in_kyiv, due_on
from review.clock import SOON, due
from review.models import State


class Queue(ChangeList):
    """Counts the working days of the rows of one page, with one calendar."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        calendar, on = approved_calendar(), day_in_kyiv(timezone.now())
        for row in self.result_list:
            is_open = row.status in UNDECIDED
            row.due = (
                due(row.due_on, on=on, calendar=calendar, paused_on=row.paused_on)
                if is_open
                else None
            )


def rows(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Read with each application what its row shows, in one query each for all rows."""
    applicants = Person.objects.filter(relationship="applicant")
    waiting = Q(documents__verdict=Verdict.PENDING)
    return (
        applications.select_related("assignment__caseworker")
        .prefetch_related(Prefetch("people", applicants, to_attr="applicants"))
        .annotate(papers_waiting=Count("documents", filter=waiting))
    )


class Turn(admin.SimpleListFilter):
    """Which applications are asked for: by default all that wait for a decision."""

    title = _("what to do")
    parameter_name = "turn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("mine", _("Mine")),
            ("overdue", _("Overdue")),
            ("soon", _("Due soon")),
            ("untaken", _("Not taken yet")),
            ("asked", _("Waiting for the applicant")),
            ("proposed", _("Proposed, to be decided")),
            ("all", _("All, the decided too")),
        ]

    def choices(self, changelist: Any) -> Any:
        first, *rest = super().choices(changelist)
        return [{**first, "display": _("Waiting for a decision")}, *rest]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Application]
    ) -> QuerySet[Application]:
        if self.value() == "all" or "status__exact" in request.GET:
            return queryset
        return chosen(self.value(), request, waiting(queryset))


def waiting(applications: QuerySet[Application]) -> QuerySet[Application]:
    return applications.filter(status__in=UNDECIDED)


def chosen(
    value: str | None, request: HttpRequest, applications: QuerySet[Application]
) -> QuerySet[Application]:
    on = day_in_kyiv(timezone.now())
    if value == "mine":
        return applications.filter(assignment__caseworker=request.user.pk)
    if value == "overdue":
        return applications.filter(due_on__lt=on)
    if value == "soon":
        last = due_on(on, days=SOON, calendar=approved_calendar())
        return applications.filter(due_on__range=(on, last))
    return applications.filter(TURNS.get(value or "", Q()))


TURNS = {
    "untaken": Q(assignment__isnull=True),
    "asked": Q(status=Status.CORRECTION_REQUESTED),
    "proposed": Q(proposals__state=State.OPEN),
}
