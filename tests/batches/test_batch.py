"""Leases printed together: what is issued, what is taken, what stops and what does not."""

import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from batches import binding, printing, services
from batches.cover import cover
from batches.models import Batch, BatchItem
from batches.state import ItemState, State
from leases import files as lease_files
from leases import issuing, leftovers
from leases import printing as lease_printing
from leases.models import Lease
from leases.services import cancel as cancel_lease
from leases.services import issue
from leases.status import Status
from tests.batches.builders import asked, clock, drafts, printed
from tests.leases.builders import NOON, building

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("tariff_of_2026", "quick_printer"),
]


def print_file(batch: Batch) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(stored(batch.pdf_name)))


def archive(batch: Batch) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(stored(batch.zip_name)))


def stored(name: str) -> bytes:
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content


def page_of(whole: pikepdf.Pdf, item: pikepdf.OutlineItem) -> int:
    destination: Any = item.destination
    return whole.pages.index(pikepdf.Page(destination[0]))


def reasons(batch: Batch) -> list[str]:
    return list(batch.items.refused().values_list("reason", flat=True))


def test_drafts_are_issued_and_all_stand_in_both_files(clerk: User) -> None:
    leases = drafts(3, clerk)
    issue(leases[1], by=clerk, at=NOON)

    batch = printed(asked(leases, clerk))

    assert batch.state == State.READY
    assert set(Lease.objects.values_list("status", flat=True)) == {Status.ISSUED}
    assert Entry.objects.filter(act="lease.issued").count() == 3
    with archive(batch) as single:
        assert len(single.namelist()) == 3
        for lease in Lease.objects.all():
            name = f"lease-{lease.number.replace('/', '-')}.pdf"
            assert single.read(name) == stored(lease.pdf_name)


def test_every_lease_starts_on_a_front_side_and_has_its_bookmark(clerk: User) -> None:
    batch = printed(asked(drafts(3, clerk), clerk))

    with print_file(batch) as whole:
        assert len(whole.pages) == 2 + 3 * 4  # the cover and its back; three pages and a back each
        with whole.open_outline() as outline:
            places = [page_of(whole, item) for item in outline.root]
            titles = [item.title for item in outline.root]
    assert places == [2, 6, 10]
    assert titles == [item.lease.number for item in batch.items.order_by("position")]


def test_leases_lie_in_the_order_of_their_dwellings(clerk: User) -> None:
    leases = drafts(11, clerk)

    batch = asked(leases[::-1], clerk)

    numbers = batch.items.order_by("position").values_list("lease__dwelling__number", flat=True)
    assert list(numbers) == [str(number) for number in range(1, 12)]


def test_the_same_leases_make_the_same_bytes(clerk: User) -> None:
    leases = drafts(2, clerk)
    once = printed(asked(leases, clerk))

    again = printed(asked(leases, clerk))

    assert again.zip_sha256 == once.zip_sha256
    with archive(again) as single:
        assert {entry.compress_type for entry in single.infolist()} == {zipfile.ZIP_STORED}


def test_what_is_refused_is_told_by_reason_and_stops_none_of_the_others(clerk: User) -> None:
    leases = drafts(4, clerk)
    batch = asked(leases, clerk)
    cancel_lease(leases[0], reason="помилка", by=clerk, at=NOON)
    issue(leases[2], by=clerk, at=NOON)
    leases[2].refresh_from_db()
    default_storage.delete(leases[2].pdf_name)

    printed(batch)

    assert batch.state == State.READY
    assert reasons(batch) == ["NoLongerLive", "PdfAltered"]
    assert batch.items.done().count() == 2


def test_a_lease_cancelled_after_it_was_printed_is_in_no_file(clerk: User) -> None:
    leases = drafts(2, clerk)
    batch = asked(leases, clerk)
    services.print_waiting(now=clock(), lanes=1)
    leases[0].refresh_from_db()
    cancel_lease(leases[0], reason="помилка", by=clerk, at=NOON)

    printed(batch)

    assert reasons(batch) == ["NoLongerLive"]
    with archive(batch) as single:
        assert len(single.namelist()) == 1


def test_a_batch_of_refused_leases_ends_without_files(clerk: User) -> None:
    [lease] = drafts(1, clerk)
    batch = asked([lease], clerk)
    cancel_lease(lease, reason="помилка", by=clerk, at=NOON)

    assert printed(batch).state == State.NOTHING


def test_a_clerk_who_left_issues_nothing_any_more(clerk: User) -> None:
    batch = asked(drafts(1, clerk), clerk)
    clerk.groups.clear()

    printed(batch)

    assert reasons(batch) == ["MayNoLonger"]
    assert not Lease.objects.exclude(status=Status.DRAFT).exists()


def test_asked_twice_from_one_page_there_is_one_batch(clerk: User) -> None:
    [lease] = drafts(1, clerk)
    first = asked([lease], clerk)

    again = services.make([lease.pk], key=first.key, by=clerk, at=NOON)

    assert again == first
    assert Entry.objects.filter(act="batch.asked").count() == 1


