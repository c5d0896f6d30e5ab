"""Texts of the lease: drafted by some, approved by another, then immutable even for the owner."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.models import User
from audit.models import Entry
from leases import printing
from leases import services as leasing
from tests.leases.builders import draft as lease_draft
from tests.leases.samples import lease_data
from tests.wording.builders import NEW, NOON, OLD, PROGRAMME, approved, changed, draft
from wording import services
from wording.models import Wording, WordingEdit

pytestmark = pytest.mark.django_db
SAID = "an approved text of the lease stays as it is"


@pytest.fixture
def clerk(staff: Callable[..., User]) -> User:
    return staff("lease_clerk")


@pytest.fixture
def chief(staff: Callable[..., User]) -> User:
    return staff("decision_maker")


def test_a_draft_begins_as_the_newest_approved_text(clerk: User) -> None:
    row = draft(clerk)

    assert (row.number, row.text) == (3, services.current(PROGRAMME).text)
    assert printing.current_template(PROGRAMME) == "resolution-814/2"


def test_an_approved_text_is_what_new_leases_pin(clerk: User, chief: User) -> None:
    row = approved(clerk, chief)

    assert printing.current_template(PROGRAMME) == str(row) == "resolution-814/3"
    assert NEW in printing.lease_html(str(row), lease_data())
    assert row.sha256 == services.sha256_of(row)
    acts = Entry.objects.order_by("seq").values_list("act", flat=True)
    assert list(acts)[-3:] == ["wording.drafted", "wording.edited", "wording.approved"]


@pytest.mark.usefixtures("tariff_of_2026")
def test_a_lease_keeps_the_text_it_was_drawn_up_with(clerk: User, chief: User) -> None:
    lease = lease_draft(clerk)
    approved(clerk, chief)

    assert lease.template == "resolution-814/2"
    assert OLD in printing.lease_html(lease.template, lease_data())
    assert leasing.issue(lease, by=clerk, at=NOON).pdf_sha256
    assert lease_draft(clerk).template == "resolution-814/3"


def test_whoever_kept_a_draft_once_does_not_approve_it(clerk: User, chief: User) -> None:
    row = changed(draft(clerk), chief)

    for writer in (clerk, chief):
        with pytest.raises(services.OwnDraft):
            services.approve(row.pk, version=row.version, by=writer, at=NOON)


def test_one_draft_of_a_programme_is_open_at_a_time(clerk: User) -> None:
    row = draft(clerk)

    with pytest.raises(services.DraftExists) as refused:
        draft(clerk)

    assert refused.value.draft == row
    services.set_aside(row.pk, by=clerk, at=NOON)
    assert draft(clerk).number == row.number + 1


def test_what_was_kept_meanwhile_is_not_overwritten(clerk: User, chief: User) -> None:
    row = draft(clerk)
    changed(row, chief)

    with pytest.raises(services.Stale) as refused:
        changed(row, clerk, new="не пізніше 20 числа")

    assert NEW in refused.value.present.text
    with pytest.raises(services.Stale):
        services.approve(row.pk, version=row.version, by=chief, at=NOON)


def test_a_text_with_slips_is_not_kept(clerk: User) -> None:
    row = draft(clerk)

    with pytest.raises(services.HasSlips) as refused:
        changed(row, clerk, new="{{ settings.SECRET_KEY }}")

    assert [slip.why for slip in refused.value.text] == ["code"]
    assert Wording.objects.get(pk=row.pk).text == row.text


def test_an_unfinished_text_is_kept_and_not_approved(clerk: User, chief: User) -> None:
    row = draft(clerk)
    kept = services.edit(
        row.pk, text="# Договір № {number}", reading="# Lease", version=1, by=clerk, at=NOON
    )

    with pytest.raises(services.Unfinished) as refused:
        services.approve(kept.pk, version=kept.version, by=chief, at=NOON)

    assert any("{rent.words}" in each for each in refused.value.missing)


def test_what_is_no_draft_takes_no_act(clerk: User, chief: User) -> None:
    row = approved(clerk, chief)

    with pytest.raises(services.NotADraft):
        changed(row, clerk, old=NEW, new=OLD)
    with pytest.raises(services.NotADraft):
        services.set_aside(row.pk, by=clerk, at=NOON)
    with pytest.raises(services.NotADraft):
        services.approve(row.pk, version=row.version, by=chief, at=NOON)


@pytest.mark.parametrize("is_shipped", [True, False], ids=["shipped", "approved by two"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE wording_wording SET text = 'інше' WHERE id = {pk}",
        "UPDATE wording_wording SET reading = 'other' WHERE id = {pk}",
        "UPDATE wording_wording SET layout = '2' WHERE id = {pk}",
        "UPDATE wording_wording SET sha256 = 'x' WHERE id = {pk}",
        "UPDATE wording_wording SET number = 9 WHERE id = {pk}",
        "DELETE FROM wording_wording WHERE id = {pk}",
    ],
)
def test_the_database_keeps_an_approved_text(
    is_shipped: bool, statement: str, clerk: User, chief: User
) -> None:
    row = services.current(PROGRAMME) if is_shipped else approved(clerk, chief)

    with (
        pytest.raises(DatabaseError, match=SAID),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(pk=row.pk))


def test_the_database_keeps_who_edited(clerk: User) -> None:
    edit = draft(clerk).edits.get()

    for act in (edit.delete, lambda: WordingEdit.objects.update(version=9)):
        with pytest.raises(DatabaseError, match="is only added to"), transaction.atomic():
            act()


def test_the_database_refuses_an_approval_by_the_drafter(clerk: User) -> None:
    row = draft(clerk)

    with pytest.raises(IntegrityError), transaction.atomic():
        Wording.objects.filter(pk=row.pk).update(approved_by=clerk, sha256="x")
