"""The six digits of an authenticator app (RFC 6238: HMAC-SHA1, steps of 30 seconds)."""

import base64
import hmac
import secrets
import unicodedata
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

STEP: Final = 30  # seconds
DIGITS: Final = 6
TOLERANCE: Final = 1  # steps before and after, for clocks that differ
SECRET_BYTES: Final = 20  # as RFC 4226 recommends


def draw_secret() -> str:
    """Draw a key, as an app takes it: 32 letters and digits of base32."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def step_of(at: datetime) -> int:
    return int(at.timestamp()) // STEP


def code(secret: str, step: int) -> str:
    """Return the digits of a step. Raises ValueError for what is no key."""
    key = base64.b32decode(secret)
    mac = hmac.digest(key, step.to_bytes(8, "big"), "sha1")
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def matching_step(secret: str, typed: str, *, at: datetime, after: int) -> int | None:
    """Return the step whose code was typed, if it is later than the one used last.

    So no code is taken twice, nor one that is older than a code taken before.
    """
    given, now = digits_of(typed), step_of(at)
    steps = range(max(now - TOLERANCE, after + 1), now + TOLERANCE + 1)
    fitting = [step for step in steps if hmac.compare_digest(code(secret, step), given)]
    return fitting[-1] if fitting else None


def digits_of(typed: str) -> str:
    """Return what was typed without blanks and hyphens, digits of other scripts as ours."""
    signs = (sign for sign in typed if not sign.isspace() and sign != "-")
    digits = (str(unicodedata.digit(sign, "x")) for sign in signs)
    return "".join(digits)


def address(secret: str, *, account: str, issuer: str) -> str:
    """Return what the QR code says to an app (otpauth://)."""
    given = urlencode({"secret": secret, "issuer": issuer, "digits": DIGITS, "period": STEP})
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{given}"
