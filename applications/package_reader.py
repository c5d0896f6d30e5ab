"""From JSON values to a Package: the schema of the contract and the refusals beyond it.

Every fault is reported with its path; nothing stops at the first. What is missing is never refused.
"""

import contextlib
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from applications import names
from applications.package import (
    AttachedDocument,
    Certificate,
    Home,
    Package,
    Person,
    Residence,
    StatusClaim,
)
from applications.package_json import NotText, load
from applications.refusal import refusal
from applications.vocabulary import (
    BASES,
    CHANNELS,
    CONDITIONS,
    EVIDENCE_TYPES,
    FORMAT,
    HELD_AS,
    IDENTITY_TYPES,
    INVITATIONS,
    LANGUAGES,
    PROGRAMMES,
    RELATIONSHIPS,
    STATUS_CODES,
)
from deadlines.working_days import day_in_kyiv
from refusals.refused import Refusal, Refused

INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
KATOTTG = re.compile(r"UA[0-9]{17}")
AREA = re.compile(r"[0-9]{1,5}([.][0-9]{1,2})?")
SHARE = re.compile(r"1|[1-9][0-9]{0,8}/[1-9][0-9]{0,8}")
HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
YEARS = range(2000, 2100)  # of receipt: outside, the clock or the typing is wrong

NAME, NUMBER, ADDRESS, REF = 150, 100, 1000, 64  # most characters

Object = dict[str, Any]


def read(raw: bytes | str) -> Package:
    """Read one application package. Raises Refused with every fault found."""
    return read_value(load(raw))


def read_value(value: Any) -> Package:
    """Read a package that is JSON values already. Raises Refused with every fault found."""
    reader = Reader()
    package = reader.package(value)
    if package is None or reader.refusals:
        raise Refused(*reader.refusals)
    return package


