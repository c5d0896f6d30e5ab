"""An auditor holds a text against a commitment, or takes what opens it along; both are acts."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction

from audit.commitments import Facts, fits, salt_of, value_of
from audit.models import Entry
from audit.services import record


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """What opens a commitment: the salt, and the text where no other row keeps it."""

    salt: str
    value: str | None


@transaction.atomic
def check(entry: Entry, name: str, text: str, *, by: AbstractUser, at: datetime) -> bool | None:
    """Tell whether a text is the one the entry committed to; None once what opens it was erased."""
    answer = fits(entry, name, text)
    facts: Facts = {"entry": entry.seq, "name": name, "fits": answer}
    record("commitment.checked", subject=entry.subject, by=by, at=at, facts=facts)
    return answer


@transaction.atomic
def open_up(entry: Entry, name: str, *, by: AbstractUser, at: datetime) -> Opened | None:
    """Return what opens a commitment, None once it was erased."""
    row = entry.openings.filter(name=name).first()
    facts: Facts = {"entry": entry.seq, "name": name}
    record("commitment.opened", subject=entry.subject, by=by, at=at, facts=facts)
    return None if row is None else Opened(salt_of(row), value_of(row))
