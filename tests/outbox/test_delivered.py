"""From which day a letter counts as received."""

from datetime import UTC, date, datetime

import pytest

from outbox.delivered import delivered_on, every_terms
from outbox.models import Letter
from outbox.state import State


@pytest.mark.parametrize(
    ("letter", "day"),
    [
        pytest.param({"state": State.QUEUED}, None, id="not sent"),
        pytest.param({"state": State.TO_PRINT}, None, id="not printed"),
        pytest.param(
            {"state": State.PRINTED, "printed_at": datetime(2026, 1, 5, tzinfo=UTC)},
            None,
            id="printed, not posted",
        ),
        pytest.param(
            {"state": State.POSTED, "posted_on": date(2026, 1, 5)},
            date(2026, 1, 10),
            id="the fifth calendar day after posting, a Saturday too",
        ),
        pytest.param(
            {"state": State.POSTED, "posted_on": date(2026, 12, 29)},
            date(2027, 1, 3),
            id="over the end of the year",
        ),
        pytest.param(
            {"state": State.SENT, "sent_at": datetime(2026, 1, 5, 23, 30, tzinfo=UTC)},
            date(2026, 1, 6),
            id="an e-mail the same day, in Kyiv",
        ),
        pytest.param({"state": State.SET_ASIDE}, None, id="dealt with otherwise"),
    ],
)
def test_day_from_which_a_letter_counts_as_received(
    letter: dict[str, object], day: date | None
) -> None:
    assert delivered_on(Letter(**letter)) == day


def test_every_act_names_its_source() -> None:
    assert all("2073" in terms.source for terms in every_terms().values())
