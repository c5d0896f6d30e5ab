"""The act of acceptance and the act of return: day, meters, keys, inventory with its condition."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from deadlines.working_days import day_in_kyiv
from leases.handing_over import refuse_act
from leases.models import Lease, Paper, PaperKind
from leases.moves import DayRefused
from leases.papers import Drawn, keep, number_of_next, of_every_paper
from leases.selectors import acceptance_of
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
NOT_THERE = "—"
NOT_RETURNED = "не повернуто"
NOT_READ = "показник не знято"


class ActIncomplete(Exception):
    """An act leaves open what was handed over: of which `meters`, of keys, of things.

    Of these nothing is said, nor that there are none; a dwelling has one key at least.
    """

    def __init__(self, meters: Sequence[str], *, keys: bool, things: bool) -> None:
        super().__init__("the act leaves open what was handed over")
        self.meters, self.keys, self.things = meters, keys, things


class Forgotten(Exception):
    """An act of return says there is none of what the signed act of acceptance names.

    `meters` are the kinds that were handed over; `things` that things were.
    """

    def __init__(self, meters: Sequence[str], *, things: bool) -> None:
        super().__init__("the act of return forgets what was handed over")
        self.meters, self.things = meters, things


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

    Raises MoveRefused, HandedOverUnder, ReturnedUnder, DayRefused (before the lease was signed or
    the dwelling handed over, or after today in Kyiv), ActIncomplete, ReadingFell, Forgotten,
    PaperStands, FetchRefused and NotPrinted.
    """
    refuse_act(lease, kind)
    accepted = acceptance_of(lease) if kind is PaperKind.RETURN else None
    earliest = accepted.on if accepted else lease.signed_on or lease.starts_on
    if not earliest <= on <= day_in_kyiv(at):
        raise DayRefused
    refuse_empty(kind, seen)
    before = accepted.data if accepted else {"meters": [], "inventory": []}
    refuse_fallen(seen.meters, before["meters"])
    refuse_forgotten(seen, before)
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


def refuse_forgotten(seen: HandedOver, before: Mapping[str, Any]) -> None:
    """Refuse a return that denies what was handed over (docs/decisions/0164)."""
    handed_over = {each["kind"] for each in before["meters"]}
    meters = [kind for kind in METERS if kind in handed_over & seen.absent]
    things = seen.is_bare and bool(before["inventory"])
    if meters or things:
        raise Forgotten(meters, things=things)


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
        "meters": [
            *(with_reading_before(meter, before["meters"]) for meter in seen.meters),
            *unread(seen.meters, before["meters"]),
        ],
        "absent": [METERS[kind].partition(",")[0] for kind in METERS if kind in seen.absent],
        "keys": keys_said(seen.keys, before.get("keys", {})),
        "inventory": [
            *(with_condition_before(*thing, before["inventory"]) for thing in seen.inventory),
            *not_returned(seen.inventory, before["inventory"]),
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


def unread(
    meters: Sequence[Meter], before: Sequence[Mapping[str, str]]
) -> Iterator[dict[str, str]]:
    """Yield the meters handed over of which the return has no reading: another stands there."""
    read = {(meter.kind, meter.serial) for meter in meters}
    for each in before:
        if (each["kind"], each["serial"]) not in read:
            told = {key: each[key] for key in ("kind", "name", "serial")}
            yield {**told, "reading": NOT_READ, "before": each["reading"]}


def keys_said(keys: Keys, before: Mapping[str, str]) -> dict[str, str]:
    """Write how many keys there are, at the return out of how many."""
    counts = {"flat": keys.flat, "entrance": keys.entrance, "mailbox": keys.mailbox}
    was = {name: before.get(name, "0") for name in counts}
    told = {
        name: str(count) if was[name] == "0" else f"{count} із {was[name]}"
        for name, count in counts.items()
    }
    if other := before.get("other"):
        return {**told, "other": f"{keys.other or NOT_RETURNED} (передано: {other})"}
    return {**told, "other": keys.other}


def not_returned(
    things: Sequence[tuple[str, str]], before: Sequence[Mapping[str, str]]
) -> Iterator[dict[str, str]]:
    """Yield the things handed over that the return does not name."""
    named = {name for name, _condition in things}
    for each in before:
        if each["name"] not in named:
            yield {"name": each["name"], "condition": NOT_RETURNED, "before": each["condition"]}


def with_condition_before(
    name: str, condition: str, before: Sequence[Mapping[str, str]]
) -> dict[str, str]:
    was = {each["name"]: each["condition"] for each in before}
    return {"name": name, "condition": condition, "before": was.get(name, NOT_THERE)}


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def exact(written: str) -> Decimal:
    return Decimal(written.replace(",", "."))
