"""Accounts of applicants: opened by themselves or by whoever helps, found by a proven address."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Lower

from accounts.models import User
from audit.services import record


class AddressTaken(Exception):
    """Another account has this e-mail address."""


def holder_of(address: str) -> User | None:
    """Return whose address this is, in whatever case it is typed."""
    return User.objects.alias(lower=Lower("email")).filter(lower=Lower(Value(address))).first()


def applicant_of_address(address: str, *, at: datetime) -> User | None:
    """Return the applicant's account of a proven address, opened now if there is none.

    None where the address is that of the staff, or of a closed account: no code opens those.
    """
    user = holder_of(address) or opened_for(address, at=at)
    return user if user.is_applicant else None


def opened_for(address: str, *, at: datetime) -> User:
    """Open an account; of two browsers that prove one address at once both get the same."""
    try:
        return open_account(email=address, way="email", by=None, at=at)
    except IntegrityError:
        if (holder := holder_of(address)) is None:
            raise
        return holder


@transaction.atomic
def open_account(*, email: str = "", way: str, by: User | None, at: datetime) -> User:
    """Open an applicant's account, which no password opens; `by` is the operator who helps.

    `way` is "email", "printed_code" or "helped". The name tells nothing of the person.
    """
    user = User(username=f"applicant-{secrets.token_hex(8)}", email=email, date_joined=at)
    user.set_unusable_password()
    user.save(force_insert=True)
    facts = {"way": way}
    record("account.opened", subject=f"user:{user.pk}", by=by or user, at=at, facts=facts)
    return user


@transaction.atomic
def change_address(user: User, address: str, *, at: datetime) -> str:
    """Give an account a proven address and return the one before; other devices are signed out.

    Raises AddressTaken; then nothing has changed.
    """
    row = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    before = row.email
    row.email = address
    close_sessions(row)
    try:
        with transaction.atomic():
            row.save(update_fields=["email", "password"])
    except IntegrityError as taken:
        raise AddressTaken from taken
    record("account.email_changed", subject=f"user:{row.pk}", by=row, at=at)
    user.refresh_from_db()
    return before


@transaction.atomic
def sign_out_everywhere(user: User, *, at: datetime) -> None:
    row = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    close_sessions(row)
    row.save(update_fields=["password"])
    record("account.signed_out_everywhere", subject=f"user:{row.pk}", by=row, at=at)
    user.refresh_from_db()


def close_sessions(user: User) -> None:
    """End an applicant's sessions, each bound to the password field, once the row is saved."""
    user.set_unusable_password()
