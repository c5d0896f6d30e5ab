"""Paper forms that are begun and not registered are forgotten by nobody."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from desk import sheets
from desk.models import Sheet
from desk.unregistered import tell
from outbox.models import Letter

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 1, 21, 6, tzinfo=UTC)  # a Wednesday, eight in Kyiv


def stamped(sheet: Sheet, day: int) -> Sheet:
    said = sheets.read(sheet)
    for part, value in (("day", day), ("month", 1), ("year", 2026)):
        said[f"arrival-received_on_{part}"] = str(value)
    sheets.write(sheet, said)
    sheet.save()
    return sheet


def told() -> dict[str, str]:
    return {letter.to: letter.body for letter in Letter.objects.filter(kind="digest")}


def test_registrars_hear_of_their_own_forms_and_the_heads_of_all(
    sheet: Sheet, registrar: User, staff: Callable[..., User]
) -> None:
    petro, other = staff("decision_maker", name="petro"), staff("registrar", name="other")
    stamped(sheet, 5)

    assert tell(at=MORNING) == 2
    assert tell(at=MORNING + timedelta(minutes=5)) == 0

    letters = told()
    assert set(letters) == {registrar.email, petro.email}
    assert other.email not in letters
    for body in letters.values():
        assert "stamped 05.01.2026 – 3 working days left" in body
        assert body.count("05.01.2026") == 2  # in both languages


def test_a_stamp_that_is_no_day_is_told_too(sheet: Sheet, registrar: User) -> None:
    stamped(sheet, 99)

    tell(at=MORNING)

    assert "no day stamped" in told()[registrar.email]


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(datetime(2026, 1, 21, 3, tzinfo=UTC), id="at night"),
        pytest.param(datetime(2026, 1, 24, 8, tzinfo=UTC), id="on a Saturday"),
    ],
)
def test_nobody_is_told_out_of_hours(at: datetime, sheet: Sheet) -> None:
    assert tell(at=at) == 0


def test_where_nothing_is_begun_nobody_is_told(registrar: User) -> None:
    assert tell(at=MORNING) == 0
