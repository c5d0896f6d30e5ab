"""Pages and letters say how the Administration is reached, and invent nothing."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from outbox.models import Letter
from tests.applications.builders import submitted

pytestmark = pytest.mark.django_db
SET = {
    "OFFICE_ADDRESS": "вул. Вигадана, 1",
    "OFFICE_PHONE": "+380 00 000 00 00",
    "OFFICE_EMAIL": "office@example.org",
}


@pytest.mark.usefixtures("gazetteer")
def test_what_is_set_stands_on_every_page_and_in_letters(settings: Any, client: Client) -> None:
    for name, value in SET.items():
        setattr(settings, name, value)
    submitted()

    texts = [
        client.get(reverse("home")).content.decode(),
        client.get("/nothing-here/").content.decode(),
        render_to_string("500.html"),
        Letter.objects.get().body,
    ]

    for text in texts:
        assert all(value in text for value in SET.values())


@pytest.mark.usefixtures("gazetteer")
def test_what_is_not_set_is_not_invented(client: Client) -> None:
    submitted()

    assert "<address" not in client.get(reverse("home")).content.decode()
    last = Letter.objects.get().body.rstrip().splitlines()[-1]
    assert last == "Маріупольська міська військова адміністрація"
