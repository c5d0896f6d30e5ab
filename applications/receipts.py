"""The papers of a receipt: which came with an application, and which are still missing."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count
from django.utils.functional import Promise

from applications.models import Application, Home, Person
from applications.papers import PAPERS
from applications.selectors import missing
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


def papers_of(application: Application, places: Gazetteer) -> Papers:
    """Return the papers received, in their order, and those still missing."""
    people = {person.ref: person for person in application.people.order_by("position")}
    homes = {home.ref: home for home in application.homes.select_related("owner")}
    owners = people | {ref: home.owner for ref, home in homes.items()}
    return Papers(
        list(papers_received(application, people)),
        [
            Listed(PAPERS[it.code].title, whose(owners[it.about], homes.get(it.about)))
            for it in missing(application, places)
        ],
    )


def papers_received(application: Application, people: dict[str, Person]) -> Iterator[Listed]:
    """Yield the papers in their order; one about nobody named is the applicant's. One query."""
    names = {person.pk: person.name for person in people.values()}
    applicant = next(it for it in people.values() if it.relationship == "applicant")
    rows = application.documents.order_by("position")
    for code, person, files in rows.values_list("paper", "person", Count("copies")):
        yield Listed(PAPERS[code].title, names[person or applicant.pk], files)


def whose(owner: Person, home: Home | None) -> str:
    return f"{owner.name}, {home.address}" if home and home.address else owner.name


def status_url(application: Application) -> str:
    """Return the address of the application's page; nothing for one that nobody signs in to.

    It stands on paper, so it stays as it is.
    """
    if application.owner_id is None:
        return ""
    return f"{settings.SITE_URL}/my/{application.number}/"
