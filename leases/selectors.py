"""Compound reads of the lease clerk."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from applications.models import Application, ApplicationQuerySet, Person
from applications.status import Status
from copies.models import Page, State
from deadlines.working_days import day_in_kyiv
from housing.models import Dwelling, DwellingQuerySet
from leases.causes import Cause
from leases.civil_code import remind_days
from leases.models import (
    Ending,
    Lease,
    LeaseQuerySet,
    Paper,
    PaperKind,
    Resident,
    Scan,
    Scanned,
)
from leases.status import IN_LIFE, UNSIGNED
from leases.status import Status as LeaseStatus
from leases.term import is_short


def households_to_house() -> ApplicationQuerySet:
    """Approved applications without a live lease."""
    leased = Lease.objects.live().filter(application=OuterRef("pk"))
    return Application.objects.filter(~Exists(leased), status=Status.APPROVED)


def applications_of_leasing() -> ApplicationQuerySet:
    """Applications a lease clerk may know of: approved, or with a lease, live or not."""
    leases = Lease.objects.filter(application=OuterRef("pk"))
    return Application.objects.filter(Q(status=Status.APPROVED) | Exists(leases))


def free_dwellings() -> DwellingQuerySet:
    """Commissioned dwellings without a live lease."""
    leased = Lease.objects.live().filter(dwelling=OuterRef("pk"))
    return Dwelling.objects.commissioned().filter(~Exists(leased))


def approved_on(application: Application) -> date:
    """Return the day in Kyiv on which an application was approved. One query."""
    approval = application.status_changes.filter(to_status=Status.APPROVED).latest("pk")
    return day_in_kyiv(approval.at)


def tenant_first(application: Application) -> list[Person]:
    """Return the people of an application, the applicant before the others. One query."""
    people = application.people.order_by("position")
    return sorted(people, key=lambda person: person.relationship != "applicant")


# The life of a lease ------------------------------------------------------------------------------


def may_begin(on: date) -> list[int]:
    """Return the signed leases whose first day has come, those first drawn up first."""
    waiting = Lease.objects.filter(status=LeaseStatus.SIGNED, starts_on__lte=on)
    return list(waiting.order_by("starts_on", "pk").values_list("pk", flat=True))


def may_end(on: date) -> list[int]:
    """Return the signed leases whose last day, of the term or recorded, is past."""
    over = Q(ends_on__lt=on) | Q(endings__last_day__lt=on)
    leases = Lease.objects.filter(over, status__in=IN_LIFE).distinct()
    return list(leases.order_by("pk").values_list("pk", flat=True))


def ending_of(lease: Lease) -> Ending | None:
    """Return the recorded end that counts: the last row, unless it takes the end back."""
    last = max(lease.endings.all(), key=lambda each: each.pk, default=None)
    return None if last is None or last.cause == Cause.CARRIES_ON else last


def renewal_of(lease: Lease) -> Lease | None:
    """Return the lease that renews it and is not cancelled, if there is one."""
    return lease.renewals.exclude(status=LeaseStatus.CANCELLED).first()


def same_home(lease: Lease) -> set[int]:
    """Return the lease, the one it renews and the one that renews it: of one household at home."""
    renewal = renewal_of(lease)
    kin = (lease.pk, lease.follows_id, renewal.pk if renewal else None)
    return {each for each in kin if each}


def last_day_of(lease: Lease) -> date:
    """Return the last day of a lease as things stand: it ended then, or will."""
    recorded = ending_of(lease)
    return lease.ended_on or (recorded and recorded.last_day) or lease.ends_on


def stays_until(lease: Lease, on: date) -> date:
    """Return the last day of a lease as things stand; one that goes on stays until the day given.

    Civil Code, art. 822: a lease of a year or more in force past its term goes on, unless its end
    is recorded or both have signed the renewal.
    """
    recorded = ending_of(lease)
    if lease.ended_on or (recorded and recorded.last_day):
        return last_day_of(lease)
    goes_on = on > lease.ends_on and lease.status in IN_LIFE and not is_short(lease.term_months)
    return on if goes_on and not is_renewed(lease) else lease.ends_on


def is_renewed(lease: Lease) -> bool:
    """Tell whether both have signed the lease that renews it."""
    return any(each.status in IN_LIFE for each in lease.renewals.all())


def unsigned_renewal(lease: Lease) -> Lease | None:
    """Return the lease of a new term that is drawn up and waits to be signed, if there is one."""
    return lease.renewals.filter(status__in=UNSIGNED).first()


def unsigned_renewals() -> LeaseQuerySet:
    """Leases of a new term that are drawn up and that nobody has signed."""
    return Lease.objects.filter(status__in=UNSIGNED, follows__isnull=False)


def past_their_term(on: date) -> LeaseQuerySet:
    """Leases in force past the end of their term: a person says what becomes of them."""
    return Lease.objects.filter(status__in=IN_LIFE, ends_on__lt=on)


def present_residents(lease: Lease) -> list[Resident]:
    """Return who lives there by the last signed amendment, the tenant first."""
    return list(lease.residents.present().order_by("position"))


def residents_on(lease: Lease, day: date) -> list[Resident]:
    """Return who lives there by right on a day, the tenant first.

    Before the lease begins, who will live there on its first day.
    """
    return list(lease.residents.on(max(day, lease.starts_on)).order_by("position"))


def signed_scan(lease: Lease) -> Scan | None:
    """Return the signed lease that was attached last and found clean, if there is one."""
    return clean_scans(lease, Scanned.LEASE).order_by("-pk").first()


def clean_scans(lease: Lease, *shows: Scanned) -> QuerySet[Scan]:
    """Return what may be opened of the signed papers of some kinds, those attached first before."""
    scans = lease.scans.filter(shows__in=shows, copy__state=State.CLEAN)
    return scans.select_related("copy").order_by("pk")


def proving_scans(lease: Lease, *shows: Scanned) -> QuerySet[Scan]:
    """Return what may prove a departure or an end: clean, or with pages that are drawn as pictures.

    A clerk judges by the pictures; the bytes stay closed until they are clean (decision 0160).
    """
    drawn = Q(copy__state=State.WAITING, copy__inspected_at__isnull=False)
    drawn &= Q(Exists(Page.objects.filter(copy=OuterRef("copy"))))
    scans = lease.scans.filter(Q(copy__state=State.CLEAN) | drawn, shows__in=shows)
    return scans.select_related("copy").order_by("pk")


def signed_amendments(lease: Lease) -> QuerySet[Paper]:
    """Return the amendments that hold, in their order."""
    signed = lease.papers.filter(kind=PaperKind.AMENDMENT, signed_on__isnull=False)
    return signed.order_by("number")


def act_of(lease: Lease, kind: PaperKind) -> Paper | None:
    """Return the act of acceptance or of return that stands, signed or not."""
    return lease.papers.filter(kind=kind, set_aside_at__isnull=True).first()


def acceptance_of(lease: Lease) -> Paper | None:
    """Return the signed act by which the dwelling was handed over, of this lease or one before."""
    act = act_of(lease, PaperKind.ACCEPTANCE)
    if act is not None and act.signed_on:
        return act
    return acceptance_of(lease.follows) if lease.follows else None


def acceptance_elsewhere(lease: Lease) -> Paper | None:
    """Return the signed act of acceptance of a lease that it renews, or that renews it."""
    before = acceptance_of(lease.follows) if lease.follows else None
    return before or acceptance_after(lease)


def acceptance_after(lease: Lease) -> Paper | None:
    renewal = renewal_of(lease)
    if renewal is None:
        return None
    act = act_of(renewal, PaperKind.ACCEPTANCE)
    return act if act is not None and act.signed_on else acceptance_after(renewal)


def handed_over_on(lease: Lease) -> date | None:
    """Return the day on which the dwelling was handed over, by the signed act.

    A renewal takes over what its first lease was handed over by: it holds from its first day.
    """
    act = acceptance_of(lease)
    if act is None:
        return None
    return act.on if act.lease_id == lease.pk else lease.starts_on


def returned_on(lease: Lease) -> date | None:
    """Return the day on which the dwelling was returned, by the signed act."""
    act = act_of(lease, PaperKind.RETURN)
    return act.on if act is not None and act.signed_on else None


def not_renewed() -> Q:
    """Nothing both have signed follows; a renewal that is only drawn up renews nothing."""
    renewals = Lease.objects.filter(status__in=IN_LIFE, follows=OuterRef("pk"))
    return ~Q(Exists(renewals))


def to_renew(on: date) -> LeaseQuerySet:
    """Leases whose term ends so soon that the first reminder has gone out; none signed follows."""
    return ending_within(max(remind_days(on)), on).filter(not_renewed())


def ending_within(days: int, on: date) -> LeaseQuerySet:
    """Leases in force whose term ends in so many days or sooner, and no end is recorded."""
    return Lease.objects.filter(
        status=LeaseStatus.ACTIVE, ends_on__gte=on, ends_on__lte=on + timedelta(days=days)
    )
