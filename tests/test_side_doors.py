"""The admin has no side door (P7): what no button offers, a forged request does not get either.

`test_staff_doors.py` sends the same forgeries to every address.
"""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.models import User
from applications.models import Application, Person
from audit.models import Entry
from housing.models import Site
from outbox.models import Letter
from tests.review.builders import submitted

MODELS = sorted(admin.site._registry.items(), key=lambda pair: pair[0]._meta.label)
OPEN_TO_ANYBODY = {"login", "logout"}  # of the admin's own addresses


# What is registered ------------------------------------------------------------------------------


@pytest.mark.parametrize(("model", "page"), MODELS, ids=[it._meta.label for it, _ in MODELS])
def test_nothing_is_edited_in_lists_deleted_or_saved_as_another(model: Any, page: Any) -> None:
    request: Any = type("Asked", (), {"user": User(is_superuser=True, is_staff=True)})()

    assert tuple(page.list_editable) == ()
    assert page.save_as is False
    assert not page.has_delete_permission(request)
    assert [inline for inline in page.inlines if inline.can_delete] == []


# Forged requests ---------------------------------------------------------------------------------


@pytest.fixture
def root(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("root", "root@example.org"))
    return client


def rows() -> list[list[Any]]:
    """Return what no request here may change."""
    models: tuple[Any, ...] = (Application, Person, Letter, Site, User, Group)
    kept = [list(model.objects.order_by("pk").values_list("pk", flat=True)) for model in models]
    return [*kept, list(Entry.objects.values_list("hash", flat=True))]


FORGED: list[tuple[str, str, dict[str, str]]] = [
    ("a list that is edited", "/admin/housing/site/", {
        "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "Ґ", "_save": "on",
    }),
    ("a letter edited in the list", "/admin/outbox/letter/", {
        "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": "1", "_save": "on",
    }),
    ("deleting what is chosen", "/admin/housing/site/", {
        "action": "delete_selected", "_selected_action": "1", "post": "yes",
    }),
    ("deleting accounts", "/admin/accounts/user/", {
        "action": "delete_selected", "_selected_action": "1", "post": "yes",
    }),
    ("deleting entries", "/admin/audit/entry/", {
        "action": "delete_selected", "_selected_action": "1", "post": "yes",
    }),
    ("deleting letters", "/admin/outbox/letter/", {
        "action": "delete_selected", "_selected_action": "1", "post": "yes",
    }),
    ("an action that nobody offers", "/admin/outbox/letter/", {
        "action": "send_everything", "_selected_action": "1",
    }),
    ("adding an entry", "/admin/audit/entry/add/", {"act": "application.decided", "seq": "1"}),
    ("an entry in a pop-up", "/admin/audit/entry/add/?_popup=1", {"act": "x", "_popup": "1"}),
    ("adding a letter", "/admin/outbox/letter/add/", {"to": "a@example.org", "body": "x"}),
    ("changing an entry", "/admin/audit/entry/1/change/", {"act": "x"}),
    ("saving an entry as another", "/admin/audit/entry/1/change/", {"_saveasnew": "1"}),
    ("deleting an entry", "/admin/audit/entry/1/delete/", {"post": "yes"}),
    ("a letter under another spelling", "/admin/outbox/letter/ 1/change/", {"_save": "1"}),
    ("saving a letter as another", "/admin/outbox/letter/1/change/", {"_saveasnew": "1"}),
    ("deleting a letter", "/admin/outbox/letter/1/delete/", {"post": "yes"}),
    ("adding an application", "/admin/applications/application/add/", {"number": "1"}),
    ("an inline of people", "/admin/applications/application/{pk}/", {
        "people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "0", "people-0-surname": "Ґ",
    }),
    ("deleting an application", "/admin/applications/application/{pk}/delete/", {"post": "yes"}),
    ("adding a lease", "/admin/leases/lease/add/", {"number": "1"}),
    ("adding a role", "/admin/auth/group/add/", {"name": "owner"}),
    ("adding a permission", "/admin/auth/permission/add/", {"name": "all"}),
    ("another's second factor", "/admin/accounts/factor/add/", {"user": "1", "kind": "app"}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "typed"), [it[1:] for it in FORGED], ids=[it[0] for it in FORGED])
def test_a_superuser_forges_nothing(
    path: str, typed: dict[str, str], root: Client, gazetteer: object
) -> None:
    application = submitted()
    before = rows()

    answer = root.post(path.format(pk=application.pk), typed)

    assert answer.status_code in {200, 302, 400, 403, 404, 405}  # 200: the list as it was
    assert rows() == before


@pytest.mark.parametrize(
    "query",
    [
        "people__taxpayer_index__startswith=3",
        "people__taxpayer_number_sealed__contains=a",
        "people__taxpayer_number_refused=True",
        "people__status_claims__code=deprived_of_liberty",
        "caseworker__password__startswith=a",
        "o=1.people__taxpayer_index",
        "q=%00",
    ],
)
def test_a_list_answers_no_question_that_its_filters_do_not_ask(
    query: str, root: Client, gazetteer: object
) -> None:
    application = submitted()
    address = reverse("admin:applications_application_changelist")
    shown = application.number.encode()

    asked, opposite = root.get(f"{address}?{query}"), root.get(f"{address}?{query}x")

    assert asked.status_code in {200, 302, 400, 422}
    assert (shown in asked.content) == (shown in opposite.content)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("accounts/user", "password__startswith=a"),
        ("accounts/user", "factors__secret__startswith=1"),
        ("accounts/user", "factors__last_step__gt=1"),
        ("accounts/user", "recovery_codes__digest__startswith=a"),
        ("outbox/letter", "body__contains=a"),
        ("outbox/letter", "to__startswith=a"),
        ("leases/lease", "data__icontains=a"),
        ("leases/lease", "tenant_number_index__startswith=a"),
        ("leases/lease", "residents__birth_date__lt=2000-01-01"),
        ("housing/site", "buildings__dwellings__leases__tenant__startswith=a"),
    ],
)
def test_the_admins_own_lists_refuse_a_filter_that_is_not_theirs(
    path: str, query: str, root: Client
) -> None:
    answer = root.get(f"/admin/{path}/?{query}")

    assert answer.status_code in {302, 400, 404}
    assert answer.status_code != 302 or "e=1" in answer.headers["Location"]
