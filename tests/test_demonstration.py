"""The demonstration shows what it promises, and never among real data."""

from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.roles import Role
from accounts.services import create_roles
from applications.models import Application
from applications.selectors import same_people
from audit.models import Entry
from audit.services import verify
from charges.accounts import with_balances
from charges.matching import aside_now, unmatched
from charges.models import Proposal
from charges.services import take_in
from deadlines.calendars import approved_calendar as calendar
from deadlines.working_days import day_in_kyiv
from housing.models import Dwelling
from housing_portal.demonstration import past, queue, staff, stock, tenants
from housing_portal.demonstration.road import NoLease, Traveller
from leases.models import Lease
from outbox.models import Letter
from oversight import figures
from oversight.closings import closings
from oversight.figures import Span
from rent.tariffs import tariff_on
from review.models import Appeal, Decision
from territories.gazetteer import Gazetteer

EXAMPLE = queue.EXAMPLES / "01-mother-of-a-toddler.json"
SUBMITTING = pytest.mark.django_db(transaction=True)


@SUBMITTING
def test_the_queue_has_overdue_due_today_and_later_ones_and_is_added_once(at: datetime) -> None:
    assert queue.load(at=at) == len(queue.examples())
    assert queue.load(at=at) == 0

    today, due = day_in_kyiv(at), set(Application.objects.values_list("due_on", flat=True))
    assert min(due) < today < max(due)
    assert today in due


@SUBMITTING
def test_before_the_queue_the_office_has_decided_for_two_months(
    gazetteer: Gazetteer, at: datetime
) -> None:
    create_roles()

    assert past.load(at=at) == len(past.PLAN)
    assert past.load(at=at) == 0

    today = day_in_kyiv(at)
    flows = figures.flow(Span(13, today))
    decided, in_time = figures.shares(flows)
    assert decided // 2 < in_time < decided
    assert sum(each.received > 0 for each in flows) > sum(each.decided > 0 for each in flows) >= 5
    assert figures.refusal_reasons(Span(13, today))
    assert all(figures.correction_rounds(Span(13, today))[:3])
    assert {each.withdrawn + each.duplicates for each in closings(Span(13, today))} == {1}
    assert set(Appeal.objects.values_list("reopened", flat=True)) == {True, False}
    assert len([each for each in figures.load(today, calendar()) if each.undecided]) == 3
    assert all(each.by != each.proposed_by for each in Decision.objects.all())
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}


@SUBMITTING
def test_what_was_decided_is_the_same_every_time_and_told_in_the_order_of_time(
    gazetteer: Gazetteer, at: datetime
) -> None:
    create_roles()
    expected = [(each.key, each.lasts) for each in past.planned(day_in_kyiv(at), calendar())]

    past.load(at=at)

    again = [(each.key, each.lasts) for each in past.planned(day_in_kyiv(at), calendar())]
    told = list(Entry.objects.order_by("seq").values_list("at", flat=True))
    assert again == expected
    assert told == sorted(told)
    assert max(told) < at
    assert isinstance(verify(), int)


@SUBMITTING
def test_only_the_household_that_applied_twice_is_pointed_out(
    gazetteer: Gazetteer, at: datetime
) -> None:
    create_roles()
    past.load(at=at)
    queue.load(at=at)

    repeated = [each for each in Application.objects.order_by("pk") if same_people(each)]

    assert [each.status for each in repeated] == ["approved", "duplicate"]


@SUBMITTING
def test_nobody_in_the_queue_is_in_it_twice(at: datetime) -> None:
    queue.load(at=at)

    people = Application.objects.filter(people__relationship="applicant")
    indexes = list(people.values_list("people__taxpayer_index", flat=True))

    assert len(indexes) == len(set(indexes)) == len(queue.examples())


@pytest.mark.django_db
def test_the_stock_is_added_once_and_has_a_rent(at: datetime) -> None:
    create_roles()

    assert stock.load(at=at) == Dwelling.objects.count() > 0
    assert stock.load(at=at) == 0
    assert "ДЕМОНСТРАЦІЙНИЙ" in tariff_on(day_in_kyiv(at)).name


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_a_password_opens_the_account_until_the_next_is_made(role: Role) -> None:
    create_roles()

    user, first = staff.with_password(role)
    _, second = staff.with_password(role)

    assert [group.name for group in user.groups.all()] == [role]
    renewed = User.objects.get(pk=user.pk)
    assert (renewed.check_password(first), renewed.check_password(second)) == (False, True)


@pytest.mark.parametrize(
    "command", ["demo", "demo_leases", "demo_queue", "demo_staff", "demo_stock"]
)
def test_nothing_fictional_goes_among_real_data(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")

    with pytest.raises(CommandError, match="DATABASE_URL"):
        call_command(command)


@SUBMITTING
def test_the_road_leads_from_the_package_to_the_signed_lease(
    gazetteer: Gazetteer, at: datetime, tmp_path: Path
) -> None:
    create_roles()
    stock.load(at=at)
    said: list[str] = []

    Traveller(at, said.append).travel(EXAMPLE, folder=tmp_path)

    lease = Lease.objects.get()
    assert (lease.status, lease.application.status) == ("active", "leased")
    assert (tmp_path / "lease.pdf").read_bytes().startswith(b"%PDF-")
    assert f"SHA-256 {lease.pdf_sha256}" in said
    assert isinstance(verify(), int)


@SUBMITTING
def test_the_leases_have_charges_payments_and_a_debt_and_are_added_once(
    gazetteer: Gazetteer, at: datetime
) -> None:
    create_roles()
    stock.load(at=at)
    said: list[str] = []

    assert tenants.load(at=at, say=said.append) == len(tenants.HOUSEHOLDS) == len(said)
    assert tenants.load(at=at, say=said.append) == 0

    standings = [each.overdue for each in with_balances(day_in_kyiv(at))]
    assert any(each > 0 for each in standings)
    assert any(each <= 0 for each in standings)
    assert unmatched().count() == aside_now().count() == 1
    assert Proposal.objects.filter(answer=None).count() == 1
    clerk = staff.account(Role.LEASE_CLERK)
    assert take_in(tenants.next_statement(at=at), by=clerk, at=at).lines == 2


@SUBMITTING
def test_the_road_of_an_ineligible_household_ends_before_a_lease(
    gazetteer: Gazetteer, at: datetime, tmp_path: Path
) -> None:
    create_roles()
    stock.load(at=at)
    example = queue.EXAMPLES / "13-another-community.json"
    said: list[str] = []

    with pytest.raises(NoLease):
        Traveller(at, said.append).travel(example, folder=tmp_path)

    assert not Lease.objects.exists()


def test_the_code_of_a_key_is_shown_as_an_app_would(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ\n", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"):
        monkeypatch.setattr("sys.stdin", StringIO(key))
        call_command("show_code")

    assert [len(line) for line in capsys.readouterr().out.split()] == [6, 6]
    monkeypatch.setattr("sys.stdin", StringIO("1"))
    with pytest.raises(CommandError, match="no key"):
        call_command("show_code")
