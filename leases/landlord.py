"""What a lease prints of the landlord: nothing of it is left to be filled in by hand."""

from collections.abc import Mapping
from typing import Final

from housing.models import Site

TO_FILL_IN = "____________________"  # by hand; leases of earlier releases have it for the account
# What a lease pins → the field of the site it comes from.
FIELDS: Final[Mapping[str, str]] = {
    "name": "landlord_name",
    "edrpou": "landlord_edrpou",
    "address": "landlord_address",
    "signatory_name": "signatory_name",
    "signatory_position": "signatory_position",
    "authority": "authority",
    "iban": "account_iban",
}


class LandlordIncomplete(Exception):
    """The text prints what is not known of the landlord: `lacking`, as the fields of a site.

    `is_pinned` where it is a draft that pinned the gap.
    """

    def __init__(self, lacking: list[str], *, is_pinned: bool) -> None:
        super().__init__(f"the site lacks {lacking}")
        self.lacking, self.is_pinned = lacking, is_pinned


def landlord(site: Site) -> dict[str, str]:
    """Return what a lease pins of the landlord. Raises LandlordIncomplete."""
    pinned = {key: getattr(site, field).strip() for key, field in FIELDS.items()}
    refuse_incomplete(pinned, is_pinned=False)
    return pinned


def refuse_incomplete(pinned: Mapping[str, str], *, is_pinned: bool = True) -> None:
    lacking = [field for key, field in FIELDS.items() if pinned[key] in {"", TO_FILL_IN}]
    if lacking:
        raise LandlordIncomplete(lacking, is_pinned=is_pinned)
