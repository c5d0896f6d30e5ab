"""What the stock refuses, and who keeps it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from tests.leases.builders import building, dwelling

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        pytest.param({"rooms": 0}, "dwelling_has_one_room_or_more", id="no room"),
        pytest.param({"total_area": 0, "living_area": 0}, "areas_are_above_zero", id="no area"),
        pytest.param({"living_area": 0}, "areas_are_above_zero", id="no living area"),
        pytest.param(
            {"living_area": Decimal("53.01")}, "living_area_is_at_most", id="living above total"
        ),
    ],
)
def test_the_database_refuses_an_impossible_dwelling(changed: dict[str, Any], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        dwelling(**changed)


def test_one_number_once_in_a_building() -> None:
    house = building()
    dwelling(house, number="7")

    with pytest.raises(IntegrityError), transaction.atomic():
        dwelling(house, number="7")
    assert dwelling(number="7").pk


def test_all_rooms_may_be_living_rooms() -> None:
    assert dwelling(living_area=Decimal(53)).pk


def test_a_change_of_the_stock_is_in_the_audit_chain(
    staff: Callable[..., User], client: Client
) -> None:
    home = dwelling(inventory="")
    client.force_login(staff("administrator"))
    house = {"building": home.building_id, "number": home.number, "floor": 4, "rooms": home.rooms,
             "total_area": "53", "living_area": home.living_area, "inventory": ""}  # fmt: skip
    kept = {"is_commissioned": "on"} if home.is_commissioned else {}

    answer = client.post(
        reverse("admin:housing_dwelling_change", args=[home.pk]), {**house, **kept}
    )

    assert answer.status_code == 302
    entry = Entry.objects.get()
    assert (entry.act, entry.subject) == ("dwelling.changed", f"dwelling:{home.pk}")
    assert entry.facts == {"fields": "floor"}


def test_a_dwelling_is_found_by_its_number(staff: Callable[..., User], client: Client) -> None:
    dwelling(number="41")
    dwelling(number="411")
    client.force_login(staff("lease_clerk"))

    answer = client.get(reverse("admin:housing_dwelling_changelist"), {"q": "41"})

    assert [row.number for row in answer.context["cl"].result_list] == ["41"]
