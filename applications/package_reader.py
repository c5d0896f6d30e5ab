"""From JSON values to a Package: the schema of the contract and the refusals beyond it.

Every fault is reported with its path; nothing stops at the first. What is missing is never refused.
"""

from collections.abc import Sequence
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
from applications.package_json import load
from applications.package_values import (
    NAME,
    NUMBER,
    REF,
    Object,
    Values,
    keys,
)
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
from refusals.refused import Refused


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


class Reader(Values):
    """Reads the parts of an application out of JSON values, under the schema of the contract."""

    def package(self, value: Any) -> Package | None:
        given = self.object(value, "", PACKAGE_KEYS, REQUIRED_PACKAGE_KEYS)
        if not given:
            return None
        if "format" in given and given["format"] != FORMAT:
            self.refuse("format", "wrong_format")
        received_at = self.need(given, "received_at", "", self.instant)
        invitation = self.object(given.get("invitation", {}), "invitation", INVITATION_KEYS, ())
        method = self.need(invitation, "method", "invitation", self.choice, INVITATIONS)
        declared = self.object(given.get("declarations", {}), "declarations", DECLARATIONS, ())
        people = self.people(given["people"], received_at) if "people" in given else ()
        homes = self.homes(given.get("homes", []), people)
        address = self.optional_text(invitation.get("postal_address"), "invitation.postal_address")
        package = Package(
            programme=self.need(given, "programme", "", self.choice, PROGRAMMES) or "",
            channel=self.need(given, "channel", "", self.choice, CHANNELS) or "",
            received_at=received_at or datetime.min.replace(tzinfo=UTC),
            language=self.need(given, "language", "", self.choice, LANGUAGES) or "",
            invitation_method=method or "",
            postal_address=address,
            no_monetary_assistance=self.optional_flag(
                declared.get("no_monetary_assistance"), "declarations.no_monetary_assistance"
            ),
            owns_no_housing=self.optional_flag(
                declared.get("owns_no_housing"), "declarations.owns_no_housing"
            ),
            personal_data_notice=self.optional_line(
                declared.get("personal_data_notice"), "declarations.personal_data_notice", NUMBER
            ),
            former_residence=self.residence(given.get("former_residence")),
            people=people,
            homes=homes,
            documents=self.documents(given.get("documents", []), people),
        )
        self.check_invitation(package)
        return package

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
        given = self.object(value, path, RESIDENCE_KEYS, ("bases",))
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
            IDENTITY_KEYS,
            IDENTITY_KEYS if "identity_document" in given else (),
        )
        return Person(
            ref=self.need(given, "ref", path, self.line, REF) or "",
            relationship=self.need(given, "relationship", path, self.choice, RELATIONSHIPS) or "",
            surname=self.need(given, "surname", path, self.name) or "",
            given_name=self.need(given, "given_name", path, self.name) or "",
            patronymic=self.optional_name(given.get("patronymic"), f"{path}.patronymic"),
            birth_date=born or date.min,
            identity_type=self.need(
                identity, "type", f"{path}.identity_document", self.choice, IDENTITY_TYPES
            )
            or "",
            identity_number=self.need(
                identity, "number", f"{path}.identity_document", self.line, NUMBER
            )
            or "",
            taxpayer_number=self.taxpayer_number(given, path),
            taxpayer_number_refused=self.flag(
                given.get("taxpayer_number_refused", False), f"{path}.taxpayer_number_refused"
            ),
            unzr=self.optional_line(given.get("unzr"), f"{path}.unzr", NUMBER),
            idp_certificate=self.certificate(
                given.get("idp_certificate"), f"{path}.idp_certificate"
            ),
            phone=self.optional_line(given.get("phone"), f"{path}.phone", NUMBER),
            email=self.optional_line(given.get("email"), f"{path}.email", 254),
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

    def optional_name(self, value: Any, path: str) -> str | None:
        return None if value is None else self.name(value, path)

    def taxpayer_number(self, given: Object, path: str) -> str | None:
        where = f"{path}.taxpayer_number"
        number = self.optional_line(given.get("taxpayer_number"), where, NUMBER)
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
        given = self.object(value, path, CERTIFICATE_KEYS, CERTIFICATE_KEYS)
        issued_on = self.need(given, "issued_on", path, self.day)
        number = self.need(given, "number", path, self.line, NUMBER)
        return Certificate(number or "", issued_on or date.min)

    def statuses(self, value: Any, path: str) -> tuple[StatusClaim, ...]:
        claims = []
        for place, each in enumerate(self.items(value, path, 50)):
            where = f"{path}[{place}]"
            given = self.object(each, where, STATUS_KEYS, STATUS_KEYS)
            code = self.need(given, "code", where, self.choice, STATUS_CODES) or ""
            held_as = self.need(given, "as", where, self.choice, HELD_AS) or ""
            if code == "fallen_defender" and held_as == "holder":
                self.refuse(f"{where}.as", "fallen_as_holder")
            claims.append(StatusClaim(code, held_as))
        return tuple(claims)

    def homes(self, value: Any, people: tuple[Person, ...]) -> tuple[Home, ...]:
        refs = {person.ref for person in people} or None
        homes = tuple(
            self.home(each, f"homes[{place}]", refs)
            for place, each in enumerate(self.items(value, "homes", 50))
        )
        self.check_refs(homes, "homes")
        return homes

    def home(self, value: Any, path: str, refs: set[str] | None) -> Home:
        given = self.object(value, path, HOME_KEYS, REQUIRED_HOME_KEYS)
        evidence = given.get("evidence")
        proof = {} if evidence is None else self.evidence(evidence, f"{path}.evidence")
        return Home(
            ref=self.need(given, "ref", path, self.line, REF) or "",
            owner=self.need(given, "owner", path, self.ref, refs) or "",
            total_area=self.need(given, "total_area_m2", path, self.area) or Decimal(1),
            share=self.need(given, "share", path, self.share) or Fraction(1),
            katottg=self.katottg(given.get("katottg"), f"{path}.katottg"),
            address=self.optional_text(given.get("address"), f"{path}.address"),
            condition=self.need(given, "condition", path, self.choice, CONDITIONS) or "",
            evidence_type=proof.get("type"),
            evidence_reference=proof.get("reference"),
        )

    def evidence(self, value: Any, path: str) -> dict[str, str]:
        given = self.object(value, path, EVIDENCE_KEYS, EVIDENCE_KEYS)
        return {
            "type": self.need(given, "type", path, self.choice, EVIDENCE_TYPES) or "",
            "reference": self.need(given, "reference", path, self.text) or "",
        }

    def documents(self, value: Any, people: tuple[Person, ...]) -> tuple[AttachedDocument, ...]:
        refs = {person.ref for person in people} or None
        documents = []
        for place, each in enumerate(self.items(value, "documents", 200)):
            path = f"documents[{place}]"
            given = self.object(each, path, DOCUMENT_KEYS, ("type", "file"))
            person = given.get("person")
            documents.append(
                AttachedDocument(
                    self.need(given, "type", path, self.line, REF) or "",
                    None if person is None else self.ref(person, f"{path}.person", refs),
                    self.need(given, "file", path, self.line, 255) or "",
                )
            )
        return tuple(documents)


REQUIRED_PACKAGE_KEYS = (
    "format", "programme", "channel", "received_at", "language", "invitation", "people",
)  # fmt: skip
PACKAGE_KEYS = keys(
    *REQUIRED_PACKAGE_KEYS, "declarations", "former_residence", "homes", "documents",
)  # fmt: skip
INVITATION_KEYS = keys("method", "postal_address")
DECLARATIONS = keys("no_monetary_assistance", "owns_no_housing", "personal_data_notice")
RESIDENCE_KEYS = keys("bases", "katottg", "address")
REQUIRED_PERSON_KEYS = (
    "ref", "relationship", "surname", "given_name", "birth_date", "identity_document",
)  # fmt: skip
PERSON_KEYS = keys(
    *REQUIRED_PERSON_KEYS, "patronymic", "taxpayer_number", "taxpayer_number_refused", "unzr",
    "idp_certificate", "phone", "email", "full_time_student", "statuses", "unsure_of_statuses",
)  # fmt: skip
IDENTITY_KEYS = keys("type", "number")
CERTIFICATE_KEYS = keys("number", "issued_on")
STATUS_KEYS = keys("code", "as")
REQUIRED_HOME_KEYS = ("ref", "owner", "total_area_m2", "share", "condition")
HOME_KEYS = keys(*REQUIRED_HOME_KEYS, "katottg", "address", "evidence")
EVIDENCE_KEYS = keys("type", "reference")
DOCUMENT_KEYS = keys("type", "person", "file")
