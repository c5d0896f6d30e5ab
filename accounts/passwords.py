"""A password that somebody else set is given: its holder chooses another before anything opens."""

from datetime import datetime

from django.db import transaction

from accounts import factors
from accounts.models import User
from audit.services import record


class NotGiven(Exception):
    """The holder chose the password already: it is changed with the one before, not without."""


class SamePassword(Exception):
    """The password that was given is known to whoever gave it; another one is chosen."""


def give(user: User) -> None:
    """Note that somebody else than its holder set the password of an account."""
    User.objects.filter(pk=user.pk).update(password_is_given=True)


@transaction.atomic
def give_at_the_machine(user: User, *, at: datetime) -> None:
    """Note that whoever runs the portal set a password at its machine, and record it."""
    give(user)
    record("user.password_set", subject=f"user:{user.pk}", by=None, at=at)


@transaction.atomic
def choose_first(user: User, password: str, *, at: datetime) -> None:
    """Put the holder's own password in place of the one given, which opens nothing any more.

    Ends every other session of the account. Raises NotGiven and SamePassword.
    """
    row = factors.locked(user)
    if not row.password_is_given:
        raise NotGiven
    if row.check_password(password):
        raise SamePassword
    row.set_password(password)
    row.password_is_given = False
    row.save(update_fields=["password", "password_is_given"])
    factors.record_own_password(row, at=at)
    user.refresh_from_db()
