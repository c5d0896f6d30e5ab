"""Acts on roles."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from accounts.models import User
from accounts.roles import ROLES, Role, clashing


class NoSuchPermissions(Exception):
    """The table names permissions that no model declares. `codenames` holds them, sorted."""

    def __init__(self, codenames: Iterable[str]) -> None:
        self.codenames = sorted(codenames)
        super().__init__(", ".join(self.codenames))


class RolesClash(Exception):
    """One person may not hold these together. `pairs` holds them."""

    def __init__(self, pairs: list[tuple[Role, Role]]) -> None:
        self.pairs = pairs
        super().__init__(", ".join(f"{role} and {other}" for role, other in pairs))


@transaction.atomic
def give_roles(user: User, roles: Iterable[str]) -> None:
    """Give an account exactly these roles. Raises RolesClash; the database refuses it as well."""
    wanted = list(roles)
    if pairs := clashing(wanted):
        raise RolesClash(pairs)
    user.groups.set(Group.objects.filter(name__in=wanted))


@transaction.atomic
def create_roles() -> None:
    """Give each role's group exactly the permissions of the table, whatever it had before.

    Run after `migrate`, which creates the permissions; running twice changes nothing.
    Raises NoSuchPermissions with every name that fits none; then nothing has changed.
    """
    known = known_permissions()
    wanted = frozenset[str]().union(*ROLES.values())
    if absent := [name for name in wanted if not fitting(name, known)]:
        raise NoSuchPermissions(absent)
    for role, names in ROLES.items():
        group, _ = Group.objects.get_or_create(name=str(role))
        group.permissions.set({pk for name in names for pk in fitting(name, known)})


def known_permissions() -> dict[str, int]:
    """Return "app_label.codename" → primary key of every permission in the database."""
    rows = Permission.objects.values_list("content_type__app_label", "codename", "pk")
    return {f"{app_label}.{codename}": pk for app_label, codename, pk in rows}


def fitting(name: str, known: dict[str, int]) -> list[int]:
    return [pk for codename, pk in known.items() if fnmatchcase(codename, name)]
