"""Every access of the staff is shown by role, with the act and its stage, never by name."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Assistance, Ending, User
from accounts.roles import Role
from applications.models import Application, DocumentCopy
from audit.services import record
from cabinet.accesses import accesses, entries_about
from leases import services as leasing
from outbox.models import Letter
from review import services
from tests.cabinet.builders import TUESDAY, owned
from tests.leases.builders import draft, tariff
from tests.review.builders import MONDAY, copy_of, found_clean, proven, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]


def acts_on(application: Application) -> list[tuple[str, list[str], str]]:
    found = accesses(application, entries_about(application))
    return [(each.code, each.roles, each.status) for each in found]


def test_each_act_has_its_role_and_the_stage_it_served(
    application: Application, halyna: User, petro: User, in_english: None
) -> None:
    services.read_application(application, by=halyna, at=MONDAY)
    taken(application, halyna)
    found_clean(copy_of(application, "idp_certificate"))
    held = DocumentCopy.objects.get(document__paper="idp_certificate")
    file = services.read(held, by=halyna, at=TUESDAY).file_to_stream
    assert file is not None
    file.close()
    services.read_letter(Letter.objects.get(), by=petro, at=TUESDAY)

    assert acts_on(application) == [
        ("letter.read", ["Decision maker"], "Under review"),
        ("document.read", ["Caseworker"], "Under review"),
        ("application.taken", ["Caseworker"], "Under review"),
        ("application.read", ["Caseworker"], "Under review"),  # at the instant of the move
    ]


def test_the_page_shows_roles_and_never_names(
    application: Application, halyna: User, petro: User, page: Client
) -> None:
    halyna.first_name, halyna.last_name = "Галина", "Петренко"
    halyna.save()
    proven(application, halyna)
    services.read_application(application, by=petro, at=TUESDAY)

    text = page.get(reverse("accesses", args=[application.number])).content.decode()

    assert "Caseworker" in text
    assert "Decision maker" in text
    assert "Paper judged" in text
    for name in ("halyna", "petro", "Галина", "Петренко", "example.org"):
        assert name not in text


def test_what_the_applicant_and_the_portal_do_is_no_access(
    application: Application, olena: User, page: Client
) -> None:
    page.post(reverse("withdraw", args=[application.number]), {"version": application.version})

    text = page.get(reverse("accesses", args=[application.number])).content.decode()

    assert "Nobody of the staff has looked at it yet." in text


def test_another_application_s_accesses_are_not_among_them(
    application: Application, taras: User, halyna: User
) -> None:
    taken(owned(taras, key="foreign"), halyna)

    assert acts_on(application) == []


def test_readings_of_a_lease_are_among_them(
    application: Application, staff: Callable[..., User], in_english: None
) -> None:
    tariff(2026)
    clerk = staff("lease_clerk", name="lesia")
    lease = leasing.issue(draft(clerk), by=clerk, at=TUESDAY)
    leasing.read(lease, by=clerk, at=TUESDAY)

    acts = acts_on(lease.application)
    found = [code for code, roles, _status in acts if roles == ["Lease clerk"]]

    assert {"lease.assigned", "lease.issued", "lease.read"} <= set(found)


def test_who_has_no_role_any_more_read_it_in_the_role_they_had(
    application: Application, halyna: User, in_english: None
) -> None:
    services.read_application(application, by=halyna, at=MONDAY)
    halyna.groups.clear()
    User.objects.filter(pk=halyna.pk).update(is_staff=False, is_active=False)

    assert acts_on(application) == [("application.read", ["Caseworker"], "Registered")]


def test_an_act_recorded_without_roles_is_shown_with_those_of_today(
    application: Application, halyna: User, in_english: None
) -> None:
    taken(application, halyna)
    assert acts_on(application) == [("application.taken", ["Caseworker"], "Under review")]

    halyna.groups.clear()

    assert acts_on(application) == [("application.taken", ["Staff"], "Under review")]


def test_who_helped_is_among_them_and_who_made_a_printed_code(
    application: Application, olena: User, taras: User, staff: Callable[..., User]
) -> None:
    operator = staff("operator", name="oleh")
    for holder, number in ((olena, 1), (taras, 2)):
        with transaction.atomic():
            subject = f"assistance:{helped(operator, holder).pk}"
            facts = {"applicant": holder.pk, "number": number}
            record("assistance.started", subject=subject, by=operator, at=MONDAY, facts=facts)
            record("account.code_printed", subject=f"user:{holder.pk}", by=operator, at=MONDAY)
            record("account.email_changed", subject=f"user:{holder.pk}", by=holder, at=MONDAY)

    acts = [code for code, _roles, _status in acts_on(application)]

    assert acts == ["account.code_printed", "assistance.started"]


def helped(operator: User, applicant: User) -> Assistance:
    return Assistance.objects.create(
        operator=operator, applicant=applicant, started_at=MONDAY, active_at=MONDAY,
        consented_at=MONDAY, consent_version="1", ended_at=MONDAY, ended_why=Ending.FINISHED,
    )  # fmt: skip


@pytest.mark.parametrize("role", Role)
def test_every_role_has_its_word(
    role: Role, application: Application, staff: Callable[..., User]
) -> None:
    services.read_application(application, by=staff(role, name="x"), at=MONDAY)

    assert [roles for _code, roles, _status in acts_on(application)] == [[str(role.label)]]


def test_a_long_list_comes_in_pages_at_the_same_cost(
    application: Application, halyna: User, page: Client, django_assert_max_num_queries: Any
) -> None:
    with transaction.atomic():
        for number in range(120):
            subject = f"application:{application.pk}"
            record("application.read", subject=subject, by=halyna, at=MONDAY, facts={"n": number})
    url = reverse("accesses", args=[application.number])
    page.get(url)

    with django_assert_max_num_queries(14):
        text = page.get(url, {"page": 2}).content.decode()

    assert text.count('<li class="done">') == 50
    assert "?page=1" in text
    assert "?page=3" in text
