"""Preparing a re-rating: what was previewed is written down for a second person; no one is told."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from audit.commitments import Facts
from audit.services import record
from deadlines.working_days import day_in_kyiv
from rent.formula import plain
from rent.models import TariffRow
from rerating.models import RentChange, Rerating
from rerating.moves import NothingToChange, OpenAlready, TooSoon, subject_of
from rerating.preview import Preview, Proposed, preview
from rerating.terms import earliest_day, terms_on


def prepare(*, effective_on: date, by: User, at: datetime) -> Rerating:
    """Write down what the tariff in force on a day means for every lease from that day on.

    Raises NoTariff, TooSoon, NothingToChange and OpenAlready; then nothing has changed.
    """
    require_notice(effective_on, at)
    try:
        with transaction.atomic():
            return write(preview(effective_on), by, at)
    except IntegrityError:
        refuse_if_open(effective_on)
        raise


def require_notice(effective_on: date, at: datetime) -> None:
    earliest = earliest_day(day_in_kyiv(at))
    if effective_on < earliest:
        raise TooSoon(earliest)


def refuse_if_open(effective_on: date, tariff: TariffRow | None = None) -> None:
    row = tariff or preview(effective_on).tariff
    rows = Rerating.objects.filter(tariff=row, set_aside_by=None, applied_at=None)
    for other in rows.filter(answers_awaited_since=None):
        raise OpenAlready(other.pk)


def write(found: Preview, by: User, at: datetime) -> Rerating:
    refuse_if_open(found.effective_on, found.tariff)
    if not found.changes:
        raise NothingToChange
    rerating = Rerating.objects.create(
        tariff=found.tariff,
        effective_on=found.effective_on,
        notice_days=terms_on(day_in_kyiv(at)).notice_days,
        prepared_by_id=by.pk,
        prepared_at=at,
    )
    rows = [*found.changes, *found.left_out]
    RentChange.objects.bulk_create([change(rerating, each) for each in rows], batch_size=500)
    facts: Facts = {
        "tariff": found.tariff.pk,
        "effective_on": found.effective_on.isoformat(),
        "leases": len(found.changes),
        "left_out": len(found.left_out),
        "old": str(found.old),
        "new": str(found.new),
    }
    record("rerating.prepared", subject=subject_of(rerating.pk), by=by, at=at, facts=facts)
    return rerating


def change(rerating: Rerating, found: Proposed) -> RentChange:
    statement = found.statement
    return RentChange(
        rerating=rerating,
        lease=found.lease,
        before=found.before,
        new_rent=statement.total if statement else None,
        exact_rent=plain(statement.exact) if statement else "",
        left_out=found.why or "",
    )
