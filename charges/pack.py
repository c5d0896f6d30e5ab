"""The papers for the state rent subsidy, as one file: the lease, who lives there, the rent.

A family asks for it with a written lease; the landlord gives the papers free of charge (the lease,
clause 6.4). Names of files say nothing of anybody.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from accounts.models import User
from audit.services import record
from copies import files as stored
from copies.models import State
from copies.services import CopyAltered, CopyMissing
from deadlines.working_days import KYIV, day_in_kyiv
from leases import files, words
from leases.files import PdfAltered
from leases.issuing import NotIssued
from leases.models import Lease, Scan, Scanned
from leases.moves import about
from leases.rents import rent_on
from leases.selectors import present_residents
from leases.services import FetchRefused, NotPrinted
from leases.snapshot import RELATIONSHIPS
from leases.statement import statement_on
from leases.statement_printing import statement_pdf
from printing import renderer

__all__ = ["NOT_GIVEN_OUT", "NotIssued", "pack"]

NOT_GIVEN_OUT = (PdfAltered, CopyAltered, CopyMissing, FetchRefused, NotPrinted)

SHEETS = Path(settings.BASE_DIR) / "templates" / "charges" / "pack"
CURRENT = "1"


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the pack: what it is called, what it is, and its bytes."""

    name: str
    what: str
    content: bytes


def pack(lease: Lease, *, by: User, at: datetime) -> bytes:
    """Return the ZIP, and record who took it. Raises NotIssued and NOT_GIVEN_OUT."""
    if not lease.pdf_name:
        raise NotIssued
    items = list(papers(lease, at))
    items.insert(0, cover(lease, items, at))
    whole = zipped(items, at)
    with transaction.atomic():
        facts = {"files": len(items), "is_signed": lease.signed_on is not None}
        record("lease.pack_taken", subject=about(lease), by=by, at=at, facts=facts)
    return whole


def papers(lease: Lease, at: datetime) -> Iterator[Item]:
    """Yield the lease as it was signed, if that is attached, and as issued; and the statement."""
    if scan := signed_scan(lease):
        yield Item(
            f"1-signed-lease.{scan.copy.kind}",
            f"Підписаний договір найму № {lease.number}",
            content_of(scan),
        )
    state = f"підписаний {words.day(lease.signed_on)}" if lease.signed_on else "ще не підписаний"
    yield Item("2-lease.pdf", f"Текст договору № {lease.number} ({state})", files.read(lease))
    statement = statement_on(lease, day_in_kyiv(at))
    yield Item("3-rent-statement.pdf", "Розрахунок плати", statement_pdf(statement, "uk"))


def signed_scan(lease: Lease) -> Scan | None:
    """Return the signed lease that was attached last and found clean, if there is one."""
    scans = lease.scans.filter(shows=Scanned.LEASE, copy__state=State.CLEAN)
    return scans.select_related("copy").order_by("-pk").first()


def content_of(scan: Scan) -> bytes:
    """Return the file as it came. Raises CopyMissing and CopyAltered."""
    with stored.opened(scan.stored_name, scan.sha256) as file:
        content: bytes = file.read()
    return content


def cover(lease: Lease, items: list[Item], at: datetime) -> Item:
    """Print the sheet on top: the parties, the residents, the rent, and what lies beneath."""
    html = render_to_string(f"charges/pack/{CURRENT}/cover.html", shown(lease, items, at))
    folder = SHEETS / CURRENT
    pdf = renderer.pdf(html, base=folder / "base.css", sheet=folder / "cover.css")
    return Item("0-residents-and-rent.pdf", "Довідка про договір, мешканців і плату", pdf)


def shown(lease: Lease, items: list[Item], at: datetime) -> dict[str, Any]:
    on = day_in_kyiv(at)
    rent = rent_on(lease, max(on, lease.starts_on))
    return {
        "number": lease.number,
        "on": words.day(on),
        "landlord": lease.data["landlord"],
        "tenant": lease.data["tenant"]["name"],
        "dwelling": lease.data["dwelling"],
        "starts_on": words.day(lease.starts_on),
        "ends_on": words.day(lease.ended_on or lease.ends_on),
        "signed_on": words.day(lease.signed_on) if lease.signed_on else "",
        "residents": residents(lease),
        "figures": words.in_figures(rent.monthly_rent),
        "words": words.in_words(rent.monthly_rent),
        "since": words.day(rent.starts_on),
        "items": [item.what for item in items],
    }


def residents(lease: Lease) -> list[dict[str, str]]:
    return [
        {
            "name": each.name,
            "birth_date": words.day(each.birth_date),
            "relationship": RELATIONSHIPS[each.relationship],
        }
        for each in present_residents(lease)
    ]


def zipped(items: list[Item], at: datetime) -> bytes:
    """Put the files together as they are, every one to the byte."""
    local = at.astimezone(KYIV)
    moment = (local.year, local.month, local.day, local.hour, local.minute, local.second)
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as whole:
            for item in items:
                whole.writestr(zipfile.ZipInfo(item.name, moment), item.content)
        return file.getvalue()
