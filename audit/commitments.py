"""Personal values that an entry covers without telling them, and how one is shown to be the one.

`record(…, facts={"text": Committed(text)})`. The chain keeps a salted hash; what opens it can be
erased (`erase`), and the chain still verifies.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit.chain import Fact, commitment
from audit.models import Entry, Opening
from sealing.texts import seal, unseal

SALT = 32  # bytes


@dataclass(frozen=True, slots=True, repr=False)
class Committed:
    """A value to commit to. `kept`: no other row keeps it for good, so its opening does, sealed."""

    value: str
    kept: bool = False


Facts = dict[str, Fact | Committed]


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """What an opening will hold, before its entry has a number."""

    name: str
    salt: str
    value: str | None


def commit(facts: Mapping[str, Fact | Committed]) -> tuple[dict[str, Fact], list[Secret]]:
    """Return the facts as they go into the chain, and what opens those that are committed to."""
    told: dict[str, Fact] = {}
    secret: list[Secret] = []
    for name, fact in facts.items():
        if isinstance(fact, Committed):
            salt = secrets.token_hex(SALT)
            told[name] = commitment(salt, fact.value)
            secret.append(Secret(name, salt, fact.value if fact.kept else None))
        else:
            told[name] = fact
    return told, secret


def keep(secret: Iterable[Secret], entry: Entry) -> None:
    """Seal what opens the commitments of an entry that has its number now."""
    made = [opening(entry, each) for each in secret]
    if made:
        Opening.objects.bulk_create(made)


def opening(entry: Entry, secret: Secret) -> Opening:
    row = Opening(entry=entry, name=secret.name)
    row.salt_sealed = seal(secret.salt, about=row.about("salt"))
    row.value_sealed = seal(secret.value, about=row.about("value"))
    return row


def fits(entry: Entry, name: str, value: str) -> bool | None:
    """Tell whether a value is the one the entry committed to under this name; None once erased."""
    row = entry.openings.filter(name=name).first()
    if row is None:
        return None
    return bool(commitment(salt_of(row), value) == entry.facts[name])


def salt_of(row: Opening) -> str:
    """Return the salt in 64 hexadecimal digits. Raises CannotUnseal."""
    return unseal(row.salt_sealed, about=row.about("salt")) or ""


def value_of(row: Opening) -> str | None:
    """Return the value where the opening keeps it. Raises CannotUnseal."""
    return unseal(row.value_sealed, about=row.about("value"))


def erase(subject: str) -> int:
    """Erase what opens the commitments about a subject; return how many there were.

    The chain stands; nobody can show any more, nor guess, what these entries committed to. The
    caller records the erasure.
    """
    erased, _ = Opening.objects.filter(entry__subject=subject).delete()
    return erased
