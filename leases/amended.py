"""What a signed amendment does: who joins lives there from its day, who leaves until that day.

Rows of residents are added, and given their last day once; nothing of them is edited.
"""

from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Max

from applications.models import Person
from leases.holding import INDEXES, ResidentHasLease, held_resident, named
from leases.models import Paper, Resident
from leases.selectors import same_home


class ProofNeeded(Exception):
    """Somebody leaves: the paper that proves it is attached to this lease and checked."""


class HasLeft(Exception):
    """Somebody who was to leave has left by another amendment."""


def take_effect(paper: Paper) -> None:
    """Let people join and leave by an amendment of a locked lease.

    Raises ResidentHasLease, HasLeft, and ProofNeeded for one drawn up before a proof was asked for.
    """
    if paper.change["leaves"] and not paper.change.get("proof"):
        raise ProofNeeded
    joining = [of(paper, row) for row in paper.change["joins"]]
    lock_people(joining)
    elsewhere = same_home(paper.lease) - {paper.lease_id}
    if other := held_resident(named(joining), elsewhere):
        raise ResidentHasLease(other.lease)
    last_day = paper.on - timedelta(days=1)
    leaving = Resident.objects.filter(lease=paper.lease, pk__in=paper.change["leaves"])
    proven = {"left_ground": paper.change["ground"], "left_proof": paper.change["proof"]}
    left = leaving.present().update(until_on=last_day, left_by=paper, **proven)
    if left != len(paper.change["leaves"]):
        raise HasLeft
    highest = paper.lease.residents.aggregate(last=Max("position"))["last"]
    for position, resident in enumerate(joining, start=highest + 1):
        resident.position = position
    Resident.objects.bulk_create(joining)


def of(paper: Paper, row: dict[str, Any]) -> Resident:
    known = {**row, "birth_date": date.fromisoformat(row["birth_date"])}
    return Resident(lease=paper.lease, from_on=paper.on, joined_by=paper, **known)


def lock_people(joining: list[Resident]) -> None:
    """Make whoever lets the same people in, by a lease or an amendment, wait until this is done."""
    same = Person.objects.filter(named(joining))
    list(same.select_for_update(of=("self",)).only("pk").order_by("pk"))
    if connection.vendor != "postgresql":
        return  # SQLite has one writer
    indexes = {value for one in joining for index in INDEXES if (value := getattr(one, index))}
    with connection.cursor() as cursor:
        for index in sorted(indexes):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [index])
