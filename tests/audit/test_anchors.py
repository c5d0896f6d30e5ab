"""The end of the chain goes outside every hour, to a file and to the officers."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import connection

from audit import anchors
from audit.anchors import NotAnAnchor, Way, anchor, anchors_in, silent_since
from audit.models import Entry
from audit.services import record
from audit.tasks import anchor as hourly

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
OFFICERS = ["audit@example.org", "head@example.org"]


class Down(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, email_messages: Any) -> int:
        raise ConnectionRefusedError


@pytest.fixture
def file(settings: Any) -> Path:
    record("act", subject="application:1", by=None, at=NOON)
    return Path(settings.AUDIT_ANCHORS)


def test_each_hour_adds_a_line_and_leaves_those_before(file: Path) -> None:
    anchor(at=NOON)
    record("act", subject="application:2", by=None, at=NOON)
    anchor(at=NOON + HOUR)

    first, second = anchors_in(file)
    assert (first.seq, first.hash) == (1, Entry.objects.get(seq=1).hash)
    assert (second.seq, second.hash) == (2, Entry.objects.get(seq=2).hash)
    assert first.at == "2026-01-05T12:00:00+00:00"


def test_two_clocks_in_one_hour_add_one_line(file: Path) -> None:
    assert anchor(at=NOON) == {Way.FILE: True}
    assert anchor(at=NOON + timedelta(minutes=2)) == {}

    assert len(list(anchors_in(file))) == 1


def test_the_officers_get_a_letter_whose_last_line_is_an_anchor(file: Path, settings: Any) -> None:
    settings.AUDIT_ANCHOR_EMAILS = OFFICERS

    anchor(at=NOON)

    [letter] = mail.outbox
    assert letter.to == OFFICERS
    assert "У журналі аудиту" in letter.body
    assert "audit journal" in letter.body
    assert json.loads(str(letter.body).strip().splitlines()[-1])["seq"] == 1


def test_a_mail_server_that_is_down_is_tried_again_and_shows_meanwhile(
    file: Path, settings: Any
) -> None:
    settings.AUDIT_ANCHOR_EMAILS = OFFICERS
    settings.EMAIL_BACKEND = f"{__name__}.Down"

    assert anchor(at=NOON) == {Way.FILE: True, Way.MAIL: False}
    assert silent_since(NOON) == {Way.MAIL: anchors.NEVER}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert anchor(at=NOON + timedelta(minutes=10)) == {Way.MAIL: True}
    assert silent_since(NOON + timedelta(minutes=10)) == {}


def test_an_address_that_is_none_shows_and_takes_no_anchor(file: Path, settings: Any) -> None:
    settings.AUDIT_ANCHOR_EMAILS = ["audit@example.org\n"]

    assert anchor(at=NOON) == {Way.FILE: True, Way.MAIL: False}
    assert list(silent_since(NOON)) == [Way.MAIL]


def test_a_file_that_cannot_be_written_shows_and_stops_nothing_else(
    file: Path, settings: Any, tmp_path: Path
) -> None:
    settings.AUDIT_ANCHOR_EMAILS = OFFICERS
    settings.AUDIT_ANCHORS = tmp_path  # a folder

    assert anchor(at=NOON) == {Way.FILE: False, Way.MAIL: True}
    assert list(silent_since(NOON)) == [Way.FILE]


def test_a_line_that_is_no_anchor_is_named(tmp_path: Path) -> None:
    path = tmp_path / "anchors"
    path.write_text('{"at": "x", "seq": 1, "hash": "y"}\n{"at": "x"', "utf-8")

    with pytest.raises(NotAnAnchor) as refused:
        list(anchors_in(path))

    assert refused.value.line == 2


def test_the_clock_and_the_command_do_the_same(file: Path, capsys: Any) -> None:
    hourly()
    call_command("anchor_audit")

    assert json.loads(capsys.readouterr().out) == {"file": True}
    assert len(list(anchors_in(file))) == 2


def test_health_asks_for_the_anchors_in_one_query(
    file: Path, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1, connection=connection):
        silent_since(NOON)
