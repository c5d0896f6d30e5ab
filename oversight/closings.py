"""What was closed without a decision, and by whom: withdrawn, or found to repeat another one."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, FilteredRelation, Q, When
from django.db.models.functions import TruncDate

from applications.models import StatusChange
from applications.status import ASIDE, Status
from deadlines.working_days import KYIV
from oversight.figures import Span, named
from review.models import ClosingState


@dataclass(frozen=True, slots=True)
class Closings:
    """How many were closed as somebody of the staff recorded, by the key of their account.

    `account` is None for the applicants, who withdraw their own.
    """

    account: int | None
    name: str
    withdrawn: int
    duplicates: int

    @property
    def closed(self) -> int:
        return self.withdrawn + self.duplicates


def closings(span: Span) -> list[Closings]:
    """Return who closed how many in a span, the most first. One query; it reads no applicant.

    Of the two who close an application it counts the one who recorded that it is to be closed.
    """
    confirmed = Q(application__closings__state=ClosingState.CONFIRMED)
    rows = (
        StatusChange.objects.filter(to_status__in=sorted(ASIDE))
        .annotate(
            closing=FilteredRelation("application__closings", condition=confirmed),
            day=TruncDate("at", tzinfo=KYIV),
            who=of_staff("pk"),
            first=of_staff("first_name"),
            last=of_staff("last_name"),
            username=of_staff("username"),
        )
        .filter(day__gte=span.start, day__lte=span.on)
        .values_list("who", "first", "last", "username")
        .annotate(
            withdrawn=Count("pk", filter=Q(to_status=Status.WITHDRAWN)),
            duplicates=Count("pk", filter=Q(to_status=Status.DUPLICATE)),
        )
    )
    found = [
        Closings(who, named(first, last, username), withdrawn, duplicates)
        for who, first, last, username, withdrawn, duplicates in rows
    ]
    return sorted(found, key=lambda each: (-each.closed, each.name))


def of_staff(field: str) -> Case:
    """Read a field of who recorded the closing; before there were two, of who closed."""
    return Case(
        When(closing__isnull=False, then=F(f"closing__by__{field}")),
        When(by__is_staff=True, then=F(f"by__{field}")),
    )