class Reader:
    """Reads JSON values into typed ones and collects what is wrong with them.

    A method returns None for a value that is absent, null or refused; the refusals tell which.
    """

    def __init__(self) -> None:
        self.refusals: list[Refusal] = []

    def refuse(self, path: str, code: str, **figures: str) -> None:
        self.refusals.append(refusal(path, code, **figures))

    # Values of one kind -------------------------------------------------------------------------

    def object(
        self, value: Any, path: str, allowed: Sequence[str], required: Sequence[str]
    ) -> Object:
        if not isinstance(value, dict):
            self.refuse(path, "not_object")
            return {}
        for key in value:
            if key not in allowed:
                shown = key if len(key) <= REF and not HIDDEN.search(key) else "?"
                self.refuse(inside(path, shown), "unknown_key", allowed=", ".join(allowed))
        for key in required:
            if key not in value:
                self.refuse(inside(path, key), "required")
        return value

    def items(self, value: Any, path: str, most: int) -> list[Any]:
        if value is None or not isinstance(value, list):
            self.refuse(path, "not_list")
            return []
        if len(value) > most:
            self.refuse(path, "too_many", limit=str(most))
            return []
        return value

    def text(self, value: Any, path: str, most: int = ADDRESS) -> str:
        if not isinstance(value, str) or isinstance(value, NotText):
            self.refuse(path, "not_text")
        elif len(value) > most:
            self.refuse(path, "too_long", limit=str(most))
        elif not value.isprintable() and HIDDEN.search(value):
            self.refuse(path, "hidden_character")
        else:
            return value
        return ""

    def optional_text(self, value: Any, path: str, most: int = ADDRESS) -> str | None:
        return None if value is None else self.text(value, path, most)

    def flag(self, value: Any, path: str) -> bool:
        if not isinstance(value, bool):
            self.refuse(path, "not_flag")
        return value is True

    def optional_flag(self, value: Any, path: str) -> bool | None:
        return None if value is None else self.flag(value, path)

    def choice(self, value: Any, path: str, allowed: Sequence[str]) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        self.refuse(path, "not_allowed", allowed=", ".join(allowed))
        return ""

    def day(self, value: Any, path: str) -> date | None:
        if isinstance(value, str) and DATE.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        self.refuse(path, "not_date")
        return None

    def instant(self, value: Any, path: str) -> datetime | None:
        if isinstance(value, str) and INSTANT.fullmatch(value):
            with contextlib.suppress(ValueError):
                return self.in_years(datetime.fromisoformat(value.upper()), path)
        self.refuse(path, "not_instant")
        return None

    def in_years(self, instant: datetime, path: str) -> datetime | None:
        if instant.year in YEARS:
            return instant.astimezone(UTC)
        first, last = str(YEARS[0]), str(YEARS[-1])
        self.refuse(path, "not_year_of_receipt", first=first, last=last)
        return None

    def matching(self, value: Any, path: str, pattern: re.Pattern[str], code: str) -> str | None:
        if isinstance(value, str) and not isinstance(value, NotText) and pattern.fullmatch(value):
            return value
        self.refuse(path, code)
        return None

    def katottg(self, value: Any, path: str) -> str | None:
        return None if value is None else self.matching(value, path, KATOTTG, "not_katottg")

    # The parts of an application ------------------------------------------------------------------

    def package(self, value: Any) -> Package | None:
        given = self.object(value, "", PACKAGE_KEYS, REQUIRED_PACKAGE_KEYS)
        if not given:
            return None
        if "format" in given and given["format"] != FORMAT:
            self.refuse("format", "wrong_format")
        received_at = self.need(given, "received_at", "", self.instant)
        invitation = self.object(
            given.get("invitation", {}), "invitation", ("method", "postal_address"), ()
        )
        method = self.need(invitation, "method", "invitation", choose(self, INVITATIONS))
        declared = self.object(given.get("declarations", {}), "declarations", DECLARATIONS, ())
        people = self.people(given["people"], received_at) if "people" in given else ()
        homes = self.homes(given.get("homes", []), people)
        address = self.optional_text(invitation.get("postal_address"), "invitation.postal_address")
        package = Package(
            programme=self.need(given, "programme", "", choose(self, PROGRAMMES)) or "",
            channel=self.need(given, "channel", "", choose(self, CHANNELS)) or "",
            received_at=received_at or datetime.min.replace(tzinfo=UTC),
            language=self.need(given, "language", "", choose(self, LANGUAGES)) or "",
            invitation_method=method or "",
            postal_address=address,
            no_monetary_assistance=self.optional_flag(
                declared.get("no_monetary_assistance"), "declarations.no_monetary_assistance"
            ),
            owns_no_housing=self.optional_flag(
                declared.get("owns_no_housing"), "declarations.owns_no_housing"
            ),
            personal_data_notice=self.optional_text(
                declared.get("personal_data_notice"), "declarations.personal_data_notice", NUMBER
            ),
            former_residence=self.residence(given.get("former_residence")),
            people=people,
            homes=homes,
            documents=self.documents(given.get("documents", []), people),
        )
        self.check_invitation(package)
        return package

    def need(self, given: Object, key: str, path: str, read_as: Callable[[Any, str], Any]) -> Any:
        """Read a required value; its absence is already refused."""
        return read_as(given[key], inside(path, key)) if key in given else None

    def check_invitation(self, package: Package) -> None:
        if package.invitation_method == "post" and not (package.postal_address or "").strip():
            self.refuse("invitation.postal_address", "post_without_address")
        if package.invitation_method == "electronic":
            for place, person in enumerate(package.people):
                if person.relationship == "applicant" and not (person.email or "").strip():
                    self.refuse(f"people[{place}].email", "electronic_without_email")

    def residence(self, value: Any) -> Residence | None:
        if value is None:
            return None
        path = "former_residence"
        given = self.object(value, path, ("bases", "katottg", "address"), ("bases",))
        bases = self.items(given.get("bases", []), f"{path}.bases", len(BASES))
        chosen = tuple(
            self.choice(basis, f"{path}.bases[{place}]", BASES) for place, basis in enumerate(bases)
        )
        if len(set(chosen)) != len(chosen):
            self.refuse(f"{path}.bases", "bases_repeated")
        return Residence(
            chosen,
            self.katottg(given.get("katottg"), f"{path}.katottg"),
            self.optional_text(given.get("address"), f"{path}.address"),
        )

    def people(self, value: Any, received_at: datetime | None) -> tuple[Person, ...]:
        listed = self.items(value, "people", 30)
        if not listed and isinstance(value, list) and not value:
            self.refuse("people", "too_few")
        received_on = day_in_kyiv(received_at) if received_at else None
        people = tuple(
            self.person(each, f"people[{place}]", received_on) for place, each in enumerate(listed)
        )
        self.check_refs(people, "people")
        applicants = sum(person.relationship == "applicant" for person in people)
        if people and applicants != 1:
            self.refuse("people", "two_applicants" if applicants else "no_applicant")
        return people

    def check_refs(self, entries: Sequence[Person | Home], path: str) -> None:
        seen: set[str] = set()
        for place, entry in enumerate(entries):
            if entry.ref in seen:
                self.refuse(f"{path}[{place}].ref", "same_ref", ref=entry.ref)
            seen.add(entry.ref)

    def person(self, value: Any, path: str, received_on: date | None) -> Person:
        given = self.object(value, path, PERSON_KEYS, REQUIRED_PERSON_KEYS)
        born = self.need(given, "birth_date", path, self.day)
        if born and received_on and born > received_on:
            self.refuse(f"{path}.birth_date", "born_after_receipt")
        identity = self.object(
            given.get("identity_document", {}),
            f"{path}.identity_document",
            ("type", "number"),
            ("type", "number") if "identity_document" in given else (),
        )
        return Person(
            ref=self.need(given, "ref", path, limited(self, REF)) or "",
            relationship=self.need(given, "relationship", path, choose(self, RELATIONSHIPS)) or "",
            surname=self.need(given, "surname", path, self.name) or "",
            given_name=self.need(given, "given_name", path, self.name) or "",
            patronymic=self.optional_name(given.get("patronymic"), f"{path}.patronymic"),
            birth_date=born or date.min,
            identity_type=self.need(
                identity, "type", f"{path}.identity_document", choose(self, IDENTITY_TYPES)
            )
            or "",
            identity_number=self.need(
                identity, "number", f"{path}.identity_document", limited(self, NUMBER)
            )
            or "",
            taxpayer_number=self.taxpayer_number(given, path),
            taxpayer_number_refused=self.flag(
                given.get("taxpayer_number_refused", False), f"{path}.taxpayer_number_refused"
            ),
            unzr=self.optional_text(given.get("unzr"), f"{path}.unzr", NUMBER),
            idp_certificate=self.certificate(
                given.get("idp_certificate"), f"{path}.idp_certificate"
            ),
            phone=self.optional_text(given.get("phone"), f"{path}.phone", NUMBER),
            email=self.optional_text(given.get("email"), f"{path}.email", 254),
            full_time_student=self.flag(
                given.get("full_time_student", False), f"{path}.full_time_student"
            ),
            statuses=self.statuses(given.get("statuses", []), f"{path}.statuses"),
            unsure_of_statuses=self.flag(
                given.get("unsure_of_statuses", False), f"{path}.unsure_of_statuses"
            ),
        )

    def name(self, value: Any, path: str) -> str:
        """Read a name: kept as typed, in NFC; empty or of mixed alphabets it is refused."""
        typed = names.composed(self.text(value, path, NAME))
        if not isinstance(value, str) or self.is_refused(path):
            return typed
        if not typed.isprintable():
            self.refuse(path, "hidden_character")
        elif not typed.strip():
            self.refuse(path, "empty_name")
        elif odd := names.odd_letter(typed):
            self.refuse(path, "mixed_name", letter=odd.letter, place=str(odd.place))
        return typed

    def is_refused(self, path: str) -> bool:
        return bool(self.refusals) and self.refusals[-1].path == path

    def optional_name(self, value: Any, path: str) -> str | None:
        return None if value is None else self.name(value, path)

    def taxpayer_number(self, given: Object, path: str) -> str | None:
        where = f"{path}.taxpayer_number"
        number = self.optional_text(given.get("taxpayer_number"), where, NUMBER)
        if number is None or self.is_refused(where):
            return None
        if fault := names.taxpayer_fault(number):
            self.refuse(where, fault)
        if given.get("taxpayer_number_refused") is True:
            self.refuse(f"{path}.taxpayer_number_refused", "taxpayer_and_refusal")
        return number

    def certificate(self, value: Any, path: str) -> Certificate | None:
        if value is None:
            return None
        keys = ("number", "issued_on")
        given = self.object(value, path, keys, keys)
        issued_on = self.need(given, "issued_on", path, self.day)
        number = self.need(given, "number", path, limited(self, NUMBER))
        return Certificate(number or "", issued_on or date.min)

    def statuses(self, value: Any, path: str) -> tuple[StatusClaim, ...]:
        claims = []
        for place, each in enumerate(self.items(value, path, 50)):
            where = f"{path}[{place}]"
            given = self.object(each, where, ("code", "as"), ("code", "as"))
            code = self.need(given, "code", where, choose(self, STATUS_CODES)) or ""
            held_as = self.need(given, "as", where, choose(self, HELD_AS)) or ""
            if code == "fallen_defender" and held_as == "holder":
                self.refuse(f"{where}.as", "fallen_as_holder")
            claims.append(StatusClaim(code, held_as))
        return tuple(claims)

    def homes(self, value: Any, people: tuple[Person, ...]) -> tuple[Home, ...]:
        refs = {person.ref for person in people}
        homes = tuple(
            self.home(each, f"homes[{place}]", refs)
            for place, each in enumerate(self.items(value, "homes", 50))
        )
        self.check_refs(homes, "homes")
        return homes

    def home(self, value: Any, path: str, refs: set[str]) -> Home:
        given = self.object(value, path, HOME_KEYS, REQUIRED_HOME_KEYS)
        evidence = given.get("evidence")
        proof = {} if evidence is None else self.evidence(evidence, f"{path}.evidence")
        return Home(
            ref=self.need(given, "ref", path, limited(self, REF)) or "",
            owner=self.need(given, "owner", path, one_of(self, refs)) or "",
            total_area=self.need(given, "total_area_m2", path, self.area) or Decimal(1),
            share=self.need(given, "share", path, self.share) or Fraction(1),
            katottg=self.katottg(given.get("katottg"), f"{path}.katottg"),
            address=self.optional_text(given.get("address"), f"{path}.address"),
            condition=self.need(given, "condition", path, choose(self, CONDITIONS)) or "",
            evidence_type=proof.get("type"),
            evidence_reference=proof.get("reference"),
        )

    def area(self, value: Any, path: str) -> Decimal | None:
        """Read square metres."""
        typed = self.matching(value, path, AREA, "not_area")
        if typed is None:
            return None
        if (area := Decimal(typed)) <= 0:
            self.refuse(path, "area_not_positive")
        return area

    def share(self, value: Any, path: str) -> Fraction | None:
        typed = self.matching(value, path, SHARE, "not_share")
        if typed is None:
            return None
        if (share := Fraction(typed)) > 1:
            self.refuse(path, "share_above_one")
        return share

    def evidence(self, value: Any, path: str) -> dict[str, str]:
        given = self.object(value, path, ("type", "reference"), ("type", "reference"))
        return {
            "type": self.need(given, "type", path, choose(self, EVIDENCE_TYPES)) or "",
            "reference": self.need(given, "reference", path, self.text) or "",
        }

    def documents(self, value: Any, people: tuple[Person, ...]) -> tuple[AttachedDocument, ...]:
        refs = {person.ref for person in people}
        documents = []
        for place, each in enumerate(self.items(value, "documents", 200)):
            path = f"documents[{place}]"
            given = self.object(each, path, ("type", "person", "file"), ("type", "file"))
            person = given.get("person")
            documents.append(
                AttachedDocument(
                    self.need(given, "type", path, limited(self, REF)) or "",
                    None if person is None else one_of(self, refs)(person, f"{path}.person"),
                    self.need(given, "file", path, limited(self, 255)) or "",
                )
            )
        return tuple(documents)


