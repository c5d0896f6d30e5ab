"""Taking in a bank statement: whole or not at all, and each payment once whatever file it is in."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.commitments import Facts
from audit.services import record
from charges.bank_file import Fault, StatementRefused
from charges.bank_lines import Line, Read, read
from charges.matching import match_by_number
from charges.models import BankStatement, Payment, about
from deadlines.working_days import day_in_kyiv
from sealing.texts import seal


def take_in(raw: bytes, *, by: User, at: datetime) -> BankStatement:
    """Take in a statement and post the payments that name a lease; the others wait for a person.

    The same file again changes nothing, nor does a payment that came in another one. Raises
    StatementRefused with every line that cannot be read; then nothing has changed.
    """
    digest = sha256(raw).hexdigest()
    if known := BankStatement.objects.filter(sha256=digest).first():
        return known
    said = read(raw, today=day_in_kyiv(at))
    try:
        return keep(digest, said, by, at)
    except IntegrityError:  # another statement with one of these was taken in meanwhile
        return BankStatement.objects.filter(sha256=digest).first() or keep(digest, said, by, at)


@transaction.atomic
def keep(digest: str, said: Read, by: User, at: datetime) -> BankStatement:
    fresh = unknown(said.lines)
    statement = BankStatement.objects.create(
        sha256=digest,
        taken_by=by,
        taken_at=at,
        lines=len(fresh),
        known=len(said.lines) - len(fresh),
        outgoing=said.outgoing,
    )
    payments = Payment.objects.bulk_create(sealed(statement, line) for line in fresh)
    matched = match_by_number(unlike_known(payments, statement), at=at)
    facts: Facts = {"sha256": digest, "payments": len(fresh), "matched": matched}
    record("statement.taken_in", subject=f"statement:{statement.pk}", by=by, at=at, facts=facts)
    return statement


def unknown(lines: Sequence[Line]) -> list[Line]:
    """Return the payments that never came before. Raises StatementRefused.

    A reference of the bank that came with another day, amount, payer or purpose is refused.
    """
    known = contents_of(lines)
    fresh: list[Line] = []
    faults: list[Fault] = []
    for line in lines:
        before = known.get(line.fingerprint)
        if before is None:
            known[line.fingerprint] = line.content
            fresh.append(line)
        elif before != line.content:
            faults.append(Fault(line.number, DIFFERS))
    if faults:
        raise StatementRefused(faults)
    return fresh


def unlike_known(payments: Sequence[Payment], statement: BankStatement) -> list[Payment]:
    """Return those that no other file told with this day, amount and purpose. One query.

    A bank may tell one payment in two ways; the others are left for a person to compare.
    """
    days = [each.booked_on for each in payments]
    if not days:
        return []
    meant = {(each.booked_on, each.amount) for each in payments}
    others = Payment.objects.filter(booked_on__range=(min(days), max(days)))
    before = {
        alike(each)
        for each in others.exclude(statement=statement)
        if (each.booked_on, each.amount) in meant
    }
    return [each for each in payments if alike(each) not in before]


def alike(payment: Payment) -> tuple[date, Decimal, str]:
    words = "".join(filter(str.isalnum, payment.purpose.casefold()))
    return payment.booked_on, payment.amount, words


DIFFERS = _(
    "A payment with this reference is known, but says something else. Take the line out of the"
    " file and compare it with the bank; the other lines can be taken in without it."
)


def contents_of(lines: Sequence[Line]) -> dict[str, str]:
    """Return what the payments known before say, by what tells each. One query per 500."""
    found: dict[str, str] = {}
    prints = [line.fingerprint for line in lines]
    for start in range(0, len(prints), 500):
        known = Payment.objects.filter(fingerprint__in=prints[start : start + 500])
        found |= dict(known.values_list("fingerprint", "content"))
    return found


def sealed(statement: BankStatement, line: Line) -> Payment:
    return Payment(
        statement=statement,
        line=line.number,
        booked_on=line.booked_on,
        amount=line.amount,
        fingerprint=line.fingerprint,
        content=line.content,
        payer_sealed=seal(line.payer, about=about(line.fingerprint, "payer")),
        purpose_sealed=seal(line.purpose, about=about(line.fingerprint, "purpose")),
    )
