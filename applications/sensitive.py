"""What only those who review an application read: captivity, health, a refused taxpayer number.

The only table of it. Law on personal data protection, art. 7: data on health, and beliefs, which
the refusal of a number for religious reasons tells. Captivity: our reading (docs/decisions/0072).
"""

from typing import Final

from applications.models import Document, Person

PERMISSION: Final = "applications.view_sensitive"
PAPERS: Final = frozenset({"captivity_certificate", "disability_certificate", "care_opinion"})
OF_REFUSED: Final = frozenset({"taxpayer_card"})  # where its person refused the number
STATUSES: Final = frozenset(
    {"deprived_of_liberty", "disability", "child_with_disability", "constant_care"}
)
CLAUSES: Final = frozenset({"social_category", "defence_or_captivity"})  # that name such a status


def is_sensitive(document: Document) -> bool:
    """Tell whether a paper tells such a thing; reads its person."""
    person = document.person
    tells_refusal = person is not None and person.taxpayer_number_refused
    return document.paper in PAPERS or (document.paper in OF_REFUSED and tells_refusal)


def has_sensitive(person: Person) -> bool:
    """Tell whether something is said of somebody that only those who review may read."""
    claimed = {claim.code for claim in person.status_claims.all()}
    return person.taxpayer_number_refused or not claimed.isdisjoint(STATUSES)