def inside(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def choose(reader: Reader, allowed: Sequence[str]) -> Callable[[Any, str], str]:
    return lambda value, path: reader.choice(value, path, allowed)


def limited(reader: Reader, most: int) -> Callable[[Any, str], str]:
    return lambda value, path: reader.text(value, path, most)


def one_of(reader: Reader, refs: set[str]) -> Callable[[Any, str], str]:
    """Read the ref of somebody among the people; without people, they are refused already."""

    def read_ref(value: Any, path: str) -> str:
        ref = reader.text(value, path, REF)
        if refs and ref not in refs and not reader.is_refused(path):
            reader.refuse(path, "unknown_person", ref=ref)
        return ref

    return read_ref


REQUIRED_PACKAGE_KEYS = (
    "format", "programme", "channel", "received_at", "language", "invitation", "people",
)  # fmt: skip
PACKAGE_KEYS = (
    *REQUIRED_PACKAGE_KEYS, "declarations", "former_residence", "homes", "documents",
)  # fmt: skip
DECLARATIONS = ("no_monetary_assistance", "owns_no_housing", "personal_data_notice")
REQUIRED_PERSON_KEYS = (
    "ref", "relationship", "surname", "given_name", "birth_date", "identity_document",
)  # fmt: skip
PERSON_KEYS = (
    *REQUIRED_PERSON_KEYS, "patronymic", "taxpayer_number", "taxpayer_number_refused", "unzr",
    "idp_certificate", "phone", "email", "full_time_student", "statuses", "unsure_of_statuses",
)  # fmt: skip
REQUIRED_HOME_KEYS = ("ref", "owner", "total_area_m2", "share", "condition")
HOME_KEYS = (*REQUIRED_HOME_KEYS, "katottg", "address", "evidence")
