"""The same people elsewhere are pointed out with the reason; siblings and twins are not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application
from desk.models import Sheet
from review import services
from tests.applications.builders import SHARE, submitted
from tests.conftest import NOON
from tests.desk.builders import press, typed

pytestmark = pytest.mark.django_db
FIRST = SHARE["people"][0]


def without_numbers(boxes: dict[str, Any]) -> dict[str, Any]:
    """Give everybody papers with other numbers than those of the example."""
    return boxes | {
        "p0-identity_type": "other",
        "p0-identity_number": "X1",
        "p1-identity_type": "other",
        "p1-identity_number": "X2",
        **{name: "" for name in boxes if name.endswith(("-taxpayer_number", "-unzr"))},
    }


def reasons(client: Client, sheet: Sheet, boxes: dict[str, Any]) -> list[str]:
    answer = press(client, sheet, "check", boxes)
    return [reason for each in answer.context["found"].applications for reason in each.reasons]


def test_a_number_in_common_is_the_reason_named(client: Client, sheet: Sheet) -> None:
    submitted()

    said = " ".join(reasons(client, sheet, typed(SHARE)))

    assert "number of the identity document" in said
    assert "name and birth date" not in said


def test_name_and_birth_date_are_the_reason_where_no_number_is(
    client: Client, sheet: Sheet
) -> None:
    submitted(lambda it: it["people"][0].update(surname="О’Дем’яненко"))
    boxes = without_numbers(typed(SHARE)) | {"p0-surname": "о'дем'яненко"}

    said = reasons(client, sheet, boxes | {"p1-given_name": "Інший"})

    assert len(said) == 1
    assert "name and birth date" in said[0]


@pytest.mark.parametrize(
    "other",
    [{"p0-given_name": "Сестра"}, {"p0-birth_date_year": "1979"}],
    ids=["a twin has another given name", "a sister has another birth date"],
)
def test_siblings_are_no_match(client: Client, sheet: Sheet, other: dict[str, str]) -> None:
    submitted()
    boxes = without_numbers(typed(SHARE)) | other | {"p1-given_name": "Інший"}

    assert reasons(client, sheet, boxes) == []


def test_nothing_is_registered_until_the_match_is_weighed(
    client: Client, sheet: Sheet, staff: Callable[..., User]
) -> None:
    earlier = submitted()
    services.take(earlier.pk, by=staff("caseworker", name="halyna"), at=NOON)

    refused = press(client, sheet, "submit", typed(SHARE))
    page = refused.content.decode()
    digest = refused.context["found"].digest
    press(client, sheet, "submit", typed(SHARE), weighed=digest)

    assert refused.status_code == 422
    for part in (earlier.number, "Under review", "halyna answers for it"):
        assert part in page
    assert Application.objects.count() == 2


def test_a_word_given_for_one_match_does_not_count_for_another(
    client: Client, sheet: Sheet
) -> None:
    submitted()
    digest = press(client, sheet, "check", typed(SHARE)).context["found"].digest
    submitted(key="another")

    answer = press(client, sheet, "submit", typed(SHARE), weighed=digest)

    assert answer.status_code == 422
    assert Application.objects.count() == 2


def test_matches_come_while_one_types_and_stand_in_no_address(client: Client, sheet: Sheet) -> None:
    earlier = submitted()
    boxes = {name: value for name, value in typed(SHARE).items() if name.startswith("p")}

    url = reverse("desk:saved", args=[sheet.pk])
    answer = client.post(url, {**boxes, "version": sheet.version})

    assert earlier.number in answer.json()["matches"]
    assert FIRST["surname"] not in url
