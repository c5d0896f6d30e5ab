"""What a browser offers to fill in: to applicants their own, to whoever helps nothing."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts import assistances
from accounts.models import User
from drafts import services
from drafts.answers import read
from tests.accounts.builders import NOON, Staff, applicant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_helped", [False, True], ids=["by oneself", "helped"])
@pytest.mark.parametrize("question", ["name", "birth-date"])
def test_only_applicants_are_offered_what_their_browser_knows(
    client: Client, staff: Staff, question: str, is_helped: bool
) -> None:
    user = applicant()
    draft = services.start(user, language="uk", at=NOON)
    client.force_login(operator(user, staff) if is_helped else user)
    [part] = [each.ref for each in read(draft, at=NOON).parts if each.kind == "person"]

    page = client.get(f"/apply/{draft.pk}/questions/{part}/{question}/").content.decode()

    hints = set(re.findall(r'autocomplete="([\w-]+)"', page))
    assert hints
    assert (hints == {"off"}) == is_helped


def operator(user: User, staff: Staff) -> User:
    helper = staff("operator")
    assistances.start(helper, user, at=timezone.now())
    return helper
