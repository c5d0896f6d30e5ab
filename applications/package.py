"""The application package of the contract, format housing-application/1, as typed values."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class StatusClaim:
    code: str
    held_as: str


@dataclass(frozen=True, slots=True)
class Certificate:
    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class Person:
    ref: str
    relationship: str
    surname: str
    given_name: str
    patronymic: str | None
    birth_date: date
    identity_type: str
    identity_number: str
    taxpayer_number: str | None
    taxpayer_number_refused: bool
    unzr: str | None
    idp_certificate: Certificate | None
    phone: str | None
    email: str | None
    full_time_student: bool
    statuses: tuple[StatusClaim, ...]
    unsure_of_statuses: bool


@dataclass(frozen=True, slots=True)
class Home:
    """Areas are square metres."""

    ref: str
    owner: str
    total_area: Decimal
    share: Fraction
    katottg: str | None
    address: str | None
    condition: str
    evidence_type: str | None
    evidence_reference: str | None


@dataclass(frozen=True, slots=True)
class Residence:
    bases: tuple[str, ...]
    katottg: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class AttachedDocument:
    type: str
    person: str | None
    file: str


@dataclass(frozen=True, slots=True)
class Package:
    """One application as it was received, through whichever channel."""

    programme: str
    channel: str
    received_at: datetime
    language: str
    invitation_method: str
    postal_address: str | None
    no_monetary_assistance: bool | None
    owns_no_housing: bool | None
    personal_data_notice: str | None
    former_residence: Residence | None
    people: tuple[Person, ...]
    homes: tuple[Home, ...]
    documents: tuple[AttachedDocument, ...]

    @property
    def applicant(self) -> Person:
        return next(person for person in self.people if person.relationship == "applicant")
