"""Each kind of tampering is found, and the first entry that does not fit is named."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry, Head
from audit.services import Broken, Fault, record, verify

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
Lifted = Callable[[], AbstractContextManager[None]]


def add(count: int) -> None:
    for number in range(count):
        record("act", subject=f"application:{number}", by=None, at=NOON, facts={"days": number})


def forge(seq: int, previous_hash: str) -> Entry:
    """Put in an entry whose own hash is right."""
    entry = Entry(
        seq=seq, at=NOON, act="forged", subject="x", facts={}, previous_hash=previous_hash
    )
    entry.hash = entry.link().hash()
    entry.save(force_insert=True)
    return entry


def alter(**fields: object) -> Callable[[], object]:
    return lambda: Entry.objects.filter(seq=3).update(**fields)


def delete_one() -> None:
    Entry.objects.filter(seq=3).delete()


def delete_the_last() -> None:
    Entry.objects.filter(seq=5).delete()


def cut_off_the_tail_and_move_the_head() -> None:
    Entry.objects.filter(seq=5).delete()
    Head.objects.update(seq=4)


def replace_one() -> None:
    previous_hash = Entry.objects.get(seq=3).previous_hash
    Entry.objects.filter(seq=3).delete()
    forge(3, previous_hash)


def add_behind_the_head() -> None:
    forge(6, Entry.objects.get(seq=5).hash)


def insert_one() -> None:
    """Move the later entries up by one and put another in between."""
    Entry.objects.filter(seq=5).update(seq=6)
    Entry.objects.filter(seq=4).update(seq=5)
    forge(4, "f" * 64)
    Head.objects.update(seq=6)


def swap_two() -> None:
    Entry.objects.filter(seq=2).update(seq=9)
    Entry.objects.filter(seq=3).update(seq=2)
    Entry.objects.filter(seq=9).update(seq=3)


def remove_the_head() -> None:
    Head.objects.all().delete()


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        pytest.param(alter(act="other"), Broken(3, Fault.ALTERED), id="act altered"),
        pytest.param(alter(subject="x"), Broken(3, Fault.ALTERED), id="subject altered"),
        pytest.param(alter(facts={}), Broken(3, Fault.ALTERED), id="facts altered"),
        pytest.param(
            alter(at=NOON.replace(microsecond=1)), Broken(3, Fault.ALTERED), id="at altered"
        ),
        pytest.param(alter(hash="0" * 64), Broken(3, Fault.ALTERED), id="hash altered"),
        pytest.param(alter(previous_hash="0"), Broken(3, Fault.UNLINKED), id="link altered"),
        pytest.param(delete_one, Broken(3, Fault.MISSING), id="deleted"),
        pytest.param(delete_the_last, Broken(5, Fault.MISSING), id="last deleted"),
        pytest.param(
            cut_off_the_tail_and_move_the_head, Broken(4, Fault.NOT_HEAD), id="tail cut off"
        ),
        pytest.param(replace_one, Broken(4, Fault.UNLINKED), id="replaced, with its own hash"),
        pytest.param(add_behind_the_head, Broken(6, Fault.AFTER_HEAD), id="added at the end"),
        pytest.param(insert_one, Broken(4, Fault.UNLINKED), id="inserted"),
        pytest.param(swap_two, Broken(2, Fault.UNLINKED), id="reordered"),
        pytest.param(remove_the_head, Broken(1, Fault.AFTER_HEAD), id="head removed"),
    ],
)
def test_tampering_is_found(
    tamper: Callable[[], object], found: Broken, audit_entries_lifted: Lifted
) -> None:
    add(5)
    with audit_entries_lifted():
        tamper()

    assert verify() == found


def test_another_user_in_the_place_of_the_one_who_acted_is_found(
    audit_entries_lifted: Lifted,
) -> None:
    add(5)
    with audit_entries_lifted():
        alter(by=User.objects.create_user("halyna", "halyna@example.org"))()

    assert verify() == Broken(3, Fault.ALTERED)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_an_intact_chain_is_counted(count: int) -> None:
    add(count)

    assert verify() == count


def test_the_command_says_that_the_chain_is_intact(capsys: pytest.CaptureFixture[str]) -> None:
    add(2)

    call_command("verify_audit")

    assert json.loads(capsys.readouterr().out) == {"intact": True, "entries": 2}


def test_the_command_names_the_first_bad_entry_and_fails(
    capsys: pytest.CaptureFixture[str], audit_entries_lifted: Lifted
) -> None:
    add(5)
    with audit_entries_lifted():
        Entry.objects.filter(seq__gte=3).update(act=F("subject"))

    with pytest.raises(SystemExit, match="1"):
        call_command("verify_audit")

    line = json.loads(capsys.readouterr().out)
    assert (line["intact"], line["seq"], line["fault"]) == (False, 3, "altered")
    assert set(line["why"]) == {"uk", "en"}


@pytest.mark.parametrize("page", ["add", "change", "delete"])
def test_even_a_superuser_only_looks(client: Client, page: str) -> None:
    add(1)
    client.force_login(User.objects.create_superuser("owner", "owner@example.org"))
    url = reverse(f"admin:audit_entry_{page}", args=[] if page == "add" else [1])

    assert client.get(reverse("admin:audit_entry_changelist")).status_code == 200
    assert client.post(url, {"act": "other", "post": "yes"}).status_code == 403
    assert verify() == 1
