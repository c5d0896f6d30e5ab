"""The papers of a receipt: which came with an application, and which were missing that day."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q
from django.utils.functional import Promise

from applications.home_named import home_named
from applications.models import Application
from applications.package import Package, Person
from applications.papers import PAPERS
from applications.revisions import package_in
from applications.rows import package_of
from applications.selectors import lacking
from copies.models import State
from territories.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Listed:
    """One paper and whose it is; `files` is 0 for one that is missing, or was not scanned."""

    title: "str | Promise"
    whose: str
    files: int = 0


@dataclass(frozen=True, slots=True)
class Papers:
    applicant: str
    received: list[Listed]
    missing: list[Listed]


@dataclass(frozen=True, slots=True)
class Came:
    """A paper of the submission; it stands unless all its files had been refused by then.

    One without files was brought to the desk and not scanned.
    """

    code: str
    ref: str
    files: int
    stands: bool


def papers_of(application: Application, places: Gazetteer) -> Papers:
    """Return the papers that came with an application and those that were missing that day.

    What was corrected, brought or refused later changes nothing of it.
    """
    package = as_submitted(application)
    came = list(papers_that_came(application, package.applicant.ref))
    brought = Counter((it.code, it.ref) for it in came if it.stands)
    names = {person.ref: name_of(person) for person in package.people}
    owners = {home.ref: home_named(home, names[home.owner], places) for home in package.homes}
    return Papers(
        name_of(package.applicant),
        [Listed(PAPERS[it.code].title, names[it.ref], it.files) for it in came],
        [
            Listed(PAPERS[it.code].title, (names | owners)[it.about])
            for it in lacking(package, brought, places)
        ],
    )


def as_submitted(application: Application) -> Package:
    """Return the first version; what there is of an application from before versions were kept."""
    first = application.revisions.filter(number=1).first()
    return package_in(first) if first else package_of(application)


def papers_that_came(application: Application, applicant: str) -> Iterator[Came]:
    """Yield the papers of the submission in their order; about nobody named, the applicant's."""
    registered_at = application.status_changes.order_by("pk").values_list("at", flat=True)[0]
    late = Q(copies__copy__inspected_at__gt=registered_at)
    late |= Q(copies__copy__scanned_at__gt=registered_at)
    refused = Count("copies", filter=Q(copies__copy__state=State.REFUSED) & ~late)
    rows = application.documents.filter(received_at__lte=registered_at).order_by("position")
    counted = rows.annotate(files=Count("copies"), refused=refused)
    for code, ref, files, refused_files in counted.values_list(
        "paper", "person__ref", "files", "refused"
    ):
        yield Came(code, ref or applicant, files, stands=not files or files > refused_files)


def name_of(person: Person) -> str:
    return " ".join(filter(None, (person.surname, person.given_name, person.patronymic)))


def status_url(application: Application) -> str:
    """Return the address of the application's page; nothing for one that nobody signs in to.

    It stands on paper, so it stays as it is.
    """
    if application.owner_id is None:
        return ""
    return f"{settings.SITE_URL}/my/{application.number}/"
