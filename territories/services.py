"""Loading the official lists: each replaced whole, in one transaction, or not at all."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from refusals.refused import Refused
from territories import katottg, models, order376
from territories.codifier import Codifier, Place
from territories.models import Edition, ExceptedPlace, Listing, Period
from territories.resolver import Resolved, resolve

REGIONS = 27  # Constitution of Ukraine, art. 133: Crimea, 24 oblasts, Kyiv, Sevastopol
NATIONAL = 1000  # a file of more places is the national codifier, whatever is loaded


def load_codifier(
    data: bytes,
    *,
    file_name: str,
    at: datetime,
    is_sample: bool = False,
    is_forced: bool = False,
) -> Edition:
    """Replace the codifier by the official CSV. Raises Refused; then nothing has changed.

    A file without a region that the official codifier in force has is taken for a cut one, unless
    forced. The list of territories stays, with the exceptions found in the codifier before.
    """
    places = katottg.parse(data)
    if not (is_sample or is_forced):
        refuse_cut(places)
    edition = Edition(
        which=Edition.Which.CODIFIER,
        file_name=file_name,
        sha256=hashlib.sha256(data).hexdigest(),
        is_sample=is_sample,
        loaded_at=at,
        counts={"places": len(places), **Counter(sorted(place.category for place in places))},
    )
    replace_places(places, edition)
    return edition


def refuse_cut(places: Sequence[Place]) -> None:
    """Refuse a codifier that lacks whole regions: one cut at the end of a line looks complete."""
    given = sum(place.parent is None for place in places)
    if len(places) > NATIONAL and given < REGIONS:
        raise Refused.at(
            "file",
            uk=f"У файлі лише {given} регіонів із {REGIONS}. Якщо не обрізаний, додайте --force.",
            en=f"The file has only {given} regions of {REGIONS}. If it is not cut, add --force.",
        )
    in_force = Edition.objects.in_force().filter(which=Edition.Which.CODIFIER).first()
    if in_force is None or in_force.is_sample:
        return
    regions = models.Place.objects.filter(parent=None).exclude(
        code__in=[place.code for place in places if place.parent is None]
    )
    if missing := ", ".join(regions.order_by("code").values_list("name", flat=True)):
        raise Refused.at(
            "file",
            uk=f"У файлі немає регіонів: {missing}. Якщо він не обрізаний, додайте --force.",
            en=f"The file lacks these regions: {missing}. If it is not cut, add --force.",
        )


def load_territories(data: bytes, *, file_name: str, at: datetime) -> Edition:
    """Replace the list of territories by the DOCX of Order 376; see `order376` and `resolver`.

    Needs the real codifier, to find the excepted places in. Raises Refused; then nothing has
    changed.
    """
    rows = order376.parse(data)
    with transaction.atomic():
        codifier = Edition.objects.in_force().filter(which=Edition.Which.CODIFIER).first()
        if codifier is None or codifier.is_sample:
            raise Refused.at(
                "codifier",
                uk="Спершу завантажте кодифікатор (load_katottg).",
                en="Load the codifier first (load_katottg).",
            )
        listed = resolve(rows, stored_codifier())
        edition = edition_of(listed, data, file_name=file_name, codifier=codifier, at=at)
        replace_listings(listed, edition)
    return edition


def stored_codifier() -> Codifier:
    """Return the codifier in force. One query."""
    rows = models.Place.objects.values_list("code", "name", "category", "parent_id")
    return Codifier(map(Place._make, rows.iterator(chunk_size=5000)))


def edition_of(
    listed: Sequence[Resolved], data: bytes, *, file_name: str, codifier: Edition, at: datetime
) -> Edition:
    return Edition(
        which=Edition.Which.TERRITORIES,
        file_name=file_name,
        sha256=hashlib.sha256(data).hexdigest(),
        is_sample=codifier.is_sample,
        loaded_at=at,
        counts={
            "rows": len(listed),
            "periods": sum(len(item.row.periods) for item in listed),
            "exceptions": sum(len(item.excepted) for item in listed),
        },
        unresolved=[doubt.as_document() for item in listed for doubt in item.doubts],
        codifier=codifier,
    )


@transaction.atomic
def replace_places(places: Sequence[Place], edition: Edition) -> None:
    edition.save(force_insert=True)
    models.Place.objects.all().delete()
    models.Place.objects.bulk_create(
        models.Place(code=code, name=name, category=category, parent_id=parent)
        for code, name, category, parent in places
    )


@transaction.atomic
def replace_listings(listed: Sequence[Resolved], edition: Edition) -> None:
    edition.save(force_insert=True)
    for model in (Period, ExceptedPlace, Listing):
        model.objects.all().delete()
    listings = Listing.objects.bulk_create(
        Listing(kind=item.row.section, number=item.row.number, code=item.code, name=item.row.name)
        for item in listed
    )
    pairs = list(zip(listings, listed, strict=True))
    Period.objects.bulk_create(
        Period(listing=listing, start=start, end=end)
        for listing, item in pairs
        for start, end in item.row.periods
    )
    ExceptedPlace.objects.bulk_create(
        ExceptedPlace(listing=listing, code=code)
        for listing, item in pairs
        for code in item.excepted
    )
