"""Personal numbers at rest: sealed, and with a blind index to find equal ones."""

from sealing.digests import digest
from sealing.texts import CannotUnseal, seal, unseal

__all__ = ["CannotUnseal", "blind_index", "seal", "unseal"]

# Latin letters that documents' series are typed with for the Cyrillic ones they look like.
LOOKALIKES = str.maketrans("ABCEHIKMOPTXY", "АВСЕНІКМОРТХУ")


def blind_index(kind: str, value: str | None) -> str:
    """Return what equals for equal values and tells nothing without its key; empty for nothing.

    Blanks, signs and Latin look-alikes make no difference: "AB № 123456" is "АВ123456".
    """
    if not value:
        return ""
    return digest(kind, "".join(filter(str.isalnum, value.upper().translate(LOOKALIKES))))
