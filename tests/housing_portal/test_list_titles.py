"""A list is called by what it lists, not by what Django asks of whoever opens it."""

import re

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_no_list_is_called_a_choice(client: Client) -> None:
    client.force_login(User.objects.create_superuser("head", "head@example.org", "a password"))
    client.cookies["django_language"] = "en"
    named = [model._meta.label_lower.replace(".", "_") for model in admin.site._registry]

    pages = [client.get(reverse(f"admin:{name}_changelist")).content.decode() for name in named]

    titles = [re.findall(r"<(?:h1|title)>\s*(.*?)\s*</", page) for page in pages]
    assert len(titles) > 10
    assert [each for each in titles if any("Select" in title for title in each)] == []
