"""The sample shipped with the project, loaded as an edition that is marked as one."""

import hashlib
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from refusals.refused import Refused
from territories import services
from territories.kinds import Kind
from territories.models import Edition
from territories.order376 import Row
from territories.resolver import Resolved

SAMPLE = Path(__file__).parent / "sample"
PLACES = SAMPLE / "places.csv"
LISTINGS = SAMPLE / "listings.toml"


@transaction.atomic
def load_sample(*, at: datetime, is_forced: bool = False) -> list[Edition]:
    """Put the sample in force and return its two editions; loading it again changes nothing.

    Raises Refused when a real list is in force, unless forced.
    """
    present = list(Edition.objects.in_force().order_by("which"))
    if not is_forced and not all(edition.is_sample for edition in present):
        raise Refused.at(
            "force",
            uk="Завантажено справжні списки; зразок їх не заступає (--force, щоб заступив).",
            en="Real lists are loaded; the sample does not replace them (--force makes it).",
        )
    if [edition.sha256 for edition in present] == [sha256(PLACES), sha256(LISTINGS)]:
        return present
    codifier = services.load_codifier(
        PLACES.read_bytes(), file_name=PLACES.name, at=at, is_sample=True
    )
    listed = [resolved(row, number) for number, row in enumerate(rows(), start=1)]
    territories = services.edition_of(
        listed, LISTINGS.read_bytes(), file_name=LISTINGS.name, codifier=codifier, at=at
    )
    services.replace_listings(listed, territories)
    return [codifier, territories]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def rows() -> list[dict[str, Any]]:
    listings: list[dict[str, Any]] = tomllib.loads(LISTINGS.read_text("utf-8"))["listing"]
    return listings


def resolved(row: dict[str, Any], number: int) -> Resolved:
    periods = tuple((period["start"], period.get("end")) for period in row["periods"])
    listed = Row(Kind(row["kind"]), number, row["code"], row["name"], periods)
    return Resolved(listed, row["code"], tuple(row.get("excepted", ())))
