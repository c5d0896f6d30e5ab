"""What is only ever compared: kept as an HMAC, so that the database alone tells nothing of it."""

import hashlib
import hmac

from django.conf import settings


def digest(kind: str, value: str) -> str:
    """Return the HMAC-SHA256 of a value of this kind, in 64 hexadecimal digits.

    Its key is BLIND_INDEX_KEY, which never changes: a printed code stays good for years.
    """
    key = bytes.fromhex(settings.BLIND_INDEX_KEY)
    return hmac.new(key, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()
