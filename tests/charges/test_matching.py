"""A payment goes to the lease its purpose names; of the others a person says whose they are."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from audit.models import Entry
from charges import matching, services
from charges.accounts import balance
from charges.matching import aside_now, unmatched
from charges.models import BankStatement, Payment, Posting
from charges.numbers import lease_numbers
from charges.suggesting import known, suggestions
from leases.models import Lease
from tests.charges.builders import (
    HEADINGS,
    RENT,
    charge,
    day,
    line,
    noon,
    paid,
    signed,
    statement,
)

pytestmark = pytest.mark.django_db
FEBRUARY = day(2, 9)


@pytest.mark.parametrize(
    "spelt",
    [
        "Плата за договором № {0}-{1}-{2}/1",
        "договір {0}{1}{2}/1 лютий",
        "{0}-{1}-{2}/1 за 2 особи",
        "{0} {1} {2} / 1",
        "№{0}–{1}–{2}/1.",
        "{0}.{1}.{2}/1, 05.02.2026",
        "оренда;{0}-{1}-{2}/01",
        "{0}\u00a0-\u00a0{1}\u00a0-\u00a0{2}\\1",
    ],
)
def test_a_number_is_known_however_it_is_spelt(spelt: str, lease: Lease, clerk: User) -> None:
    groups = lease.number.partition("/")[0].split("-")

    paid(lease, "7193,00", FEBRUARY, clerk, purpose=spelt.format(*groups).replace(";", ","))

    assert balance(lease) == -RENT


@pytest.mark.parametrize(
    "purpose",
    ["", "Плата за житло", "4829-3057-1631/1", "UA213223130000026007233566001", "1" * 200,
     "0000-0000-0000/1", "4829-3057-1630"],
)  # fmt: skip
def test_what_names_no_lease_is_matched_with_none(purpose: str, lease: Lease, clerk: User) -> None:
    paid(lease, "7193,00", FEBRUARY, clerk, purpose=purpose or "-")

    assert balance(lease) == 0
    assert unmatched().count() == 1


@pytest.mark.parametrize(
    "spelt",
    ["{0} 01.2027", "{0} 1 особа", "{0}-01-2027", "{0} 01", "{0} 1.2027", "{0}/01.2027",
     "{0}/1/2027", "{0} 2 людини, січень", "{0}-1 2027", "{0} 1", "{0}-1", "{0}1", "{0}01",
     "Плата за {0}, 1", "{0}. 1"],
)  # fmt: skip
def test_a_lone_number_behind_that_of_the_application_names_no_lease(
    spelt: str, lease: Lease, clerk: User
) -> None:
    application = lease.number.partition("/")[0]

    (payment,) = paid(lease, "9,00", FEBRUARY, clerk, purpose=spelt.format(application))

    assert balance(lease) == 0
    assert [each.lease for each in suggestions(payment, known(FEBRUARY))] == [lease]


def test_a_letter_typed_for_a_zero_is_read_as_one() -> None:
    assert lease_numbers("№ 0000-О000-0О00/1") == ["0000-0000-0000/1"]


def test_a_payment_that_names_two_leases_waits_for_a_person(lease: Lease, clerk: User) -> None:
    other = signed(clerk)

    (payment,) = paid(lease, "9,00", FEBRUARY, clerk, purpose=f"{lease.number} і {other.number}")

    assert list(unmatched()) == [payment]
    assert {each.lease for each in suggestions(payment, known(FEBRUARY))} == {lease, other}


def test_the_same_file_twice_changes_nothing(lease: Lease, clerk: User) -> None:
    paid(lease, "7193,00", FEBRUARY, clerk)
    entries = Entry.objects.count()

    paid(lease, "7193,00", FEBRUARY, clerk)

    assert (BankStatement.objects.count(), Payment.objects.count()) == (1, 1)
    assert Entry.objects.count() == entries
    assert balance(lease) == -RENT


def test_a_payment_that_comes_in_two_files_counts_once(lease: Lease, clerk: User) -> None:
    one = line("09.02.2026", "100,00", lease.number)
    another = line("10.02.2026", "50,00", lease.number)

    services.take_in(statement(one), by=clerk, at=noon(FEBRUARY))
    later = services.take_in(statement(one, another), by=clerk, at=noon(day(2, 10)))

    assert (later.lines, later.known) == (1, 1)
    assert balance(lease) == -150


def test_a_payment_that_comes_again_without_its_reference_waits_for_a_person(
    lease: Lease, clerk: User
) -> None:
    told = line("09.02.2026", "100,00", lease.number)
    with_reference = statement(f"{told};R1", headings=f"{HEADINGS};Референс")
    services.take_in(with_reference, by=clerk, at=noon(FEBRUARY))

    services.take_in(statement(told), by=clerk, at=noon(FEBRUARY))

    assert balance(lease) == -100
    assert unmatched().count() == 1


def test_a_payment_whose_kopecks_one_file_leaves_out_is_the_same(lease: Lease, clerk: User) -> None:
    for amount in ("7193,00", "7193", "7193.0"):
        paid(lease, amount, FEBRUARY, clerk)

    assert Payment.objects.count() == 1


def test_a_reference_of_the_bank_that_says_something_else_is_refused(
    lease: Lease, clerk: User
) -> None:
    headings = f"{HEADINGS};Референс"
    first = statement(line("09.02.2026", "100,00", "x") + ";R1", headings=headings)
    changed = statement(
        line("09.02.2026", "5,00", "y") + ";R2", line("09.02.2026", "900,00", "x") + ";R1",
        headings=headings,
    )  # fmt: skip
    services.take_in(first, by=clerk, at=noon(FEBRUARY))

    with pytest.raises(services.StatementRefused) as refused:
        services.take_in(changed, by=clerk, at=noon(FEBRUARY))

    assert [fault.line for fault in refused.value.faults] == [3]
    assert Payment.objects.count() == 1


def test_one_bad_line_keeps_the_whole_file_out(lease: Lease, clerk: User) -> None:
    raw = statement(line("09.02.2026", "100,00", lease.number), line("x", "1,00", "x"))

    with pytest.raises(services.StatementRefused):
        services.take_in(raw, by=clerk, at=noon(FEBRUARY))

    assert not BankStatement.objects.exists()
    assert balance(lease) == 0


def test_a_name_suggests_and_matches_nothing(lease: Lease, clerk: User) -> None:
    tenant = lease.residents.get(relationship="applicant").name

    (payment,) = paid(lease, "7193,00", FEBRUARY, clerk, purpose="Плата", payer=tenant.upper())

    (only,) = suggestions(payment, known(FEBRUARY))
    assert only.lease == lease
    assert "amount fits" in str(only.why) or "сума" in str(only.why)
    assert balance(lease) == 0


def test_a_stranger_who_paid_the_rent_is_suggested_for_nobody(lease: Lease, clerk: User) -> None:
    (payment,) = paid(lease, "7193,00", FEBRUARY, clerk, purpose="Плата", payer="Інший Інший")

    assert suggestions(payment, known(FEBRUARY)) == []


def test_who_paid_and_what_for_is_sealed_and_in_no_entry(lease: Lease, clerk: User) -> None:
    (payment,) = paid(lease, "1,00", FEBRUARY, clerk, purpose="За Зюквенка", payer="Зюквенко Я.")

    assert (payment.payer, payment.purpose) == ("Зюквенко Я.", "За Зюквенка")
    assert not any("Зюквенк" in str(row) for row in Payment.objects.values())
    assert not any("Зюквенк" in str(row) for row in Entry.objects.values())


def test_a_person_matches_once_and_takes_it_back_by_a_counter_entry(
    lease: Lease, clerk: User
) -> None:
    other = signed(clerk)
    (payment,) = paid(lease, "7193,00", FEBRUARY, clerk, purpose="Плата")
    act: Any = {"by": clerk, "at": noon(FEBRUARY)}

    wrong = services.match(payment, lease, **act)
    with pytest.raises(services.AlreadyMatched):
        services.match(payment, other, **act)
    services.take_back(wrong, reason="Не той договір", **act)
    with pytest.raises(services.NotMatched):
        services.take_back(wrong, reason="Ще раз", **act)
    services.match(payment, other, **act)

    assert (balance(lease), balance(other)) == (Decimal(0), -RENT)
    assert [each.amount for each in lease.postings.order_by("pk")] == [-RENT, RENT]
    assert lease.postings.get(kind="taken_back").reason == "Не той договір"
    assert not unmatched().exists()


def test_what_is_for_no_lease_is_set_aside_and_can_still_be_matched(
    lease: Lease, clerk: User
) -> None:
    (payment,) = paid(lease, "7193,00", FEBRUARY, clerk, purpose="Повернення")
    act: Any = {"by": clerk, "at": noon(FEBRUARY)}

    services.set_aside(payment, reason="Не плата", **act)
    with pytest.raises(services.AlreadySetAside):
        services.set_aside(payment, reason="Не плата", **act)

    assert not unmatched().exists()
    assert payment.set_asides.get().reason == "Не плата"
    services.match(payment, lease, **act)
    with pytest.raises(services.AlreadyMatched):
        services.set_aside(payment, reason="Не плата", **act)


def test_what_was_set_aside_then_matched_and_taken_back_waits_again(
    lease: Lease, clerk: User
) -> None:
    (payment,) = paid(lease, "7193,00", FEBRUARY, clerk, purpose="Повернення")
    services.set_aside(payment, reason="Повернення", by=clerk, at=noon(FEBRUARY))
    wrong = services.match(payment, lease, by=clerk, at=noon(day(2, 10)))

    services.take_back(wrong, reason="Не той договір", by=clerk, at=noon(day(2, 11)))

    assert list(unmatched()) == [payment]
    assert not aside_now().exists()

    act: Any = {"by": clerk, "at": noon(day(2, 12))}
    services.set_aside(payment, reason="Таки не плата", **act)
    with pytest.raises(services.AlreadySetAside):
        services.set_aside(payment, reason="Ще раз", **act)

    assert not unmatched().exists()
    assert [each.reason for each in payment.set_asides.order_by("pk")] == [
        "Повернення", "Таки не плата",
    ]  # fmt: skip
    assert aside_now().get().reason == "Таки не плата"


def test_a_payment_is_held_before_anybody_looks_whether_it_is_posted(
    lease: Lease, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    (payment,) = paid(lease, "7193,00", FEBRUARY, clerk, purpose="Плата")
    calls: list[str] = []
    for name in ("locked", "refuse_if_matched", "turn_of"):
        monkeypatch.setattr(matching, name, told(calls, name))

    services.match(payment, lease, by=clerk, at=noon(FEBRUARY))

    assert calls == ["locked", "refuse_if_matched", "turn_of"]


def told(calls: list[str], name: str) -> Callable[[Payment], Any]:
    act = getattr(matching, name)

    def do(payment: Payment) -> Any:
        calls.append(name)
        return act(payment)

    return do


def test_charges_less_payments_and_corrections_are_the_balance(lease: Lease, clerk: User) -> None:
    charge(day(3, 1))
    paid(lease, "7000,00", FEBRUARY, clerk)
    act: Any = {"by": clerk, "at": noon(day(3, 2))}
    services.correct(lease, amount=Decimal("-100.50"), reason="Не було води", **act)

    assert balance(lease) == 2 * RENT - 7000 - Decimal("100.50")
    assert Posting.objects.count() == 4


@pytest.mark.parametrize("amount", [Decimal(0), Decimal("0.001")])
def test_a_correction_of_nothing_is_refused(amount: Decimal, lease: Lease, clerk: User) -> None:
    with pytest.raises(services.AmountRefused):
        services.correct(lease, amount=amount, reason="x", by=clerk, at=noon(FEBRUARY))
