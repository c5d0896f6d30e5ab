"""What was typed when the session had ended stands again on the pages that add something."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.applicants import sign_out_everywhere
from accounts.models import User
from drafts.models import Draft
from tests.drafts.builders import NOON, written


@pytest.mark.parametrize(
    ("name", "field", "typed"),
    [
        ("add_person", "relationship", "spouse"),
        ("add_home", "owner", ""),
        ("add_draft_paper", "code", "other"),
    ],
)
def test_what_was_typed_signed_out_is_there_again_and_not_saved(
    name: str, field: str, typed: str, page: Client, owner: User, draft: Draft
) -> None:
    url, before = reverse(name, args=[draft.pk]), written(draft)
    typed = typed or before.applicant.ref
    sign_out_everywhere(owner, at=NOON)

    page.post(url, {field: typed})
    page.force_login(owner)
    again = page.get(url)

    assert again.status_code == 200
    assert again.context["form"][field].value() == typed
    assert "You had been signed out." in again.content.decode()
    assert "There is a problem" not in again.content.decode()
    assert written(draft).parts == before.parts
