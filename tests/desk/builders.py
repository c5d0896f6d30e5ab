"""A paper form as a registrar types it into the sheet, and the registrar."""

from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from deadlines.working_days import day_in_kyiv
from desk import sheets
from desk.models import Sheet
from tests.conftest import NOON

SHEET = "/admin/desk/"


def typed(document: dict[str, Any]) -> dict[str, Any]:
    """Return what is typed, box by box, for a form that says what this package says."""
    boxes: dict[str, Any] = {
        "people": [f"p{place}" for place in range(len(document["people"]))],
        "homes": [f"h{place}" for place in range(len(document.get("homes", [])))],
        "arrival-channel": "post",
        **day("arrival-received_on", day_received(document)),
        "arrival-brought_by": "applicant",
        **declared(document.get("declarations") or {}),
        "invitation-method": document["invitation"]["method"],
        "invitation-postal_address": document["invitation"].get("postal_address") or "",
        "invitation-language": document["language"],
        **residence(document.get("former_residence") or {}),
    }
    refs = {each["ref"]: f"p{place}" for place, each in enumerate(document["people"])}
    for place, each in enumerate(document["people"]):
        boxes |= person(f"p{place}", each)
    for place, each in enumerate(document.get("homes", [])):
        boxes |= home(f"h{place}", each, refs)
    return boxes


def day_received(document: dict[str, Any]) -> str:
    """Return the day the desk stamps on a form that came at that instant."""
    return day_in_kyiv(datetime.fromisoformat(document["received_at"])).isoformat()


def person(ref: str, said: dict[str, Any]) -> dict[str, Any]:
    certificate = said.get("idp_certificate") or {}
    statuses = said.get("statuses") or []
    claims = {
        way: [each["code"] for each in statuses if each["as"] == way]
        for way in ("holder", "family_member")
    }
    unsure = "unsure" if said.get("unsure_of_statuses") else ("" if statuses else "none")
    boxes = {
        "relationship": said["relationship"],
        "surname": said["surname"],
        "given_name": said["given_name"],
        "patronymic": said.get("patronymic") or "",
        "identity_type": said["identity_document"]["type"],
        "identity_number": said["identity_document"]["number"],
        "taxpayer_number": said.get("taxpayer_number") or "",
        "unzr": said.get("unzr") or "",
        "idp_number": certificate.get("number", ""),
        "phone": said.get("phone") or "",
        "email": said.get("email") or "",
        "statuses_said": unsure,
        "held": claims["holder"],
        "family": claims["family_member"],
        **({"full_time_student": "on"} if said.get("full_time_student") else {}),
        **({"taxpayer_number_refused": "on"} if said.get("taxpayer_number_refused") else {}),
        **day("birth_date", said["birth_date"]),
        **day("idp_issued_on", certificate.get("issued_on")),
    }
    return {f"{ref}-{name}": value for name, value in boxes.items()}


def home(ref: str, said: dict[str, Any], refs: dict[str, str]) -> dict[str, Any]:
    evidence = said.get("evidence") or {}
    boxes = {
        "owner": refs[said["owner"]],
        "area": said["total_area_m2"],
        "share": said["share"],
        "condition": said["condition"],
        "evidence_type": evidence.get("type", ""),
        "evidence_reference": evidence.get("reference", ""),
        **where(said),
    }
    return {f"{ref}-{name}": value for name, value in boxes.items()}


def where(said: dict[str, Any]) -> dict[str, Any]:
    code = said.get("katottg") or ""
    place = {"place": code, "place_code": code, "place_for": code} if code else {}
    return {**place, "address": said.get("address") or ""}


def residence(said: dict[str, Any]) -> dict[str, Any]:
    boxes = {"bases": said.get("bases") or [], **where(said)}
    return {f"residence-{name}": value for name, value in boxes.items()}


def declared(said: dict[str, Any]) -> dict[str, Any]:
    words = {True: "yes", False: "no", None: ""}
    notice = {"declarations-notice": "on"} if said.get("personal_data_notice") else {}
    return {
        "declarations-assistance": words[said.get("no_monetary_assistance")],
        "declarations-owns": words[said.get("owns_no_housing")],
        **notice,
    }


def day(name: str, written: str | None) -> dict[str, str]:
    year, month, number = written.split("-") if written else ("", "", "")
    return {f"{name}_day": number, f"{name}_month": month, f"{name}_year": year}


def sheet_of(registrar: User) -> Sheet:
    return sheets.start(registrar, at=NOON)


def press(client: Client, sheet: Sheet, act: str, boxes: dict[str, Any], **more: Any) -> Any:
    """Press a button of the sheet with all of this typed."""
    sheet.refresh_from_db()
    sent = {**boxes, "act": act, "version": sheet.version, **more}
    return client.post(reverse("desk:sheet", args=[sheet.pk]), sent)
