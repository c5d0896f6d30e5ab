"""The papers for the state rent subsidy, as one file: the lease, who lives there, the rent.

A family asks for it with a written lease; the landlord gives the papers free of charge (the lease,
clause 6.4). Names of files say nothing of anybody.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from accounts.models import User
from audit.services import record
from copies import files as stored
from copies.services import CopyAltered, CopyMissing
from deadlines.working_days import KYIV, day_in_kyiv
from leases import files, words
from leases.files import PdfAltered
from leases.issuing import NotIssued
from leases.models import Lease, Scan, Scanned
from leases.moves import about
from leases.papers import PaperAltered, as_printed
from leases.rents import rent_on
from leases.selectors import clean_scans, residents_on, signed_amendments, signed_scan
from leases.services import FetchRefused, NotPrinted
from leases.snapshot import RELATIONSHIPS
from leases.statement import statement_on
from leases.statement_printing import statement_pdf
from printing import renderer

__all__ = ["NOT_GIVEN_OUT", "NotIssued", "pack"]

NOT_GIVEN_OUT = (PdfAltered, PaperAltered, CopyAltered, CopyMissing, FetchRefused, NotPrinted)

SHEETS = Path(settings.BASE_DIR) / "templates" / "charges" / "pack"
CURRENT = "1"
WITHOUT_SIGNATURES = "у цьому примірнику підписів немає"


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
    """Yield the lease as it was signed, if that is attached, and as issued; and the statement.

    Then the signed amendments in their order, as they were printed, and the scans of them.
    """
    if scan := signed_scan(lease):
        yield Item(
            f"1-signed-lease.{scan.copy.kind}",
            f"Підписаний договір найму № {lease.number}",
            content_of(scan),
        )
    what = f"Текст договору № {lease.number} ({state(lease, is_scanned=scan is not None)})"
    yield Item("2-lease.pdf", what, files.read(lease))
    statement = statement_on(lease, day_in_kyiv(at))
    yield Item("3-rent-statement.pdf", "Розрахунок плати", statement_pdf(statement, "uk"))
    yield from amendments(lease)


def state(lease: Lease, *, is_scanned: bool) -> str:
    """Say whether the lease is signed, and whether this pack shows it."""
    if not lease.signed_on:
        return "ще не підписаний"
    if is_scanned:
        return "як його видано, без підписів; підписаний примірник названо вище"
    return f"підписаний {words.day(lease.signed_on)}; {WITHOUT_SIGNATURES}"


def amendments(lease: Lease) -> Iterator[Item]:
    for paper in signed_amendments(lease):
        signed = f"підписана {words.day(paper.signed_on)}" if paper.signed_on else ""
        what = f"Текст додаткової угоди № {paper.number} ({signed}; {WITHOUT_SIGNATURES})"
        yield Item(f"4-amendment-{paper.number:02}.pdf", what, as_printed(paper))
    for number, scan in enumerate(clean_scans(lease, Scanned.AMENDMENT), start=1):
        name = f"5-signed-amendment-{number:02}.{scan.copy.kind}"
        yield Item(name, "Підписана додаткова угода", content_of(scan))


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
        "is_scanned": signed_scan(lease) is not None,
        "residents": residents(lease, on),
        "figures": words.in_figures(rent.monthly_rent),
        "words": words.in_words(rent.monthly_rent),
        "since": words.day(rent.starts_on),
        "items": [item.what for item in items],
    }


def residents(lease: Lease, on: date) -> list[dict[str, str]]:
    return [
        {
            "name": each.name,
            "birth_date": words.day(each.birth_date),
            "relationship": RELATIONSHIPS[each.relationship],
        }
        for each in residents_on(lease, on)
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
