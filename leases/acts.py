"""The act of acceptance and the act of return: day, meters, keys, inventory with its condition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from deadlines.working_days import day_in_kyiv
from leases.models import Lease, Paper, PaperKind
from leases.moves import DayRefused, MoveRefused
from leases.papers import Drawn, keep, number_of_next, of_every_paper
from leases.selectors import acceptance_of
from leases.status import IN_LIFE, Status
from leases.words import day

TITLES = {
    PaperKind.ACCEPTANCE: "Акт приймання-передачі житла",
    PaperKind.RETURN: "Акт повернення житла",
}
METERS = {
    "electricity": "Електрична енергія, кВт·год",
    "cold_water": "Холодна вода, м³",
    "hot_water": "Гаряча вода, м³",
    "heat": "Тепло, Гкал",
    "gas": "Газ, м³",
}
# Kind → the statuses of a lease whose dwelling is handed over or returned.
POSSIBLE = {
    PaperKind.ACCEPTANCE: IN_LIFE,
    PaperKind.RETURN: frozenset({Status.ACTIVE, Status.ENDED}),
}
NOT_THERE = "—"


class ActIncomplete(Exception):
    """An act leaves open what was handed over: of which `meters`, of keys, of things.

    Of these nothing is said, nor that there are none; a dwelling has one key at least.
    """

    def __init__(self, meters: Sequence[str], *, keys: bool, things: bool) -> None:
        super().__init__("the act leaves open what was handed over")
        self.meters, self.keys, self.things = meters, keys, things


class ReadingFell(Exception):
    """A reading at the return is below the one at the hand-over of the same meter.

    `meter` is its kind, `before` the reading then.
    """

    def __init__(self, meter: str, before: str) -> None:
        super().__init__(f"the meter {meter} stood at {before}")
        self.meter, self.before = meter, before


@dataclass(frozen=True, slots=True)
class Meter:
    """One meter: its kind, the number on it, and its reading."""

    kind: str
    serial: str
    reading: Decimal


@dataclass(frozen=True, slots=True)
class Keys:
    """How many keys were handed over, and which others."""

    flat: int
    entrance: int
    mailbox: int
    other: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What the parties saw together. `inventory` is of things and their condition, in order.

    `absent` are the kinds of meters that are not there, and `is_bare` says that no thing is.
    """

    meters: Sequence[Meter]
    keys: Keys
    inventory: Sequence[tuple[str, str]]
    defects: str = ""
    remarks: str = ""
    absent: frozenset[str] = frozenset()
    is_bare: bool = False


def draw_act(
    lease: Lease, kind: PaperKind, *, on: date, seen: HandedOver, by: User, at: datetime
) -> Paper:
    """Print and keep an act; it counts once it is signed.

    Raises MoveRefused, DayRefused (before the lease was signed or the dwelling handed over, or
    after today in Kyiv), ActIncomplete, ReadingFell, PaperStands, FetchRefused and NotPrinted.
    """
    if lease.status not in POSSIBLE[kind]:
        raise MoveRefused(Status(lease.status), Status(lease.status))
    accepted = acceptance_of(lease) if kind is PaperKind.RETURN else None
    earliest = accepted.on if accepted else lease.signed_on or lease.starts_on
    if not earliest <= on <= day_in_kyiv(at):
        raise DayRefused
    refuse_empty(kind, seen)
    before = accepted.data if accepted else {"meters": [], "inventory": []}
    refuse_fallen(seen.meters, before["meters"])
    return keep(lease, Drawn(kind, on, said(lease, kind, on, seen, before)), by=by, at=at)


def refuse_empty(kind: PaperKind, seen: HandedOver) -> None:
    """Refuse an act that leaves open what was handed over; keys may be lost by the return."""
    told = {meter.kind for meter in seen.meters} | seen.absent
    meters = [each for each in METERS if each not in told]
    keys = seen.keys
    has_key = any((keys.flat, keys.entrance, keys.mailbox, keys.other))
    no_keys = kind is PaperKind.ACCEPTANCE and not has_key
    no_things = not seen.inventory and not seen.is_bare
    if meters or no_keys or no_things:
        raise ActIncomplete(meters, keys=no_keys, things=no_things)


def refuse_fallen(meters: Sequence[Meter], before: Sequence[Mapping[str, str]]) -> None:
    was = {(each["kind"], each["serial"]): each["reading"] for each in before}
    for meter in meters:
        reading = was.get((meter.kind, meter.serial))
        if reading is not None and meter.reading < exact(reading):
            raise ReadingFell(meter.kind, reading)


def said(
    lease: Lease, kind: PaperKind, on: date, seen: HandedOver, before: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what the text of an act says, in ready strings."""
    number = number_of_next(lease, kind)
    again = f" (складено повторно, {number})" if number > 1 else ""
    return {
        **of_every_paper(lease),
        "title": TITLES[kind],
        "head": f"до договору найму житла № {lease.number}{again}",
        "is_return": kind is PaperKind.RETURN,
        "on": day(on),
        "meters": [with_reading_before(meter, before["meters"]) for meter in seen.meters],
        "absent": [METERS[kind].partition(",")[0] for kind in METERS if kind in seen.absent],
        "keys": {
            "flat": str(seen.keys.flat),
            "entrance": str(seen.keys.entrance),
            "mailbox": str(seen.keys.mailbox),
            "other": seen.keys.other,
        },
        "inventory": [
            with_condition_before(*thing, before["inventory"]) for thing in seen.inventory
        ],
        "defects": lines(seen.defects),
        "remarks": lines(seen.remarks),
    }


def with_reading_before(meter: Meter, before: Sequence[Mapping[str, str]]) -> dict[str, str]:
    same = ((each["kind"], each["serial"]) == (meter.kind, meter.serial) for each in before)
    found = next((each for each, is_same in zip(before, same, strict=True) if is_same), None)
    return {
        "kind": meter.kind,
        "name": METERS[meter.kind],
        "serial": meter.serial,
        "reading": f"{meter.reading:f}".replace(".", ","),
        "before": found["reading"] if found else NOT_THERE,
    }


def with_condition_before(
    name: str, condition: str, before: Sequence[Mapping[str, str]]
) -> dict[str, str]:
    was = {each["name"]: each["condition"] for each in before}
    return {"name": name, "condition": condition, "before": was.get(name, NOT_THERE)}


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def exact(written: str) -> Decimal:
    return Decimal(written.replace(",", "."))
