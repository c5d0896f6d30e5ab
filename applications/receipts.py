"""The papers of a receipt: which came with an application, and which of the checklist did not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count
from django.utils.functional import Promise

from applications.checklist import needed, out_of_reach
from applications.models import Application, Home, Person
from applications.package_writer import as_json
from applications.papers import PAPERS
from applications.rows import package_of
from territories.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Listed:
    """One paper and whose it is; `files` is 0 for one that is missing."""

    title: "str | Promise"
    whose: str
    files: int = 0


@dataclass(frozen=True, slots=True)
class Papers:
    received: list[Listed]
    missing: list[Listed]


@dataclass(frozen=True, slots=True)
class Came:
    """A paper that came: its code, whose it is, and how many files it has."""

    code: str
    person: UUID
    files: int


def papers_of(application: Application, places: Gazetteer) -> Papers:
    """Return the papers received, in their order, and those still missing. Seven queries."""
    people = {person.ref: person for person in application.people.order_by("position")}
    homes = {home.ref: home for home in application.homes.select_related("owner")}
    owners = people | {ref: home.owner for ref, home in homes.items()}
    names = {person.pk: person.name for person in people.values()}
    came = list(papers_that_came(application, people))
    return Papers(
        [Listed(PAPERS[it.code].title, names[it.person], it.files) for it in came],
        [
            Listed(PAPERS[code].title, whose(owners[about], homes.get(about)))
            for code, about in missing(application, owners, came, places)
        ],
    )


def papers_that_came(application: Application, people: dict[str, Person]) -> Iterator[Came]:
    """Yield the papers in their order; one about nobody named is the applicant's. One query."""
    applicant = next(it for it in people.values() if it.relationship == "applicant")
    rows = application.documents.order_by("position")
    for code, person, files in rows.values_list("paper", "person", Count("copies")):
        yield Came(code, person or applicant.pk, files)


def missing(
    application: Application, owners: dict[str, Person], came: list[Came], places: Gazetteer
) -> Iterator[tuple[str, str]]:
    """Yield the papers of the checklist that nobody brought, each a code and a ref.

    One paper of a kind settles one entry of its owner: who owns two homes brings two.
    """
    is_out_of_reach = out_of_reach(places, application.received_on)
    there = Counter((it.code, it.person) for it in came)
    for paper in needed(as_json(package_of(application)), is_out_of_reach=is_out_of_reach):
        key = (paper.code, owners[paper.about].pk)
        if there[key]:
            there[key] -= 1
        else:
            yield paper.code, paper.about


def whose(owner: Person, home: Home | None) -> str:
    return f"{owner.name}, {home.address}" if home and home.address else owner.name


def status_url(application: Application) -> str:
    """Return the address of the application's page; nothing for one that nobody signs in to.

    It stands on paper, so it stays as it is.
    """
    if application.owner_id is None:
        return ""
    return f"{settings.SITE_URL}/my/{application.number}/"
