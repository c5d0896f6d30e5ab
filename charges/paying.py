"""Where the rent of a lease is paid to, and what the purpose of the payment says."""

from dataclasses import dataclass

from leases.landlord import TO_FILL_IN
from leases.models import Lease


@dataclass(frozen=True, slots=True)
class Paying:
    """The lease, clause 5.3. `iban` is empty where the lease leaves it to be filled in by hand."""

    recipient: str
    edrpou: str
    iban: str
    purpose: str


def how_to_pay(lease: Lease) -> Paying:
    landlord = lease.data["landlord"]
    iban = landlord["iban"]
    return Paying(
        recipient=landlord["name"],
        edrpou=landlord["edrpou"],
        iban="" if iban == TO_FILL_IN else iban,
        purpose=f"Плата за договором № {lease.number}",
    )
