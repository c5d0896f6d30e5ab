"""Passkeys of the staff (WebAuthn): a phone, a computer or a key on USB that signs a challenge.

What it signed counts for this host alone, so that no other site can pass it on to us. What a
browser sends is text of anybody's until `fido2` has proven it.
"""

import json
import struct
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    UserVerificationRequirement,
)

from accounts.factors import WrongCode, changed, locked, locked_to_add
from accounts.models import Factor, FactorKind, User

Options = dict[str, Any]  # for the browser, as JSON
State = dict[str, Any]  # the challenge, for the session
PREFERRED = UserVerificationRequirement.PREFERRED  # the password was the first factor
REFUSED = (  # what json and fido2 raise for bad answers
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    struct.error,
)


def server(host: str) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(name="Housing portal", id=host))


def begin_adding(user: User, host: str) -> tuple[Options, State]:
    """Return what a browser needs to make a passkey, and what `add` compares it with."""
    person = PublicKeyCredentialUserEntity(
        id=str(user.pk).encode(), name=user.get_username(), display_name=str(user)
    )
    known = credentials(user)
    options, state = server(host).register_begin(person, known, user_verification=PREFERRED)
    return dict(options), state


@transaction.atomic
def add(
    user: User,
    answer: str,
    state: State,
    *,
    host: str,
    name: str,
    at: datetime,
    is_shown: bool = False,
) -> Factor:
    """Add the passkey that a browser made. Raises WrongCode and NotShown."""
    row = locked_to_add(user, is_shown=is_shown)
    try:
        made: AuthenticatorData = server(host).register_complete(state, json.loads(answer))
    except REFUSED as refused:
        raise WrongCode from refused
    data = made.credential_data
    if data is None:
        raise WrongCode
    factor = Factor(
        user=row,
        kind=FactorKind.PASSKEY,
        name=name,
        made_at=at,
        credential_id=websafe_encode(data.credential_id),
        credential=websafe_encode(bytes(data)),
        sign_count=made.counter,
    )
    save_new(factor)
    changed(row, "factor.added", by=row, at=at, kind=factor.kind)
    user.refresh_from_db()
    return factor


def save_new(factor: Factor) -> None:
    """Save a passkey. Raises WrongCode where it is known already."""
    try:
        with transaction.atomic():
            factor.save(force_insert=True)
    except IntegrityError as known:
        raise WrongCode from known


def begin_asking(user: User, host: str) -> tuple[Options, State]:
    """Return what a browser needs to sign with a passkey, and what `show` compares it with."""
    known = credentials(user)
    options, state = server(host).authenticate_begin(known, user_verification=PREFERRED)
    return dict(options), state


@transaction.atomic
def show(user: User, answer: str, state: State, *, host: str, at: datetime) -> None:
    """Note that one of the account's passkeys signed the challenge. Raises WrongCode."""
    row = locked(user)
    try:
        signed = AuthenticationResponse.from_dict(json.loads(answer))
        used = server(host).authenticate_complete(state, credentials(row), signed)
    except REFUSED as refused:
        raise WrongCode from refused
    factor = row.factors.get(credential_id=websafe_encode(used.credential_id))
    counted = signed.response.authenticator_data.counter
    if is_copy(factor, counted):
        raise WrongCode
    factor.sign_count, factor.used_at = counted, at
    factor.save(update_fields=["sign_count", "used_at"])


def is_copy(factor: Factor, counted: int) -> bool:
    """Tell whether a key that counts its signatures has counted back, as its copy would."""
    return bool(counted or factor.sign_count) and counted <= factor.sign_count


def credentials(user: User) -> list[AttestedCredentialData]:
    kept = user.factors.filter(kind=FactorKind.PASSKEY).order_by("made_at", "pk")
    return [AttestedCredentialData(websafe_decode(each.credential)) for each in kept]
