"""The term of review that the Order sets."""

from datetime import date

import pytest

from deadlines.terms import NoTermsInForce, review_days


@pytest.mark.parametrize("on", [date(2025, 7, 7), date(2026, 1, 5)])
def test_an_application_is_reviewed_within_fifteen_working_days(on: date) -> None:
    assert review_days(on) == 15


def test_before_the_order_no_term_is_set() -> None:
    with pytest.raises(NoTermsInForce, match="2025-07-06"):
        review_days(date(2025, 7, 6))
