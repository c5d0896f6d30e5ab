"""From a Package to JSON values: the exact reverse of `package_reader`."""

from typing import Any

from applications.package import (
    AttachedDocument,
    Certificate,
    Home,
    Package,
    Person,
    Residence,
    StatusClaim,
)
from applications.vocabulary import FORMAT

Json = dict[str, Any]


def as_json(package: Package) -> Json:
    """Return the document of the contract that reads as this package; what is not said is null."""
    return {
        "format": FORMAT,
        "programme": package.programme,
        "channel": package.channel,
        "received_at": package.received_at.isoformat(),
        "language": package.language,
        "invitation": {
            "method": package.invitation_method,
            "postal_address": package.postal_address,
        },
        "declarations": {
            "no_monetary_assistance": package.no_monetary_assistance,
            "owns_no_housing": package.owns_no_housing,
            "personal_data_notice": package.personal_data_notice,
        },
        "former_residence": residence_json(package.former_residence),
        "people": [person_json(person) for person in package.people],
        "homes": [home_json(home) for home in package.homes],
        "documents": [document_json(document) for document in package.documents],
    }


def residence_json(residence: Residence | None) -> Json | None:
    if residence is None:
        return None
    return {
        "bases": list(residence.bases),
        "katottg": residence.katottg,
        "address": residence.address,
    }


def person_json(person: Person) -> Json:
    return {
        "ref": person.ref,
        "relationship": person.relationship,
        "surname": person.surname,
        "given_name": person.given_name,
        "patronymic": person.patronymic,
        "birth_date": person.birth_date.isoformat(),
        "identity_document": {"type": person.identity_type, "number": person.identity_number},
        "taxpayer_number": person.taxpayer_number,
        "taxpayer_number_refused": person.taxpayer_number_refused,
        "unzr": person.unzr,
        "idp_certificate": certificate_json(person.idp_certificate),
        "phone": person.phone,
        "email": person.email,
        "full_time_student": person.full_time_student,
        "statuses": [claim_json(claim) for claim in person.statuses],
        "unsure_of_statuses": person.unsure_of_statuses,
    }


def certificate_json(certificate: Certificate | None) -> Json | None:
    if certificate is None:
        return None
    return {"number": certificate.number, "issued_on": certificate.issued_on.isoformat()}


def claim_json(claim: StatusClaim) -> Json:
    return {"code": claim.code, "as": claim.held_as}


def home_json(home: Home) -> Json:
    return {
        "ref": home.ref,
        "owner": home.owner,
        "total_area_m2": f"{home.total_area:f}",
        "share": str(home.share),
        "katottg": home.katottg,
        "address": home.address,
        "condition": home.condition,
        "evidence": evidence_json(home),
    }


def evidence_json(home: Home) -> Json | None:
    if home.evidence_type is None:
        return None
    return {"type": home.evidence_type, "reference": home.evidence_reference}


def document_json(document: AttachedDocument) -> Json:
    return {"type": document.type, "person": document.person, "file": document.file}
