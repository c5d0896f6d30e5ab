"""Hostile files: none is served to be run, none survives in a picture, none harms.

`make fuzz` sends all of the corpus, more than 500; the suite sends every seventh.
"""

from collections import Counter
from contextlib import closing
from itertools import islice
from typing import Any

import pytest

from copies import serving
from copies.models import Copy, State
from copies.names import LONGEST
from copies.services import FileEmpty, WrongKind, check, refusal_said
from copies.wording import FLAGS, REFUSALS
from tests.copies.builders import EICAR, MARKER, NOON, jpeg, received
from tests.copies.hostile import Hostile, corpus
from tests.copies.warm import Warm
from tests.fuzzing import is_long

PICTURES = ("jpeg", "png", "heic")


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner")
def test_no_hostile_file_is_run_shown_or_kept_as_a_picture(warmed: Warm, committed: Any) -> None:
    ends: Counter[str] = Counter()
    for hostile in islice(corpus(), 0, None, 1 if is_long() else 7):
        with committed():
            ends[end_of(hostile)] += 1

    assert {"wrong_kind", "damaged", "infected", "clean"} <= set(ends)
    if is_long():
        assert sum(ends.values()) >= 500, ends
        assert ends["infected"] >= 6
        assert ends["clean"] >= 100
        assert {"password", "too_many_pages", "too_many_pixels"} <= set(ends)
    assert warmed.crashed <= ends["cannot_be_read"]
    with committed():
        assert end_of(Hostile("and a good one at last", jpeg())) == "clean"


def end_of(hostile: Hostile) -> str:
    """Send a file as anybody can; return what became of it, all that must hold being asserted."""
    try:
        copy = received(hostile.content, hostile.name)
    except (FileEmpty, WrongKind) as refused:
        return refused.code
    assert check(copy.pk, at=NOON) in {State.CLEAN, State.REFUSED}, hostile.what
    copy.refresh_from_db()
    assert_name_is_clean(copy)
    if copy.state == State.REFUSED:
        assert_refused_in_words(copy, hostile)
        return copy.refusal
    assert set(copy.flags) <= set(FLAGS), hostile.what
    assert_served_harmlessly(copy, hostile)
    return copy.state


def assert_name_is_clean(copy: Copy) -> None:
    assert copy.name.isprintable(), copy.name
    assert 0 < len(copy.name) <= LONGEST
    assert not set(copy.name) & set('/\\<>"')


def assert_refused_in_words(copy: Copy, hostile: Hostile) -> None:
    assert copy.refusal in REFUSALS, hostile.what
    assert refusal_said(copy.refusal)
    with pytest.raises(Exception, match="not opened"):
        serving.download(copy)
    assert (EICAR in hostile.content) <= (copy.refusal == "infected"), hostile.what


def assert_served_harmlessly(copy: Copy, hostile: Hostile) -> None:
    body = body_of(serving.download(copy), hostile)
    if copy.kind in PICTURES:
        assert body != hostile.content, hostile.what
        assert body.startswith(b"\xff\xd8\xff"), hostile.what
        assert MARKER not in body, hostile.what
        assert b"GPS" not in body, hostile.what
    else:
        assert body == hostile.content, hostile.what
    for page in copy.pages.all():
        picture = body_of(serving.page(copy, page.number), hostile)
        assert picture.startswith(b"\xff\xd8\xff"), hostile.what
        assert MARKER not in picture, hostile.what


def body_of(answer: Any, hostile: Hostile) -> bytes:
    """Return what is handed out, as a download that nothing may run in."""
    assert answer["Content-Disposition"].startswith("attachment; "), hostile.what
    assert "\n" not in answer["Content-Disposition"]
    assert answer["Content-Type"] in {kind for kind, _ in serving.SERVED_AS.values()}, hostile.what
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    with closing(answer.file_to_stream):  # closing the answer would close the database, too
        return b"".join(answer.streaming_content)
