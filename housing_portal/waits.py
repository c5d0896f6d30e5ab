"""What waits for one of the staff: counted up to a hundred, each with the page where it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from charges.matching import unmatched
from charges.models import Proposal
from deadlines.models import CalendarDay, CalendarYear, CorrectionPolicy, Regime
from desk.models import Sheet
from leases.models import Lease
from leases.selectors import households_to_house, to_renew
from leases.status import Status
from outbox.models import Letter
from rent.models import TariffRow
from rerating.answering import unanswered
from rerating.models import Rerating
from rerating.tariffs import shipped_to_confirm
from review.beside import count_said, counted
from review.turns import Look, Turn, counted_of_turn
from wording.models import Wording

Found = QuerySet[Any]
TAKE, DECIDE, REGISTER = (
    "review.take_application", "review.decide", "applications.add_application",
)  # fmt: skip
LIST, LEASES = "admin:applications_application_changelist", "admin:leases_lease_changelist"
ME: Final = "{me}"  # in an address, the key of whoever looks


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that may wait for whoever holds any of the permissions, and where it is listed.

    `is_late` where each of them is late already.
    """

    permissions: tuple[str, ...]
    label: Any
    found: Callable[[Look], Found]
    page: str
    query: str = ""
    is_late: bool = False

    def is_for(self, user: User) -> bool:
        return any(map(user.has_perm, self.permissions))

    def address(self, user: User) -> str:
        query = self.query.replace(ME, str(user.pk))
        return reverse(self.page) + (query and f"?{query}")


@dataclass(frozen=True, slots=True)
class Wait:
    """How much of one kind waits, in words, and where; `is_late` where some of it is late."""

    label: str
    count: str
    address: str
    is_late: bool


def waits_for(look: Look) -> list[Wait]:
    """Return everything that may wait for somebody, with how much of it does. One query."""
    kinds = [each for each in KINDS if each.is_for(look.user)]
    counts = {f"kind_{place}": counted(each.found(look)) for place, each in enumerate(kinds)}
    of_user = User.objects.filter(pk=look.user.pk).annotate(**counts)
    numbers = of_user.values_list(*counts).get() if counts else ()
    return [
        Wait(
            str(kind.label),
            count_said(number),
            kind.address(look.user),
            kind.is_late and number > 0,
        )
        for kind, number in zip(kinds, numbers, strict=True)
    ]


def tab(turn: Turn, *, mine: bool = False) -> Callable[[Look], Found]:
    def found(look: Look) -> Found:
        applications = counted_of_turn(turn, look)
        return applications.filter(caseworker=look.user.pk) if mine else applications

    return found


def rows_of_the_calendar(look: Look) -> Found:
    """Find what others entered; the days of a year wait with their year."""
    years = CalendarYear.objects.waiting()
    days = CalendarDay.objects.waiting().exclude(day__year__in=years.values("year"))
    first, *rest = (
        rows.exclude(entered_by=look.user.pk).values("pk")
        for rows in (years, days, Regime.objects.waiting(), CorrectionPolicy.objects.waiting())
    )
    return first.union(*rest, all=True)


KINDS: Final = (
    Kind((TAKE,), _("Yours and overdue"), tab(Turn.OVERDUE, mine=True), LIST,
         f"turn=overdue&caseworker={ME}", is_late=True),
    Kind((TAKE,), _("Yours and due soon"), tab(Turn.SOON, mine=True), LIST,
         f"turn=soon&caseworker={ME}"),
    Kind((TAKE,), _("Yours, all that wait"), tab(Turn.MINE), LIST, "turn=mine"),
    Kind((DECIDE,), _("Proposals to decide"), tab(Turn.PROPOSED), LIST, "turn=proposed"),
    Kind(("oversight.view_figures",), _("Overdue in the whole office"), tab(Turn.OVERDUE), LIST,
         "turn=overdue", is_late=True),
    Kind((TAKE, DECIDE), _("Nobody answers for these yet"), tab(Turn.UNASSIGNED), LIST,
         "turn=unassigned"),
    Kind((REGISTER,), _("Paper forms you have begun"),
         lambda look: Sheet.objects.filter(registrar=look.user.pk, application=None), "desk:desk"),
    Kind(("outbox.print_letter",), _("Letters to print and post"),
         lambda _look: Letter.objects.on_paper(), "admin:outbox_paper"),
    Kind(("outbox.resend_letter",), _("Letters that did not go out"),
         lambda _look: Letter.objects.dead(), "admin:outbox_letter_changelist", "waits=person",
         is_late=True),
    Kind(("leases.make_lease",), _("Households to be given a lease"),
         lambda _look: households_to_house(), "admin:leases_assign"),
    Kind(("leases.sign_lease",), _("Leases to be signed"),
         lambda _look: Lease.objects.filter(status=Status.ISSUED), LEASES, "waits=to_sign"),
    Kind(("leases.make_lease",), _("Leases that end soon and are not renewed"),
         lambda look: to_renew(look.on), LEASES, "waits=soon_over"),
    Kind(("deadlines.approve_calendar",), _("Calendar entries to approve"),
         rows_of_the_calendar, "admin:calendar"),
    Kind(("rent.approve_tariff",), _("Tariffs to approve"),
         lambda look: TariffRow.objects.waiting().exclude(entered_by=look.user.pk),
         "admin:rent_tariffrow_changelist"),
    Kind(("rerating.approve_rerating",), _("Re-ratings to approve"),
         lambda look: Rerating.objects.filter(approved_by=None, set_aside_by=None)
         .exclude(prepared_by=look.user.pk), "admin:rerating_rerating_changelist"),
    Kind(("rerating.approve_rerating",), _("Objections to a new rent to answer"),
         lambda _look: unanswered(), "admin:rerating_rerating_changelist"),
    Kind(("rent.approve_tariff",), _("Tariffs of the release to compare with their documents"),
         lambda _look: shipped_to_confirm(), "admin:rent_tariffrow_changelist"),
    Kind(("charges.approve_correction",), _("Corrections of accounts to approve"),
         lambda look: Proposal.objects.filter(answer__isnull=True).exclude(by=look.user.pk),
         "charges:corrections"),
    Kind(("charges.keep_accounts",), _("Payments without a lease"),
         lambda _look: unmatched(), "charges:waiting"),
    Kind(("wording.approve_wording",), _("Texts of the lease to approve"),
         lambda look: Wording.objects.drafts().exclude(drafted_by=look.user.pk),
         "admin:wording_wording_changelist"),
)  # fmt: skip
