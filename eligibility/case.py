"""The facts of one application on one day, as the rules read them.

On the declared basis they are what the applicant says. On the verified basis a fact stands only
when a caseworker has accepted a document for it; until then it is None or marked as not proven.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Claim:
    """A status somebody claims, as its holder or as a family member of its holder."""

    code: str
    is_proven: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """The applicant or somebody who will live in the dwelling."""

    ref: str
    name: str
    relationship: str
    birth_date: date
    is_student: bool = False
    claims: tuple[Claim, ...] = ()
    is_unsure: bool = False  # does not know whether a status applies
    is_proven: bool = True  # who the person is, and when born
    is_relation_proven: bool = True  # that a child is a child of the family
    is_student_proven: bool = True


@dataclass(frozen=True, slots=True)
class OpenPeriod:
    """A period of hostilities or occupation that is open on the day of the case."""

    kind: str
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a home is. `is_known` is False for a code that the loaded codifier does not have."""

    code: str
    name: str
    is_known: bool
    open_period: OpenPeriod | None


@dataclass(frozen=True, slots=True)
class Home:
    """Housing that somebody of the household owns, whole or in shares. Areas are square metres."""

    ref: str
    owner: Person
    total_area: Fraction
    share: Fraction
    place: Place | None
    is_habitable: bool
    has_evidence: bool  # of destruction or of being uninhabitable
    is_proven: bool = True


@dataclass(frozen=True, slots=True)
class Residence:
    """Where the applicant lived before displacement.

    `registered` (or declared) and `actual` are True, False, or None while not said or not proven.
    """

    registered: bool | None
    actual: bool | None
    code: str | None
    place: str | None = None  # its name


@dataclass(frozen=True, slots=True)
class Case:
    """All facts the rules of Resolution 814 read, on the day `as_of`."""

    as_of: date
    basis: str
    people: tuple[Person, ...]
    applicant: Person
    idp_certificate_issued_on: date | None
    no_monetary_assistance: bool | None
    owns_no_housing: bool | None
    residence: Residence | None
    homes: tuple[Home, ...]


@lru_cache(maxsize=65536)
def anniversary(birth_date: date, years: int) -> date:
    """Return the day a person reaches an age; of 29 February it is 1 March in other years."""
    try:
        return birth_date.replace(year=birth_date.year + years)
    except ValueError:
        return date(birth_date.year + years, 3, 1)


def is_under(years: int, person: Person, as_of: date) -> bool:
    """Tell whether a person has not yet reached an age; on the anniversary itself they have."""
    return as_of < anniversary(person.birth_date, years)
