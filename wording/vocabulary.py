"""The words a lease text may be made of: its variables, cases and blocks. Nothing else is let in.

Every variable is a string of the data a lease pins; their names are the keys of those data.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, Promise | str]

VARIABLES: Final[Words] = {
    "number": _("number of the lease"),
    "place": _("where it is concluded"),
    "landlord.name": _("landlord"),
    "landlord.edrpou": _("the landlord’s code in the register (EDRPOU)"),
    "landlord.address": _("the landlord’s address"),
    "landlord.signatory_name": _("who signs for the landlord, in the nominative"),
    "landlord.signatory_position": _("the position of who signs, in the nominative"),
    "landlord.authority": _("the document that lets them sign"),
    "landlord.iban": _("the account the rent is paid to"),
    "tenant.name": _("tenant, in the nominative"),
    "tenant.birth_date": _("the tenant’s day of birth"),
    "tenant.identity_type": _("kind of the tenant’s identity document"),
    "tenant.identity_number": _("number of that document"),
    "tenant.taxpayer_number": _("the tenant’s taxpayer number, or that it was refused"),
    "tenant.phone": _("the tenant’s telephone"),
    "tenant.email": _("the tenant’s e-mail"),
    "basis.act_day": _("day of the resolution"),
    "basis.application": _("number of the application"),
    "basis.received_on": _("day the application came in"),
    "basis.decided_on": _("day of the decision to grant it"),
    "dwelling.address": _("full address of the dwelling"),
    "dwelling.katottg": _("code of the settlement (KATOTTH)"),
    "dwelling.number": _("number of the dwelling"),
    "dwelling.floor": _("floor"),
    "dwelling.rooms": _("number of rooms"),
    "dwelling.total_area": _("total area, m²"),
    "dwelling.living_area": _("living area, m²"),
    "dwelling.accessibility": _("whether it can be reached without steps"),
    "residents.names": _("names of all residents, with semicolons between"),
    "rent.figures": _("rent a month in figures, UAH"),
    "rent.words": _("rent a month in Ukrainian words"),
    "rent.exact": _("rent before rounding, UAH"),
    "rent.product": _("the factors, with signs of multiplication between"),
    "rent.tariff": _("name of the tariff"),
    "term.starts_on": _("first day"),
    "term.ends_on": _("last day"),
    "term.months": _("number of months, with its noun"),
    "term.arrears": _("how long rent must be owed before a court may end the lease"),
}

BLOCKS: Final[Words] = {
    "dwelling": _("table: address, rooms, areas"),
    "factors": _("table: the factors of the rent"),
    "calculation": _("table: the factors of the rent, each with its source"),
    "residents": _("table: all residents"),
    "inventory": _("table: the inventory, with room for its state"),
    "meters": _("table of meters, filled in by hand"),
    "keys": _("table of keys, filled in by hand"),
    "line": _("an empty line, filled in by hand"),
    "signatures": _("signatures of both parties; never alone on a page"),
    "new-page": _("what follows begins on a new page"),
}

CASES: Final[Words] = {
    "short-term": _("printed if the term is under a year"),
    "year-or-more": _("printed if the term is a year or more"),
    "one-resident": _("printed if the tenant lives alone"),
    "several-residents": _("printed if several people live there"),
}
HOLDS: Final[Mapping[str, Callable[[Mapping[str, Any]], bool]]] = {
    "short-term": lambda data: bool(data["term"]["is_short"]),
    "year-or-more": lambda data: not data["term"]["is_short"],
    "one-resident": lambda data: len(data["residents"]) == 1,
    "several-residents": lambda data: len(data["residents"]) > 1,
}

# A text without one of these is no lease (domain: Lease); it may be a draft.
NEEDED_VARIABLES: Final = frozenset(
    {
        "number", "landlord.name", "tenant.name", "tenant.identity_number", "basis.application",
        "basis.decided_on", "landlord.iban", "rent.figures", "rent.words", "rent.exact",
        "term.starts_on", "term.ends_on", "term.months",
    }
)  # fmt: skip
NEEDED_BLOCKS: Final = frozenset(
    {"dwelling", "calculation", "residents", "inventory", "meters", "keys", "signatures"}
)
NEEDED_ANNEXES: Final = 4


def value_of(name: str, data: Mapping[str, Any]) -> str:
    """Return what a variable stands for, as the lease pinned it."""
    if name == "residents.names":
        return "; ".join(resident["name"] for resident in data["residents"])
    found: Any = data
    for part in name.split("."):
        found = found[part]
    return str(found)
