"""What staff show besides their password: acts on authenticator apps and recovery codes.

Every act that adds or removes a factor ends the account's other sessions, stands in the audit
chain, and is told to its holder by letter (`views`), so that nobody's factor changes unnoticed.
"""

import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accounts import totp
from accounts.models import Factor, FactorKind, RecoveryCode, User
from accounts.printed_codes import ALPHABET, LOOKALIKES, sign_of
from audit.services import record
from sealing.digests import digest
from sealing.texts import seal, unseal

CODES: Final = 10
CODE_LENGTH: Final = 10  # signs of 5 bits


class WrongCode(Exception):
    """What was typed is no code of this account, or was used already."""


class HasApp(Exception):
    """The account has an authenticator app; it is removed before another is added."""


class NotShown(Exception):
    """The account has a factor, which this session has not shown lately: it adds no other."""


class LastFactor(Exception):
    """An account of the staff keeps one factor at least, until an administrator takes it away."""


def locked(user: User) -> User:
    """Return the row of an account, locked until the transaction ends."""
    return User.objects.select_for_update(of=("self",)).get(pk=user.pk)


def locked_to_add(user: User, *, is_shown: bool) -> User:
    """Return the row, locked; the first factor alone follows a password. Raises NotShown."""
    row = locked(user)
    if row.factors.exists() and not is_shown:
        raise NotShown
    return row


@transaction.atomic
def add_app(
    user: User, secret: str, typed: str, *, name: str, at: datetime, is_shown: bool = False
) -> Factor:
    """Add an authenticator app that shows the right code. Raises WrongCode, HasApp, NotShown."""
    row = locked_to_add(user, is_shown=is_shown)
    if row.factors.filter(kind=FactorKind.APP).exists():
        raise HasApp
    step = totp.matching_step(secret, typed, at=at, after=0)
    if step is None:
        raise WrongCode
    factor = Factor(user=row, kind=FactorKind.APP, name=name, made_at=at, last_step=step)
    factor.secret = seal(secret, about=about(factor))
    factor.save(force_insert=True)
    changed(row, "factor.added", by=row, at=at, kind=factor.kind)
    user.refresh_from_db()
    return factor


def about(factor: Factor) -> str:
    return f"factor:{factor.pk}:secret"


def changed(user: User, act: str, *, by: User, at: datetime, kind: str) -> None:
    """End the other sessions of an account and record why."""
    User.objects.filter(pk=user.pk).update(factors_changed=F("factors_changed") + 1)
    record(act, subject=f"user:{user.pk}", by=by, at=at, facts={"kind": kind})


@transaction.atomic
def remove(user: User, factor: UUID, *, at: datetime) -> None:
    """Take one of several factors off one's own account. Raises LastFactor and DoesNotExist."""
    row = locked(user)
    found = row.factors.get(pk=factor)
    if row.factors.count() == 1:
        raise LastFactor
    found.delete()
    changed(row, "factor.removed", by=row, at=at, kind=found.kind)
    user.refresh_from_db()


@transaction.atomic
def reset(user: User, *, by: User, at: datetime) -> None:
    """Take every factor and recovery code off an account, whose holder then adds one anew.

    For whoever lost phone and paper, after an administrator has made sure who they are. The
    password stays, so that an administrator alone opens nobody's account by it.
    """
    row = locked(user)
    row.factors.all().delete()
    row.recovery_codes.all().delete()
    changed(row, "factor.reset", by=by, at=at, kind="all")
    user.refresh_from_db()


@transaction.atomic
def try_code(user: User, typed: str, *, at: datetime) -> str:
    """Return by what a code opens: "app" or "recovery". Raises WrongCode; then nothing is spent.

    A code opens once; two browsers that send the same one are told apart by the locked row.
    """
    row = locked(user)
    if is_of_app(row, typed, at=at):
        return "app"
    if not spend_recovery_code(row, typed, at=at):
        raise WrongCode
    record("factor.recovery_code_used", subject=f"user:{row.pk}", by=row, at=at)
    return "recovery"


@transaction.atomic
def record_sign_in(user: User, opened_by: str, *, at: datetime) -> None:
    facts = {"by": opened_by}
    record("user.signed_in", subject=f"user:{user.pk}", by=user, at=at, facts=facts)


def record_own_password(user: User, *, at: datetime) -> None:
    record("user.password_changed", subject=f"user:{user.pk}", by=user, at=at)


def is_of_app(user: User, typed: str, *, at: datetime) -> bool:
    app = user.factors.filter(kind=FactorKind.APP).first()
    if app is None:
        return False
    secret = unseal(app.secret, about=about(app)) or ""
    step = totp.matching_step(secret, typed, at=at, after=app.last_step)
    if step is None:
        return False
    app.last_step, app.used_at = step, at
    app.save(update_fields=["last_step", "used_at"])
    return True


def spend_recovery_code(user: User, typed: str, *, at: datetime) -> bool:
    code = RecoveryCode.objects.filter(user=user, used_at=None, digest=digest_of(typed))
    return code.update(used_at=at) == 1


@transaction.atomic
def draw_recovery_codes(user: User, *, at: datetime) -> list[str]:
    """Return ten new codes, the only time they are seen; those before work no longer."""
    row = locked(user)
    RecoveryCode.objects.filter(user=row).delete()
    codes = [drawn() for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=row, digest=digest_of(code)) for code in codes
    )
    record("factor.recovery_codes_drawn", subject=f"user:{row.pk}", by=row, at=at)
    return codes


def drawn() -> str:
    signs = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return f"{signs[:5]}-{signs[5:]}"


def digest_of(typed: str) -> str:
    """Return what is kept of a code; case, blanks, hyphens and look-alikes make no difference."""
    signs = "".join(map(sign_of, typed)).upper().translate(LOOKALIKES)
    return digest("recovery-code", "".join(filter(str.isalnum, signs)))


def codes_left(user: User) -> int:
    return RecoveryCode.objects.filter(user=user, used_at=None).count()