def test_done_again_and_late_nothing_happens_twice(clerk: User) -> None:
    batch = printed(asked(drafts(2, clerk), clerk))
    before, entries = Batch.objects.values().get(), Entry.objects.count()

    printed(batch, start=NOON + timedelta(days=1))

    assert Batch.objects.values().get() == before
    assert Entry.objects.count() == entries


def test_called_off_nothing_more_is_issued(clerk: User) -> None:
    batch = asked(drafts(3, clerk), clerk)
    item = printing.claim(NOON)
    assert item is not None
    printing.settle(item, **printing.attempt(item, NOON))

    services.cancel(batch, by=clerk, at=NOON)
    printed(batch)

    assert batch.state == State.CANCELLED
    assert Lease.objects.filter(status=Status.ISSUED).count() == 1
    assert not batch.pdf_name


def test_called_off_while_a_lease_is_printed_that_lease_stays_a_draft(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    [lease] = drafts(1, clerk)
    batch = asked([lease], clerk)
    print_lease = lease_printing.lease_pdf

    def called_off_meanwhile(template: str, data: dict[str, object]) -> bytes:
        services.cancel(batch, by=clerk, at=NOON)
        return print_lease(template, data)

    monkeypatch.setattr(lease_printing, "lease_pdf", called_off_meanwhile)
    printed(batch)

    lease.refresh_from_db()
    assert (batch.state, lease.status) == (State.CANCELLED, Status.DRAFT)
    assert default_storage.listdir("leases")[1] == []
    assert not Entry.objects.filter(act="lease.issued").exists()


def test_a_lease_cancelled_while_all_are_put_together_is_in_no_file(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    leases = drafts(2, clerk)
    batch = asked(leases, clerk)

    def cancelled_meanwhile(of: Batch) -> list[bytes]:
        leases[0].refresh_from_db()
        if leases[0].status == Status.ISSUED:
            cancel_lease(leases[0], reason="помилка", by=clerk, at=NOON)
        return cover(of)

    monkeypatch.setattr(binding, "cover", cancelled_meanwhile)
    printed(batch)

    assert (batch.state, reasons(batch)) == (State.READY, ["NoLongerLive"])
    with archive(batch) as single:
        assert single.namelist() == [f"lease-{leases[1].number.replace('/', '-')}.pdf"]
    assert len(default_storage.listdir("batches")[1]) == 2  # of the first attempt nothing stays


def test_called_off_while_it_is_put_together_it_keeps_no_file(clerk: User) -> None:
    batch = asked(drafts(1, clerk), clerk)
    services.print_waiting(now=clock(), lanes=1)
    held = binding.claim(NOON)
    assert held is not None
    services.cancel(batch, by=clerk, at=NOON)

    assert not binding.is_bound(held, clock())
    assert not default_storage.exists("batches")


def test_files_of_a_worker_that_was_killed_before_its_row_go_after_an_hour(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`kill -9` runs no `except`: what stands for it removes nothing."""
    [lease, other] = drafts(2, clerk)
    issue(other, by=clerk, at=NOON)
    monkeypatch.setattr(issuing, "keep", lambda *_: (_ for _ in ()).throw(Killed()))
    monkeypatch.setattr(lease_files, "discard", lambda _name: None)
    with pytest.raises(Killed):
        issue(lease, by=clerk, at=NOON)
    now = timezone.now()
    assert len(default_storage.listdir("leases")[1]) == 2

    swept = [leftovers.sweep(at=now + timedelta(minutes=minutes)) for minutes in (50, 70, 90)]

    assert swept == [0, 1, 0]
    other.refresh_from_db()
    assert default_storage.exists(other.pdf_name)


# What a crash leaves -----------------------------------------------------------------------------


class Killed(BaseException):
    """A worker ends here, without a word."""


def test_a_worker_that_dies_leaves_no_gap_and_no_double(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = asked(drafts(6, clerk), clerk)
    print_lease, calls = lease_printing.lease_pdf, iter(range(100))

    def dies_at_the_third(template: str, data: dict[str, object]) -> bytes:
        if next(calls) == 2:
            raise Killed
        return print_lease(template, data)

    monkeypatch.setattr(lease_printing, "lease_pdf", dies_at_the_third)
    with pytest.raises(Killed):
        services.print_waiting(now=clock(), lanes=1)
    assert batch.items.filter(state=ItemState.CLAIMED).count() == 1

    printed(batch)
    assert batch.state == State.PRINTING  # the claim holds: perhaps its worker is only slow
    printed(batch, start=NOON + timedelta(minutes=10))

    assert batch.state == State.READY
    assert batch.items.done().count() == 6
    assert Entry.objects.filter(act="lease.issued").count() == 6
    assert Lease.objects.values("pdf_name").distinct().count() == 6


def test_a_lease_issued_just_before_the_crash_is_taken_as_it_is(clerk: User) -> None:
    [lease] = drafts(1, clerk)
    batch = asked([lease], clerk)
    item = printing.claim(NOON)
    assert item is not None
    issue(lease, by=clerk, at=NOON)

    printed(batch, start=NOON + timedelta(minutes=10))

    assert batch.state == State.READY
    assert Entry.objects.filter(act="lease.issued").count() == 1


def test_a_worker_that_was_only_slow_changes_nothing_any_more(clerk: User) -> None:
    batch = asked(drafts(1, clerk), clerk)
    slow = printing.claim(NOON)
    assert slow is not None
    printed(batch, start=NOON + timedelta(minutes=10))

    assert not printing.settle(slow, state=ItemState.REFUSED, reason="Failed")
    assert batch.items.done().count() == 1


def test_a_lease_that_fails_again_and_again_is_left_to_a_person(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = asked(drafts(2, clerk), clerk)
    first = batch.items.earliest("position").lease_id
    issue_one = printing.issue

    def breaks(lease: Lease, *more: object) -> None:
        if lease.pk == first:
            raise OSError("no space left")
        issue_one(lease, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(printing, "issue", breaks)
    printed(batch)

    assert batch.state == State.READY
    assert reasons(batch) == ["Failed"]
    assert batch.items.done().count() == 1


def test_a_binder_that_dies_is_followed_by_another(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = asked(drafts(2, clerk), clerk)
    services.print_waiting(now=clock(), lanes=1)
    with monkeypatch.context() as patch:
        patch.setattr(binding, "keep", lambda *_: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            services.bind_waiting(now=clock())

    assert services.bind_waiting(now=clock()) == 0
    assert services.bind_waiting(now=clock(NOON + timedelta(minutes=10))) == 1
    batch.refresh_from_db()
    assert batch.state == State.READY


def test_what_cannot_be_put_together_ends_as_failed(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = asked(drafts(1, clerk), clerk)

    def breaks(*_: object) -> bool:
        raise OSError("no space left")

    monkeypatch.setattr(binding, "keep", breaks)
    for hour in range(5):
        printed(batch, start=NOON + timedelta(hours=hour))

    assert batch.state == State.FAILED


def test_the_clock_begins_no_second_chain_while_leases_are_printed(clerk: User) -> None:
    asked(drafts(2, clerk), clerk)
    assert not services.is_under_way(NOON)

    printing.claim(NOON)

    assert services.is_under_way(NOON + timedelta(seconds=50))
    assert not services.is_under_way(NOON + timedelta(minutes=2))


# Files -------------------------------------------------------------------------------------------


def test_who_takes_a_file_is_recorded_for_every_lease_in_it(clerk: User) -> None:
    batch = printed(asked(drafts(2, clerk), clerk))

    services.take(batch, services.Kind.ZIP, by=clerk, at=NOON).close()

    read = Entry.objects.filter(act="lease.read", by=clerk)
    assert set(read.values_list("subject", flat=True)) == {
        f"lease:{pk}" for pk in Lease.objects.values_list("pk", flat=True)
    }
    assert Entry.objects.filter(act="batch.read", by=clerk).count() == 1


@pytest.mark.parametrize("kind", list(services.Kind))
def test_files_with_a_lease_nobody_is_to_sign_any_more_are_not_handed_out(
    kind: services.Kind, clerk: User
) -> None:
    leases = drafts(2, clerk)
    batch = printed(asked(leases, clerk))
    cancel_lease(leases[0], reason="помилка", by=clerk, at=NOON)

    with pytest.raises(services.HasFallen):
        services.take(batch, kind, by=clerk, at=NOON)

    assert not Entry.objects.filter(act__in=["lease.read", "batch.read"]).exists()


def test_a_file_that_was_changed_is_not_handed_out(clerk: User) -> None:
    batch = printed(asked(drafts(1, clerk), clerk))
    with open(default_storage.path(batch.pdf_name), "ab") as file:
        file.write(b"%")

    with pytest.raises(services.FileAltered):
        services.take(batch, services.Kind.PDF, by=clerk, at=NOON)

    assert not Entry.objects.filter(act="lease.read").exists()


def test_files_go_after_their_time_and_leases_stay(
    clerk: User, django_capture_on_commit_callbacks: object
) -> None:
    batch = printed(asked(drafts(1, clerk), clerk))
    names = (batch.pdf_name, batch.zip_name)

    services.sweep(at=NOON + timedelta(days=6))
    assert all(map(default_storage.exists, names))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        services.sweep(at=NOON + timedelta(days=8))

    batch.refresh_from_db()
    assert batch.state == State.SWEPT
    assert not any(map(default_storage.exists, names))
    assert default_storage.exists(Lease.objects.get().pdf_name)


def test_nothing_chosen_and_too_many_are_refused(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    leases = drafts(2, clerk, building())
    with pytest.raises(services.NothingChosen):
        asked([], clerk)
    monkeypatch.setattr("batches.making.MOST", 1)
    with pytest.raises(services.TooMany):
        asked(leases, clerk)
    assert not BatchItem.objects.exists()
