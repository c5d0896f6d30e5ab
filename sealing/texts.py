"""Texts at rest: AES-256-GCM with a key id.

A sealed text is "keyid:base64(nonce ‖ ciphertext)", bound to what it is about ("person:…:unzr"), so
that it opens neither under another key nor in another row or column.
"""

import base64
import binascii
import secrets

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
    key_id = next(iter(keys()))
    nonce = secrets.token_bytes(NONCE)
    sealed = AESGCM(keys()[key_id]).encrypt(nonce, text.encode(), about.encode())
    return f"{key_id}:{base64.b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, *, about: str) -> str | None:
    """Decrypt what `seal` made. Raises CannotUnseal; never returns ciphertext."""
    if not sealed:
        return None
    key_id, _, body = sealed.partition(":")
    if key_id not in keys():
        raise CannotUnseal(f"no key {key_id[:8]!r} for {about}")
    try:
        raw = base64.b64decode(body, validate=True)
        return AESGCM(keys()[key_id]).decrypt(raw[:NONCE], raw[NONCE:], about.encode()).decode()
    except (InvalidTag, binascii.Error, ValueError):
        raise CannotUnseal(f"key {key_id} does not open {about}") from None


def keys() -> dict[str, bytes]:
    """Return the keys by id, the one that encrypts first (setting FIELD_KEYS)."""
    pairs = (entry.partition(":") for entry in settings.FIELD_KEYS)
    return {key_id: bytes.fromhex(key) for key_id, _, key in pairs}
