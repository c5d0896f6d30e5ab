"""Texts at rest: AES-256-GCM with a key id.

A sealed text is "keyid:base64(nonce ‖ ciphertext)", bound to what it is about ("person:…:unzr"), so
that it opens neither under another key nor in another row or column.
"""

import base64
import binascii
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12  # bytes, as NIST SP 800-38D recommends for GCM


class CannotUnseal(Exception):
    """The key is not among ours, or the text is not what was sealed here. Never shows the text."""


def seal(text: str | None, *, about: str) -> str:
    """Encrypt with the first key; nothing seals to the empty text."""
    if text is None:
        return ""
    key_id, cipher = next(iter(ciphers().items()))
    nonce = secrets.token_bytes(NONCE)
    sealed = cipher.encrypt(nonce, text.encode(), about.encode())
    return f"{key_id}:{base64.b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, *, about: str) -> str | None:
    """Decrypt what `seal` made. Raises CannotUnseal; never returns ciphertext."""
    if not sealed:
        return None
    key_id, _, body = sealed.partition(":")
    cipher = ciphers().get(key_id)
    if cipher is None:
        raise CannotUnseal(f"no key {key_id[:8]!r} for {about}")
    try:
        raw = base64.b64decode(body, validate=True)
        return cipher.decrypt(raw[:NONCE], raw[NONCE:], about.encode()).decode()
    except (InvalidTag, binascii.Error, ValueError):
        raise CannotUnseal(f"key {key_id} does not open {about}") from None


def ciphers() -> dict[str, AESGCM]:
    """Return the ciphers by the ids of their keys, the one that encrypts first."""
    return made_of(tuple(settings.FIELD_KEYS))


@lru_cache
def made_of(entries: tuple[str, ...]) -> dict[str, AESGCM]:
    """Return the ciphers of these entries of FIELD_KEYS, made once per process."""
    pairs = (entry.partition(":") for entry in entries)
    return {key_id: AESGCM(bytes.fromhex(key)) for key_id, _, key in pairs}
