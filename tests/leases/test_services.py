"""Assigning, issuing, signing, ending and cancelling, and what each refuses by name."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation

from accounts.models import User
from applications import services as intake
from applications.models import Person
from applications.sealing import CannotUnseal
from applications.status import Status as ApplicationStatus
from audit.models import Entry
from audit.services import verify
from leases import files, printing, services
from leases.explained import explained
from leases.landlord import FIELDS, TO_FILL_IN
from leases.models import Lease
from leases.notes import notes
from leases.selectors import free_dwellings, households_to_house
from leases.snapshot import REFUSED, opened
from leases.status import Status
from tests.append_only import lifted
from tests.applications.builders import Change
from tests.leases.builders import (
    DAY,
    NOON,
    START,
    agreed,
    application,
    approved,
    building,
    draft,
    dwelling,
    issued,
    renumber,
    signed,
)
from tests.review.builders import withdrawal_recorded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariff_of_2026")]


@pytest.fixture
def clerk(staff: Callable[..., User]) -> User:
    return staff("lease_clerk")


def last_act(lease: Lease) -> tuple[str, int | None]:
    entry = Entry.objects.filter(subject=f"lease:{lease.pk}").latest("seq")
    return entry.act, entry.by_id


def test_a_draft_pins_term_rent_and_people(clerk: User) -> None:
    household = approved(clerk)
    lease = draft(clerk, household)

    assert lease.number == f"{household.number}/1"
    assert (lease.starts_on, lease.ends_on, lease.term_months) == (START, date(2026, 7, 31), 6)
    assert (lease.monthly_rent, lease.exact_rent) == (Decimal(7193), "7193.16")
    assert lease.data["rent"]["product"].replace("\u00a0", " ") == "208 × 53 × 0,87 × 0,75"
    assert lease.data["term"]["is_short"] is True
    assert lease.data["basis"]["decided_on"].replace("\u00a0", " ") == "«5» січня 2026 р."
    residents = lease.residents.order_by("position")
    assert residents.first().relationship == "applicant"  # type: ignore[union-attr]
    assert residents.count() == household.people.count()
    assert last_act(lease) == ("lease.assigned", clerk.pk)


def test_personal_numbers_are_sealed_in_what_is_pinned(clerk: User) -> None:
    household = approved(clerk)
    tenant = household.people.get(relationship="applicant")
    lease = draft(clerk, household)

    for number in (tenant.identity_number, tenant.taxpayer_number, tenant.phone):
        assert number
        assert number not in str(lease.data)
    assert opened(lease.data)["tenant"]["identity_number"] == tenant.identity_number
    assert opened(lease.data)["tenant"]["phone"] == tenant.phone


def test_a_sealed_number_opens_in_its_own_lease_only(clerk: User) -> None:
    data = draft(clerk).data

    with pytest.raises(CannotUnseal):
        opened({**data, "number": "another"})


def test_a_refused_taxpayer_number_is_said_and_sealed(clerk: User) -> None:
    household = approved(clerk)
    Person.objects.filter(application=household, relationship="applicant").update(
        taxpayer_number_sealed="", taxpayer_number_refused=True
    )

    data = draft(clerk, household).data

    assert REFUSED not in str(data)
    assert opened(data)["tenant"]["taxpayer_number"] == REFUSED


@pytest.mark.parametrize(
    ("terms", "home", "refusal"),
    [
        pytest.param({"months": 5}, {}, services.TermTooShort, id="five months"),
        pytest.param({"months": 61}, {}, services.TermTooLong, id="sixty-one months"),
        pytest.param(
            {"starts_on": date(2027, 1, 1)}, {}, services.NoTariff, id="a year with no tariff"
        ),
        pytest.param(
            {"starts_on": date(2026, 1, 4)}, {}, services.StartRefused, id="before the approval"
        ),
        pytest.param(
            {"starts_on": date(2027, 1, 6)}, {}, services.StartRefused, id="over a year ahead"
        ),
        pytest.param({}, {"rooms": 4}, services.NoCoefficient, id="four rooms"),
        pytest.param({}, {"is_commissioned": False}, services.NotCommissioned, id="not ready"),
    ],
)
def test_what_cannot_be_assigned_leaves_nothing(
    terms: dict[str, Any], home: dict[str, Any], refusal: type[Exception], clerk: User
) -> None:
    household, before = approved(clerk), Entry.objects.count()

    with pytest.raises(refusal):
        draft(clerk, household, dwelling=dwelling(**home), **terms)

    assert not Lease.objects.exists()
    assert Entry.objects.count() == before


@pytest.mark.parametrize("months_ahead", [0, 11], ids=["the day of the approval", "this year"])
def test_a_lease_begins_from_the_day_of_the_approval(months_ahead: int, clerk: User) -> None:
    starts_on = NOON.date().replace(month=1 + months_ahead)

    assert draft(clerk, starts_on=starts_on).starts_on == starts_on


def test_the_approval_counts_by_the_day_in_kyiv(clerk: User) -> None:
    late = datetime(2026, 1, 9, 22, 30, tzinfo=UTC)  # half past midnight in Kyiv, the 10th
    household = approved(clerk, at=late)

    with pytest.raises(services.StartRefused) as refused:
        draft(clerk, household, starts_on=date(2026, 1, 9), at=late)

    assert refused.value.earliest == date(2026, 1, 10)


def test_no_lease_for_a_programme_that_has_no_wording(clerk: User) -> None:
    home = dwelling()
    home.building.site.programme = "resolution-796"
    home.building.site.save(update_fields=["programme"])

    with pytest.raises(services.NoTemplate):
        draft(clerk, dwelling=home)


def test_only_an_approved_application_gets_a_lease(clerk: User) -> None:
    with pytest.raises(services.NotApproved):
        draft(clerk, application())


def test_no_lease_is_drawn_up_or_signed_for_what_is_to_be_closed(
    clerk: User, staff: Callable[..., User]
) -> None:
    petro, waits, printed = staff("decision_maker"), approved(clerk), issued(clerk)
    for each in (waits, printed.application):
        withdrawal_recorded(each, petro, at=NOON)

    with pytest.raises(services.ClosingOpen):
        draft(clerk, waits)
    with pytest.raises(services.ClosingOpen):
        services.sign(printed, signed_on=NOON.date(), by=clerk, at=NOON)


def test_the_second_household_is_told_who_has_the_dwelling(clerk: User) -> None:
    first = draft(clerk)

    with pytest.raises(services.DwellingTaken) as refused:
        draft(clerk, dwelling=first.dwelling)

    assert refused.value.application == first.application.number
    assert refused.value.at == first.made_at


def test_the_household_is_told_of_its_own_lease(clerk: User) -> None:
    first = draft(clerk)

    with pytest.raises(services.HouseholdHasLease) as refused:
        draft(clerk, first.application)

    assert refused.value.number == first.number


def test_the_same_people_get_no_second_lease_under_another_application(clerk: User) -> None:
    first = draft(clerk, approved(clerk, place=7))
    again = approved(clerk, place=7)

    with pytest.raises(services.HouseholdHasLease) as refused:
        draft(clerk, again)

    assert refused.value.number == first.number
    assert Lease.objects.live().count() == 1


def one_of_the_household_is_of(place: int) -> Change:
    """Give the child of an application the numbers of another place."""

    def change(document: dict[str, Any]) -> None:
        renumber(document["people"][1], place)

    return change


def test_nobody_of_the_household_is_in_another_live_lease(clerk: User) -> None:
    first = draft(clerk, approved(clerk, place=7))
    again = approved(clerk, one_of_the_household_is_of(7))

    with pytest.raises(services.ResidentHasLease) as refused:
        draft(clerk, again)
    services.cancel(first, reason="помилка", by=clerk, at=NOON)

    assert refused.value.number == first.number
    assert draft(clerk, again).status == Status.DRAFT


def test_without_a_taxpayer_number_the_document_tells(clerk: User) -> None:
    def refused_number(document: dict[str, Any]) -> None:
        document["people"][0].update(taxpayer_number=None, taxpayer_number_refused=True)

    draft(clerk, approved(clerk, refused_number))
    draft(clerk, approved(clerk, refused_number, place=7))
    again = approved(clerk, refused_number, place=7)

    with pytest.raises(services.HouseholdHasLease):
        draft(clerk, again)


@pytest.mark.parametrize("place", [0, 7], ids=["the dwelling", "the tenant"])
def test_what_the_constraint_refuses_is_told_by_the_same_name(
    place: int, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = draft(clerk, approved(clerk, place=place)), approved(clerk, place=place)
    home, refusal = first.dwelling, services.DwellingTaken
    if place:
        home, refusal = dwelling(), services.HouseholdHasLease  # type: ignore[assignment]
    real = services.assign.__globals__["refuse_if_held"]
    looks = []

    def blind_at_first(*ids: int) -> None:
        looks.append(ids)
        if len(looks) > 1:
            real(*ids)

    monkeypatch.setitem(services.assign.__globals__, "refuse_if_held", blind_at_first)

    with pytest.raises(refusal):
        draft(clerk, second, dwelling=home)


def test_a_cancelled_lease_frees_both_and_the_next_has_the_next_number(clerk: User) -> None:
    first = draft(clerk)
    services.cancel(first, reason="помилка", by=clerk, at=NOON)

    assert households_to_house().get() == first.application
    assert free_dwellings().get() == first.dwelling
    assert draft(clerk, first.application, dwelling=first.dwelling).number.endswith("/2")


def test_what_is_held_is_not_offered(clerk: User) -> None:
    draft(clerk)
    dwelling(is_commissioned=False)

    assert not households_to_house().exists()
    assert not free_dwellings().exists()


def test_the_issued_pdf_is_kept_under_a_random_name_with_its_hash(clerk: User) -> None:
    lease = issued(clerk)

    with default_storage.open(lease.pdf_name) as file:
        assert hashlib.sha256(file.read()).hexdigest() == lease.pdf_sha256
    assert lease.number not in lease.pdf_name
    assert default_storage.path(lease.pdf_name)
    assert last_act(lease) == ("lease.issued", clerk.pk)


def test_the_pdf_is_made_of_what_was_pinned_and_of_nothing_else(clerk: User) -> None:
    lease = draft(clerk)
    expected = printing.lease_pdf(lease.template, opened(lease.data))
    lease.dwelling.total_area = Decimal(99)
    lease.dwelling.save(update_fields=["total_area"])
    with lifted():
        lease.residents.update(name="Інша Особа")

    with translation.override("en"):
        services.issue(lease, by=clerk, at=NOON + timedelta(days=3))

    lease.refresh_from_db()
    assert files.read(lease) == expected


def test_an_issued_lease_is_not_printed_again(clerk: User) -> None:
    lease = issued(clerk)

    with pytest.raises(services.MoveRefused):
        services.issue(lease, by=clerk, at=NOON)

    assert Lease.objects.get(pk=lease.pk).pdf_name == lease.pdf_name


def test_signing_and_ending_leave_the_pdf_as_it_was(clerk: User) -> None:
    lease = issued(clerk)
    before = files.read(lease), lease.pdf_name, lease.pdf_sha256
    services.sign(lease, signed_on=NOON.date(), by=clerk, at=NOON)
    services.end(lease, **agreed(lease), by=clerk, at=NOON)
    lease.refresh_from_db()

    assert (files.read(lease), lease.pdf_name, lease.pdf_sha256) == before


def test_a_changed_wording_is_not_issued(clerk: User, monkeypatch: pytest.MonkeyPatch) -> None:
    lease = draft(clerk)
    monkeypatch.setattr(printing, "template_sha256", lambda _: "0" * 64)

    with pytest.raises(services.TemplateChanged):
        services.issue(lease, by=clerk, at=NOON)


@pytest.mark.parametrize(
    ("field", "named"),
    [
        pytest.param("account_iban", "account for the rent", id="no account"),
        pytest.param("authority", "authority of the signatory", id="no authority"),
    ],
)
def test_no_lease_is_drawn_up_or_issued_with_a_gap_where_the_landlord_stands(
    field: str, named: str, clerk: User, in_english: None
) -> None:
    with pytest.raises(services.LandlordIncomplete) as refused:
        draft(clerk, dwelling=dwelling(building(**{field: ""})))
    assert explained(refused.value)[0] == "dwelling"
    assert named in explained(refused.value)[1]
    assert not Lease.objects.exists()

    older = draft(clerk)
    key = next(key for key, each in FIELDS.items() if each == field)
    older.data["landlord"][key] = TO_FILL_IN
    older.save()
    with pytest.raises(services.LandlordIncomplete) as refused:
        services.issue(older, by=clerk, at=NOON)
    assert "draw up another" in explained(refused.value)[1]


def test_a_failed_issue_leaves_no_file(clerk: User, monkeypatch: pytest.MonkeyPatch) -> None:
    lease = draft(clerk)
    withdrawn(lease, clerk)

    with pytest.raises(services.NotApproved):
        services.issue(lease, by=clerk, at=NOON)

    assert default_storage.listdir("leases")[1] == []


def withdrawn(lease: Lease, by: User) -> None:
    household = lease.application
    household.refresh_from_db()
    with transaction.atomic():
        intake.move(household, ApplicationStatus.WITHDRAWN, by=by, reason="так", at=NOON)


def test_an_altered_file_is_not_handed_out(clerk: User) -> None:
    lease = issued(clerk)
    with open(default_storage.path(lease.pdf_name), "ab") as file:
        file.write(b"\n")

    with pytest.raises(services.PdfAltered):
        services.read(lease, by=clerk, at=NOON)


def test_a_missing_file_is_not_handed_out(clerk: User) -> None:
    lease = issued(clerk)
    default_storage.delete(lease.pdf_name)

    with pytest.raises(services.PdfAltered):
        services.read(lease, by=clerk, at=NOON)


def test_who_read_the_pdf_is_recorded(clerk: User) -> None:
    lease = issued(clerk)

    assert services.read(lease, by=clerk, at=NOON).startswith(b"%PDF-")
    assert last_act(lease) == ("lease.read", clerk.pk)


def test_signing_makes_the_application_leased(clerk: User) -> None:
    lease = signed(clerk)

    lease.application.refresh_from_db()
    assert lease.application.status == ApplicationStatus.LEASED
    assert lease.signed_on == NOON.date()
    assert last_act(lease) == ("lease.signed", clerk.pk)


def test_a_withdrawn_application_is_not_signed_for(clerk: User) -> None:
    lease = issued(clerk)
    withdrawn(lease, clerk)

    with pytest.raises(services.NotApproved):
        services.sign(lease, signed_on=NOON.date(), by=clerk, at=NOON)

    assert Lease.objects.get(pk=lease.pk).status == Status.ISSUED


@pytest.mark.parametrize("days", [-1, 1], ids=["before it was issued", "tomorrow"])
def test_a_lease_is_not_signed_on_another_day(days: int, clerk: User) -> None:
    lease = issued(clerk)

    with pytest.raises(services.DayRefused):
        services.sign(lease, signed_on=NOON.date() + timedelta(days=days), by=clerk, at=NOON)


def test_a_lease_is_not_signed_between_its_draft_and_its_print(clerk: User) -> None:
    lease, later = draft(clerk), NOON + timedelta(days=3)
    services.issue(lease, by=clerk, at=later)

    with pytest.raises(services.DayRefused):
        services.sign(lease, signed_on=NOON.date() + timedelta(days=2), by=clerk, at=later)

    assert services.sign(lease, signed_on=later.date(), by=clerk, at=later).status == Status.SIGNED


def test_an_ended_lease_frees_its_dwelling(clerk: User) -> None:
    lease = signed(clerk)
    services.end(lease, **agreed(lease), by=clerk, at=NOON)

    assert free_dwellings().get() == lease.dwelling


def test_the_chain_of_a_whole_life_is_intact_and_names_nobody(clerk: User) -> None:
    lease = signed(clerk)
    services.end(lease, **agreed(lease, reason="переїзд"), by=clerk, at=NOON)
    acts = Entry.objects.filter(subject=f"lease:{lease.pk}").order_by("seq")

    assert [entry.act for entry in acts] == [
        "lease.assigned", "lease.issued", "lease.signed", "lease.scan_attached", "lease.ended",
    ]  # fmt: skip
    told = str([entry.facts for entry in acts])
    assert not any(person.surname in told for person in lease.application.people.all())
    assert "переїзд" not in told
    assert isinstance(verify(), int)


def test_the_clerk_is_told_of_a_short_term_and_of_the_space(clerk: User, in_english: None) -> None:
    short, long = draft(clerk), draft(clerk, months=12)

    assert any("821" in note for note in notes(short, DAY))
    assert not any("821" in note for note in notes(long, DAY))
    people = short.residents.count()
    assert f"53.00 m² for {people} people" in notes(short, DAY)[0]


def test_the_space_of_one_who_lives_alone_is_said_in_the_singular(
    clerk: User, in_english: None
) -> None:
    def alone(document: dict[str, Any]) -> None:
        del document["people"][1:]

    lease = draft(clerk, approved(clerk, alone))

    assert "for 1 person: 53.00 m² each" in notes(lease, DAY)[0]


def test_the_space_is_of_the_area_that_was_pinned(clerk: User, in_english: None) -> None:
    lease = draft(clerk)
    lease.dwelling.total_area = Decimal(99)
    lease.dwelling.save(update_fields=["total_area"])

    assert notes(lease, DAY)[0].startswith("53.00 m² for")


def test_the_exact_rent_is_grouped_as_the_rounded_one_is(clerk: User) -> None:
    rent = draft(clerk).data["rent"]

    assert (rent["figures"], rent["exact"]) == ("7\u00a0193,00", "7\u00a0193,16")
