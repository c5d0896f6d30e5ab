"""One account for every role."""

import secrets
import string

from accounts.models import User
from accounts.roles import Role
from accounts.services import give_roles

NAMES = {
    Role.REGISTRAR: ("Мельник", "Ірина"),
    Role.CASEWORKER: ("Бойко", "Олексій"),
    Role.DECISION_MAKER: ("Гнатюк", "Наталія"),
    Role.ALLOCATION_OFFICER: ("Коваленко", "Михайло"),
    Role.LEASE_CLERK: ("Поліщук", "Світлана"),
    Role.AUDITOR: ("Кузьменко", "Андрій"),
    Role.ADMINISTRATOR: ("Яременко", "Тарас"),
    Role.OPERATOR: ("Савченко", "Людмила"),
}
# Who holds a role beside its account, and never signs in.
COLLEAGUES = {
    Role.CASEWORKER: (("Мороз", "Катерина"), ("Ткачук", "Віктор")),
    Role.DECISION_MAKER: (("Степаненко", "Юрій"),),
}
LETTERS = string.ascii_lowercase + string.digits


def account(role: Role) -> User:
    """Return the account of a role; the first call makes it, without a password."""
    return made(role, role, *NAMES[role])


def office(role: Role) -> list[User]:
    """Return everybody who holds a role, the account of the role first."""
    colleagues = enumerate(COLLEAGUES[role], start=2)
    return [account(role), *(made(f"{role}{number}", role, *name) for number, name in colleagues)]


def made(username: str, role: Role, surname: str, given_name: str) -> User:
    user, is_new = User.objects.get_or_create(
        username=username,
        defaults={
            "email": f"{username}@example.org",
            "last_name": surname,
            "first_name": given_name,
            "is_staff": True,
        },
    )
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        give_roles(user, [role])
    return user


def with_password(role: Role) -> tuple[User, str]:
    """Give the account of a role a fresh password, and return both; only its hash is kept.

    Its second factor is forgotten with the password before: whoever signs in adds one anew, and
    chooses a password of their own.
    """
    user, password = account(role), fresh_password()
    user.set_password(password)
    user.password_is_given = True
    user.save(update_fields=["password", "password_is_given"])
    user.factors.all().delete()
    user.recovery_codes.all().delete()
    return user, password


def fresh_password() -> str:
    """Return 16 random letters and digits in groups of four, about 82 bits."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)
