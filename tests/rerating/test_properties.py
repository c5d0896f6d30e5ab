"""Whatever the tariff and the leases: looking leaves no trace, applying twice changes nothing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.models import User
from leases.models import Lease
from leases.status import Status
from rent.formula import monthly_rent
from rerating import services
from rerating.models import RentChange
from rerating.preview import preview
from tests.leases.builders import dwelling
from tests.rerating.builders import NEW_YEAR, NOON, approved, posted, prepared, told_lease

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariff_of_2026", "gazetteer")]
NEW_YEARS_NOON = datetime(2027, 1, 1, 10, tzinfo=UTC)
HOMES = ((1, Decimal(40)), (2, Decimal(53)), (3, Decimal("65.25")))

FATES = st.lists(st.sampled_from(["stays", "ends", "left out"]), min_size=3, max_size=3)
FIGURES = st.integers(min_value=10, max_value=2000)
COEFFICIENTS = st.lists(
    st.decimals(min_value=Decimal("0.01"), max_value=2, places=4), min_size=1, max_size=3
)
FEW = settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def leases(clerk: User) -> list[Lease]:
    return [
        told_lease(clerk, dwelling=dwelling(rooms=rooms, total_area=area)) for rooms, area in HOMES
    ]


@contextmanager
def undone() -> Iterator[None]:
    """Take back everything that was written inside the block."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def everything() -> str:
    """Return every row of every table, and how many e-mails went."""
    rows = {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
    }
    return json.dumps([rows, len(mail.outbox)], default=str, sort_keys=True)


def tariff_of(clerk: User, decider: User, figure: int, coefficients: list[Decimal]) -> None:
    approved(
        clerk,
        decider,
        apartment_rent=figure * Decimal("35.22"),
        published=None,
        per_square_metre=Decimal(figure),
        by_rooms=coefficients,
    )


@FEW
@given(figure=FIGURES, coefficients=COEFFICIENTS, fates=FATES)
def test_a_rerating_is_each_product_rounded_once_and_idempotent(
    leases: list[Lease], clerk: User, decider: User,
    figure: int, coefficients: list[Decimal], fates: list[str],
) -> None:  # fmt: skip
    with undone():
        tariff_of(clerk, decider, figure, coefficients)
        made = services.approve(prepared(clerk).pk, by=decider, at=NOON)
        posted()
        for lease, fate in zip(leases, fates, strict=True):
            meet(RentChange.objects.get(rerating=made, lease=lease), fate, decider)
        services.apply_due(at=NEW_YEARS_NOON)

        for (rooms, area), lease, fate in zip(HOMES, leases, fates, strict=True):
            has_new = lease.rents.filter(starts_on=NEW_YEAR)
            if fate != "stays" or rooms > len(coefficients):
                assert not has_new.exists()
                continue
            statement = monthly_rent(area, rooms, made.tariff.tariff())
            assert Decimal(has_new.get().exact_rent) == statement.exact
            assert has_new.get().monthly_rent == statement.total
        before = everything()
        assert services.apply_due(at=NEW_YEARS_NOON) == 0
        assert everything() == before


def meet(change: RentChange, fate: str, decider: User) -> None:
    if fate == "ends":
        ended = {"status": Status.ENDED, "ended_on": NOON.date()}
        Lease.objects.filter(pk=change.lease_id).update(**ended)
    if fate == "left out" and not change.left_out:
        services.leave_out(change.pk, reason="так вирішено", by=decider, at=NOON)


def looked(**asked: Any) -> Any:
    answer = StringIO()
    call_command("rerate", dry_run=True, stdout=answer, **asked)
    return json.loads(answer.getvalue())


@FEW
@given(figure=FIGURES, coefficients=COEFFICIENTS)
def test_a_dry_run_leaves_no_trace_and_tells_what_is_then_prepared(
    leases: list[Lease], clerk: User, decider: User, figure: int, coefficients: list[Decimal]
) -> None:
    with undone():
        tariff_of(clerk, decider, figure, coefficients)
        before = everything()

        told = looked(on=NEW_YEAR)

        assert everything() == before
        assert told["new"] == str(preview(NEW_YEAR).new)
        made = prepared(clerk)
        new = {change.lease.number: change.new_rent for change in made.changes.all()}
        assert {each["lease"]: Decimal(each["new"]) for each in told["leases"]} == {
            number: rent for number, rent in new.items() if rent is not None
        }


def test_a_dry_run_of_the_day_itself_leaves_no_trace(
    leases: list[Lease], clerk: User, decider: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(clerk, decider)
    services.approve(prepared(clerk).pk, by=decider, at=NOON)
    posted()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NEW_YEARS_NOON)
    before = everything()

    told = looked()

    assert everything() == before
    assert [each["left_out"] for each in told["would_apply"]] == [None] * 3
    assert services.apply_due(at=NEW_YEARS_NOON) == 3


def test_the_command_prepares_in_the_name_of_a_clerk_alone(
    leases: list[Lease], clerk: User, decider: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(clerk, decider)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    for by in (None, "nobody", decider.username):
        with pytest.raises(Exception, match="may prepare"):
            call_command("rerate", on=NEW_YEAR, by=by)

    call_command("rerate", on=NEW_YEAR, by=clerk.username, stdout=StringIO())

    assert RentChange.objects.count() == 3
