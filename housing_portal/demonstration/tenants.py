"""Households that have lived in their dwellings for months: rent charged, paid, and owed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

from accounts.models import User
from accounts.roles import Role
from applications.models import Submission
from charges import services as charging
from charges.paying import how_to_pay
from copies.services import check
from deadlines.working_days import KYIV, day_in_kyiv
from housing_portal.demonstration import stock
from housing_portal.demonstration.queue import EXAMPLES
from housing_portal.demonstration.road import Traveller
from housing_portal.demonstration.staff import account
from leases import services as leasing
from leases.acts import METERS, HandedOver, Keys, Meter
from leases.models import Lease, PaperKind, Scanned
from leases.statement import statement_on

# Example → the place of its household, none of the queue's.
HOUSEHOLDS = {
    "03-exactly-the-limit": 40,
    "05-share-of-a-flat": 41,
    "06-flat-in-occupied-mariupol": 42,
}
BACK = 3  # months
HEADINGS = "Дата;Сума;Платник;Призначення платежу;Референс"

ELECTRICITY = Meter("electricity", "ДЕМО 000123", Decimal(10))
SEEN = HandedOver(
    meters=[ELECTRICITY],
    absent=frozenset(METERS) - {ELECTRICITY.kind},
    keys=Keys(flat=2, entrance=1, mailbox=1, other=""),
    inventory=[("плита електрична", "справна"), ("бойлер", "справний")],
)


def load(*, at: datetime, say: Callable[[str], None]) -> int:
    """Lease to each household that was not yet, three months ago, and keep their accounts.

    Return how many leases that was.
    """
    first = months_before(day_in_kyiv(at), BACK)
    wanted = {name: place for name, place in HOUSEHOLDS.items() if not is_there(name, place)}
    if not wanted:
        return 0
    stock.add_tariff(first.year, at=at)
    leases = [leased(name, place, noon(first), say) for name, place in wanted.items()]
    months = [months_before(day_in_kyiv(at), back) for back in range(BACK, -1, -1)]
    for month in months:
        charging.charge_rent(on=month, at=noon(month))
    pay(leases, months, at=at)
    return len(leases)


def is_there(name: str, place: int) -> bool:
    return Submission.objects.filter(key=key_of(name, place)).exists()


def key_of(name: str, place: int) -> str:
    return f"road:{name}:{place}"


def months_before(today: date, back: int) -> date:
    """Return the first day of the month so many months before."""
    month = today.year * 12 + today.month - 1 - back
    return date(month // 12, month % 12 + 1, 1)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=KYIV)


def leased(name: str, place: int, at: datetime, say: Callable[[str], None]) -> Lease:
    """Take a household down the whole road to a signed lease, its applicant able to sign in."""
    owner, _ = User.objects.get_or_create(
        username=f"applicant{place}", defaults={"email": f"applicant{place}@example.org"}
    )
    traveller = Traveller(at, lambda _said: None, place=place, owner=owner)
    application, kept_back = traveller.submit(EXAMPLES / f"{name}.json", key=key_of(name, place))
    caseworker, clerk = account(Role.CASEWORKER), account(Role.LEASE_CLERK)
    traveller.review(application, kept_back, by=caseworker)
    traveller.decide(application, proposed_by=caseworker)
    lease = leasing.issue(traveller.lease(application), by=clerk, at=at)
    say(f"{lease.number}: {owner.email}")
    lease = leasing.sign(lease, signed_on=day_in_kyiv(at), by=clerk, at=at)
    hand_over(lease, by=clerk, at=at)
    return lease


def hand_over(lease: Lease, *, by: User, at: datetime) -> None:
    """Draw up the act of acceptance, attach it, and record that both signed it that day."""
    on = day_in_kyiv(at)
    act = leasing.draw_act(lease, PaperKind.ACCEPTANCE, on=on, seen=SEEN, by=by, at=at)
    pdf = BytesIO(leasing.read_paper(act, by=by, at=at))
    shown = Scanned(act.kind)
    scan = leasing.attach(lease, pdf, shows=shown, name="підписаний акт.pdf", by=by, at=at)
    check(scan.copy_id, at=at)
    leasing.sign_paper(act, signed_on=on, proof=scan, by=by, at=at)


def pay(leases: list[Lease], months: list[date], *, at: datetime) -> None:
    """One household has paid all, one owes, one paid without the number of its lease."""
    clerk = account(Role.LEASE_CLERK)
    punctual, owing, silent = leases
    today = day_in_kyiv(at)
    fifths = [min(month + timedelta(days=4), today) for month in months]
    lines = [line(punctual, on, how_to_pay(punctual).purpose) for on in fifths]
    lines.append(line(owing, fifths[0], how_to_pay(owing).purpose))
    lines.append(line(silent, fifths[0], f"за житло {silent.application.number}, 1"))
    lines.append(f"{months[1]:%d.%m.%Y};350,00;ТОВ «Зразок»;Повернення за рахунком 17;ДЕМО-00")
    raw = "\r\n".join([HEADINGS, *lines, ""]).encode()
    taken = charging.take_in(raw, by=clerk, at=at)
    returned = taken.payments.get(amount=Decimal(350))
    charging.set_aside(returned, reason="Повернення коштів, не плата за житло", by=clerk, at=at)
    for amount, reason in ((-120, "Три дні не було води, акт № 7"), (-2500, "Ремонт, акт № 8")):
        charging.correct(owing, amount=Decimal(amount), reason=reason, by=clerk, at=at)


def line(lease: Lease, on: date, purpose: str) -> str:
    """Write a payment of a month's rent as a bank exports it."""
    rent = statement_on(lease, on).period.monthly_rent
    amount = f"{rent:.2f}".replace(".", ",")
    payer = lease.residents.get(relationship="applicant").name
    return f"{on:%d.%m.%Y};{amount};{payer};{purpose};ДЕМО-{lease.pk}-{on:%Y%m}"


def next_statement(*, at: datetime) -> bytes:
    """Return a statement to try, booked today: rent of one who owes, and a payment of nobody's."""
    today = day_in_kyiv(at)
    owing = Lease.objects.filter(application__owner__username="applicant41").latest("pk")
    lines = [
        line(owing, today, how_to_pay(owing).purpose),
        f"{today:%d.%m.%Y};500,00;Невідомий платник;За житло;ДЕМО-01",
    ]
    return "\r\n".join([HEADINGS, *lines, ""]).encode("utf-8-sig")
