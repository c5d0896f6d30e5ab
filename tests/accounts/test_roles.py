"""What create_roles leaves in the database, and which roles one person may hold."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts import services
from accounts.models import User
from accounts.roles import CLASHES, DECIDING, ROLES, Role, clashing


def permissions_of(role: str) -> set[str]:
    rows = Permission.objects.filter(group__name=role)
    return {f"{row.content_type.app_label}.{row.codename}" for row in rows}


def test_every_role_has_its_row_in_the_table() -> None:
    assert list(ROLES) == list(Role)


@pytest.mark.django_db
def test_every_permission_of_the_table_exists() -> None:
    call_command("create_roles")

    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    assert "review.decide" in permissions_of(Role.DECISION_MAKER)


@pytest.mark.django_db
def test_nobody_but_the_decision_maker_may_decide() -> None:
    assert [role for role in Role if "review.decide" in permissions_of(role)] == ["decision_maker"]


@pytest.mark.django_db
def test_only_operators_help_applicants_and_they_do_nothing_else() -> None:
    helping = [role for role in Role if "accounts.help_applicant" in permissions_of(role)]
    assert helping == ["operator"]
    assert permissions_of(Role.OPERATOR) == {"accounts.help_applicant"}


@pytest.mark.django_db
def test_an_auditor_may_only_look() -> None:
    assert {name.split(".")[1].split("_")[0] for name in permissions_of(Role.AUDITOR)} == {"view"}


@pytest.mark.django_db
def test_a_group_has_exactly_the_permissions_of_the_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(services, "ROLES", {"auditor": frozenset({"audit.view_*"})})
    group = Group.objects.get(name="auditor")
    group.permissions.set(Permission.objects.filter(codename="add_user"))

    services.create_roles()
    services.create_roles()

    assert permissions_of("auditor") == {"audit.view_entry", "audit.view_head"}


@pytest.mark.django_db
def test_a_permission_that_no_model_declares_is_named_and_nothing_changes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = {"auditor": frozenset({"audit.view_entry", "audit.rewrite", "lodging.view_*"})}
    monkeypatch.setattr(services, "ROLES", table)
    Group.objects.all().delete()

    with pytest.raises(SystemExit, match="1"):
        call_command("create_roles")

    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in lines] == ["audit.rewrite", "lodging.view_*"]
    assert not Group.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_an_administrator_does_not_review_decide_allocate_or_lease(role: Role) -> None:
    is_refused = role in DECIDING or role == Role.AUDITOR

    assert bool(clashing({"administrator", role})) is is_refused


def test_a_caseworker_may_also_decide_since_each_case_tells_its_two_people_apart() -> None:
    assert clashing({"caseworker", "decision_maker", "registrar", "lease_clerk"}) == []


PAIRS = [(role, other) for role, others in CLASHES.items() for other in Role if other in others]


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "other"), [*PAIRS, *((other, role) for role, other in PAIRS)])
def test_what_one_person_may_not_hold_together_is_refused(
    role: Role, other: Role, staff: Callable[..., User]
) -> None:
    user = staff(role, name="petro")

    with pytest.raises(services.RolesClash):
        services.give_roles(user, [role, other])
    with pytest.raises(IntegrityError), transaction.atomic():
        user.groups.add(Group.objects.get(name=other))

    assert [group.name for group in user.groups.all()] == [role]


@pytest.mark.django_db
def test_the_database_lets_everybody_hold_what_the_table_allows(
    staff: Callable[..., User],
) -> None:
    for number, role in enumerate(Role):
        for other in Role:
            if not clashing({role, other}):
                services.give_roles(staff(name=f"{number}-{other}"), {role, other})


@pytest.mark.django_db
def test_one_role_gives_way_to_another_it_clashes_with(staff: Callable[..., User]) -> None:
    user = staff("caseworker", name="petro")

    services.give_roles(user, ["auditor"])

    assert [group.name for group in user.groups.all()] == ["auditor"]
