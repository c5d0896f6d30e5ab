"""Whether a paper is a lease of ours: what anybody may learn, and nothing besides."""

import re
from enum import StrEnum

from django.db.models import Q

from applications.numbers import grouped, is_number
from leases.models import Lease, LeaseQuerySet
from leases.status import LIVE

NUMBER = re.compile(r"(\d{4}-?\d{4}-?\d{4})/(\d{1,3})", re.ASCII)
CODE = re.compile(r"[0-9a-f]{16,64}")
LEAST = 16  # digits of a code that are enough to type: 64 bits
BLANKS = re.compile(r"[\s\u00a0№]+")


class Answer(StrEnum):
    """What is told."""

    OURS = "ours"
    ENDED = "ended"  # ended, cancelled or replaced
    UNKNOWN = "unknown"


def read_number(typed: str) -> str | None:
    """Return the number of a lease that was typed, as we write it; None where it is none."""
    found = NUMBER.fullmatch(BLANKS.sub("", typed))
    if found is None or not is_number(found[1]):
        return None
    return f"{grouped(found[1].replace('-', ''))}/{int(found[2])}"


def read_code(typed: str) -> str | None:
    """Return a code, or its first digits, that were typed; None where they are none."""
    code = BLANKS.sub("", typed).lower()
    return code if CODE.fullmatch(code) else None


def of_number(number: str) -> Answer:
    return answer(Lease.objects.filter(number=number))


def of_code(code: str) -> Answer:
    """Answer for the code printed on a lease, or the SHA-256 of its file; at least 16 digits."""
    known = Q(code__sha256__startswith=code) | Q(pdf_sha256__startswith=code)
    return answer(Lease.objects.filter(known))


def answer(leases: LeaseQuerySet) -> Answer:
    """Answer for those of these leases that were issued; a draft is no lease yet."""
    issued = leases.exclude(pdf_sha256="")
    if issued.filter(status__in=LIVE).exists():
        return Answer.OURS
    return Answer.ENDED if issued.exists() else Answer.UNKNOWN
