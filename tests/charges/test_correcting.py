"""A correction by hand: alone up to a limit, above it by two; seen by who oversees the office."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from charges import services
from charges.accounts import balance
from charges.models import Answer, Posting, Proposal
from leases.models import Lease
from tests.charges.builders import day, noon, paid, signed
from tests.charges.test_renewed import renewed
from tests.signing_in import put_mark

pytestmark = pytest.mark.django_db
CORRECTIONS = reverse("charges:corrections")


@pytest.fixture
def head(staff: Callable[..., User]) -> User:
    return staff("decision_maker", name="head")


def correct(lease: Lease, amount: str, by: User, on: int = 2) -> Posting | Proposal:
    at = noon(day(2, on))
    return services.correct(lease, amount=Decimal(amount), reason="Наказ 7", by=by, at=at)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_up_to_the_limit_one_person_posts(lease: Lease, clerk: User) -> None:
    assert isinstance(correct(lease, "-1000.00", clerk), Posting)
    assert balance(lease) == -1000


def test_above_the_limit_it_waits_for_another_person(lease: Lease, clerk: User, head: User) -> None:
    proposal = correct(lease, "-1000.01", clerk)

    assert isinstance(proposal, Proposal)
    assert balance(lease) == 0
    with pytest.raises(services.SameProposer):
        services.approve_correction(proposal.pk, by=clerk, at=noon(day(2, 3)))

    made = services.approve_correction(proposal.pk, by=head, at=noon(day(2, 3))).posting

    assert made is not None
    assert (made.amount, made.reason, made.by) == (Decimal("-1000.01"), "Наказ 7", clerk)
    assert balance(lease) == Decimal("-1000.01")
    for again in (services.approve_correction, services.decline_correction):
        with pytest.raises(services.AlreadyAnswered):
            again(proposal.pk, by=head, at=noon(day(2, 4)))


def test_the_database_refuses_an_approval_by_who_proposed_it(
    lease: Lease, clerk: User, head: User
) -> None:
    proposal = correct(lease, "-5000", clerk)
    made = correct(lease, "-1", clerk)
    answer: Any = {"proposal": proposal, "posting": made, "at": noon(day(2, 3))}

    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(**answer, by=clerk)
    Answer.objects.create(**answer, by=head)


def test_slices_of_one_month_count_together(lease: Lease, clerk: User, head: User) -> None:
    correct(lease, "-900", clerk)

    slice_ = correct(lease, "200", clerk)
    assert isinstance(slice_, Proposal)
    services.decline_correction(slice_.pk, by=head, at=noon(day(2, 3)))

    assert balance(lease) == -900
    assert isinstance(correct(lease, "100", clerk), Posting)
    at = noon(day(3, 1))
    later = services.correct(lease, amount=Decimal(1000), reason="x", by=clerk, at=at)
    assert isinstance(later, Posting)


def test_slices_over_a_lease_and_its_renewal_count_together(
    lease: Lease, clerk: User, head: User
) -> None:
    after = renewed(lease, clerk)
    correct(lease, "-900", clerk)

    assert isinstance(correct(after, "-100.01", clerk), Proposal)
    assert isinstance(correct(after, "-100", clerk), Posting)
    assert isinstance(correct(signed(clerk), "-1000", clerk), Posting)


def test_the_head_and_the_auditor_see_which_statements_were_taken_in(
    client: Client, staff: Callable[..., User], lease: Lease, clerk: User, head: User
) -> None:
    paid(lease, "7193,00", day(2, 9), clerk)
    paid(lease, "100,50", day(2, 10), clerk, purpose="Без номера")
    client.cookies["django_language"] = "en"

    for user in (head, staff("auditor")):
        client.force_login(user)
        taken = client.get(CORRECTIONS).context["statements"]

        assert [(each.taken_by, each.lines, total) for each, total in taken] == [
            (clerk, 1, "100.50"), (clerk, 1, "7,193.00")
        ]  # fmt: skip


def test_the_factor_is_asked_for_and_what_was_typed_is_kept(office: Client, lease: Lease) -> None:
    put_mark(office, factor_at=noon(day(1, 1)).timestamp())
    sent = {"amount": "-9,50", "reason": "Наказ 7"}

    led = office.post(reverse("charges:correct", args=[lease.pk]), sent)

    assert led["Location"].startswith(reverse("second_factor"))
    assert balance(lease) == 0
    put_mark(office)
    back = office.get(reverse("charges:account", args=[lease.pk]))
    assert "What you wrote is kept" in text(back)
    assert "Наказ 7" in text(back)
    assert 'value="-9,50"' in text(back)


def test_a_large_correction_is_approved_on_the_page_of_the_head(
    office: Client, lease: Lease, head: User, client: Client
) -> None:
    sent = {"amount": "-5000", "reason": "Рішення суду 7"}
    said = office.post(reverse("charges:correct", args=[lease.pk]), sent, follow=True)
    assert "waits for approval" in text(said)

    client.force_login(head)
    assert "Рішення суду 7" in text(client.get(CORRECTIONS))
    proposal = Proposal.objects.get()
    done = client.post(reverse("charges:approve", args=[proposal.pk]), follow=True)

    assert "−5,000.00" in text(done)
    assert "approved by head" in text(done)
    again = client.post(reverse("charges:decline", args=[proposal.pk]), follow=True)
    assert "posted or declined it already" in text(again)
    assert client.get(reverse("charges:balances")).status_code == 403


def test_the_auditor_sees_every_correction_and_approves_none(
    client: Client, staff: Callable[..., User], lease: Lease, clerk: User
) -> None:
    correct(lease, "-10", clerk)
    large = correct(lease, "-5000", clerk)
    client.force_login(staff("auditor"))
    client.cookies["django_language"] = "en"

    said = text(client.get(CORRECTIONS))

    assert "−10.00" in said
    assert "−5,000.00" in said
    assert "Approve and post" not in said
    assert client.post(reverse("charges:approve", args=[large.pk])).status_code == 403
