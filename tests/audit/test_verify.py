"""Each kind of tampering is found, and the first entry that does not fit is named.

By the portal, and by the tool that needs no portal, from an export of the chain as it then is.
"""

import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import F

from accounts.models import User
from audit.anchors import Anchor, anchor, anchors_in
from audit.export import lines
from audit.models import Entry, Head
from audit.services import Broken, Fault, record, verify
from tests.audit.standalone import tool

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


def by_the_tool(anchors: Iterable[Anchor] = ()) -> tuple[int, str | None]:
    """Return what the tool says of an export: the entry and its fault, or how many entries fit."""
    told = [(each.seq, each.hash) for each in anchors]
    try:
        return tool.walk(lines(anchors=(), at=NOON), "export", told).seq, None
    except tool.Broken as broken:
        return broken.seq, broken.fault


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
    assert by_the_tool() == (found.seq, found.fault)


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
    assert by_the_tool() == (count, None)


def cut_off_the_tail_and_cover_it() -> None:
    Entry.objects.filter(seq__gt=3).delete()
    Head.objects.update(seq=3, hash=Entry.objects.get(seq=3).hash)


def write_the_chain_anew(seq: int = 3) -> None:
    """Alter one entry, and make the hash of every later one, and the end, fit again."""
    Entry.objects.filter(seq=seq).update(act="forged")
    before = Entry.objects.get(seq=seq - 1).hash
    for entry in Entry.objects.filter(seq__gte=seq).order_by("seq"):
        entry.previous_hash = before
        entry.hash = before = entry.link().hash()
        entry.save()
    Head.objects.update(hash=before)


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        pytest.param(
            cut_off_the_tail_and_cover_it, Broken(4, Fault.CUT_OFF), id="tail cut off and covered"
        ),
        pytest.param(write_the_chain_anew, Broken(5, Fault.REWRITTEN, 2), id="written anew"),
    ],
)
def test_what_hides_itself_in_the_database_is_found_by_the_anchors(
    tamper: Callable[[], object], found: Broken, audit_entries_lifted: Lifted
) -> None:
    add(2)
    anchor(at=NOON, again=True)
    add(3)
    anchor(at=NOON + timedelta(hours=1), again=True)
    anchors = list(anchors_in(Path(settings.AUDIT_ANCHORS)))
    with audit_entries_lifted():
        tamper()

    assert isinstance(verify(), int), "control: without anchors it stays hidden"
    assert by_the_tool()[1] is None
    assert verify(anchors) == found
    assert by_the_tool(anchors) == (found.seq, found.fault)


def test_a_chain_that_grew_fits_its_anchors() -> None:
    anchor(at=NOON, again=True)
    add(3)
    anchor(at=NOON + timedelta(hours=1), again=True)
    add(2)
    anchors = list(anchors_in(Path(settings.AUDIT_ANCHORS)))

    assert [each.seq for each in anchors] == [0, 3]
    assert verify(anchors) == 5
    assert by_the_tool(anchors) == (5, None)


def test_the_command_says_that_the_chain_is_intact(capsys: pytest.CaptureFixture[str]) -> None:
    add(2)

    call_command("verify_audit")

    assert json.loads(capsys.readouterr().out) == {
        "intact": True,
        "entries": 2,
        "anchors": 0,
    }


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


@pytest.mark.parametrize("file", ["deleted", "emptied"])
def test_entries_cut_together_with_the_anchors_are_missed(
    file: str, capsys: pytest.CaptureFixture[str], audit_entries_lifted: Lifted
) -> None:
    add(5)
    anchor(at=NOON, again=True)
    path = Path(settings.AUDIT_ANCHORS)
    path.unlink() if file == "deleted" else path.write_text("")
    with pytest.raises(SystemExit, match="3"):
        call_command("verify_audit")
    assert "the letters" in json.loads(capsys.readouterr().out)["why"]["en"]
    with audit_entries_lifted():
        Entry.objects.filter(seq__gt=3).delete()
        Head.objects.update(seq=3, hash=Entry.objects.get(seq=3).hash)

    with pytest.raises(SystemExit, match="1"):
        call_command("verify_audit")

    answer = json.loads(capsys.readouterr().out)
    assert (answer["intact"], answer["seq"], answer["fault"]) == (False, 4, "cut_off")


def test_a_file_that_lacks_the_last_anchors_is_not_enough(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    add(2)
    anchor(at=NOON, again=True)
    path = Path(settings.AUDIT_ANCHORS)
    before = path.read_text("utf-8")
    add(2)
    anchor(at=NOON + timedelta(hours=1), again=True)
    call_command("verify_audit")
    path.write_text(before, "utf-8")
    for arguments in ([], ["--anchors", str(tmp_path / "empty")]):
        (tmp_path / "empty").touch()
        with pytest.raises(SystemExit, match="3"):
            call_command("verify_audit", *arguments)
