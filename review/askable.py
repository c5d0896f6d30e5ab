"""What a caseworker can ask an applicant to correct: the questions of the form, and papers.

The questions are those of `drafts/questions.py`, which this room does not know; a test holds the
two tables together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from applications.checklist import needed, out_of_reach
from applications.home_named import home_named
from applications.models import Application, Home, Person
from applications.package_writer import as_json
from applications.papers import PAPERS
from applications.rows import package_of
from territories.gazetteer import Gazetteer, when_asked

PAPER = "paper"
LABELS: dict[str, dict[str, "str | Promise"]] = {
    "person": {
        "relationship": gettext_lazy("Relationship"),
        "name": gettext_lazy("Name"),
        "birth-date": gettext_lazy("Birth date"),
        "identity": gettext_lazy("Identity document"),
        "taxpayer": gettext_lazy("Taxpayer number"),
        "idp": gettext_lazy("IDP certificate"),
        "contact": gettext_lazy("Phone and e-mail"),
        "student": gettext_lazy("Full-time study"),
        "statuses": gettext_lazy("Statuses"),
    },
    "residence": {
        "bases": gettext_lazy("How you lived in the community"),
        "place": gettext_lazy("Where you lived"),
    },
    "housing": {"owns": gettext_lazy("Whether anybody owns a home")},
    "home": {
        "owner": gettext_lazy("Owner"),
        "place": gettext_lazy("Place"),
        "condition": gettext_lazy("Condition"),
        "evidence": gettext_lazy("Paper on the condition"),
        "area": gettext_lazy("Area and share"),
    },
    "declarations": {"assistance": gettext_lazy("Monetary assistance")},
    "invitation": {
        "method": gettext_lazy("How to write to you"),
        "language": gettext_lazy("Language of letters"),
    },
}
# Answered by adding or removing homes, which an applicant cannot do after submission: a caseworker
# asks for a paper instead, and a note says what for.
NOT_ASKED = frozenset({("housing", "owns")})
OF_APPLICANT = frozenset({"contact"})
OF_MEMBERS = frozenset({"relationship", "student"})
SINGLE = ("residence", "housing", "declarations", "invitation")
OTHER_PAPER = "other"


@dataclass(frozen=True, slots=True)
class Asked:
    """A thing asked for: the kind of its part, the part's ref, and a question or a paper."""

    kind: str
    ref: str
    slug: str

    @property
    def path(self) -> str:
        return f"{self.kind}:{self.ref}:{self.slug}"


def asked(path: str) -> Asked:
    """Read a path; a ref may itself have colons."""
    kind, _colon, rest = path.partition(":")
    ref, _colon, slug = rest.rpartition(":")
    return Asked(kind, ref, slug)


@dataclass(frozen=True, slots=True)
class Household:
    """The people and homes of an application, by ref: whom and what can be asked about."""

    people: dict[str, Person]
    homes: dict[str, Home]
    places: Gazetteer = field(default_factory=when_asked, compare=False)

    def has(self, thing: Asked) -> bool:
        """Tell whether the application has what is asked for."""
        if thing.kind == PAPER:
            return thing.slug in PAPERS and (thing.ref in self.people or thing.ref in self.homes)
        if thing.slug not in LABELS.get(thing.kind, {}) or (thing.kind, thing.slug) in NOT_ASKED:
            return False
        if thing.kind == "person":
            person = self.people.get(thing.ref)
            return person is not None and is_asked_of(person, thing.slug)
        return thing.ref in self.homes if thing.kind == "home" else thing.ref == thing.kind

    def whose(self, ref: str) -> str:
        """Name the person or the home a thing is about; nothing for what is asked but once."""
        if ref in self.people:
            return self.people[ref].name
        home = self.homes.get(ref)
        return home_named(home, home.owner.name, self.places) if home else ""

    def label(self, thing: Asked) -> str:
        label = PAPERS[thing.slug].title if thing.kind == PAPER else LABELS[thing.kind][thing.slug]
        whose = self.whose(thing.ref)
        return f"{label} ({whose})" if whose else str(label)


def household_of(application: Application) -> Household:
    """Return who and what can be asked about. Two queries."""
    people = application.people.order_by("position")
    homes = application.homes.select_related("owner").order_by("position")
    return Household({row.ref: row for row in people}, {row.ref: row for row in homes})


def is_asked_of(person: Person, slug: str) -> bool:
    is_applicant = person.relationship == "applicant"
    return slug not in (OF_MEMBERS if is_applicant else OF_APPLICANT)


def questions(household: Household) -> Iterator[Asked]:
    """Yield every question that was asked of this household."""
    for ref in household.people:
        yield from (Asked("person", ref, slug) for slug in LABELS["person"])
    for kind in SINGLE:
        yield from (Asked(kind, kind, slug) for slug in LABELS.get(kind, {}))
    for ref in household.homes:
        yield from (Asked("home", ref, slug) for slug in LABELS.get("home", {}))


def papers(application: Application, household: Household, places: Gazetteer) -> Iterator[Asked]:
    """Yield the papers of the checklist, and one other for each person."""
    is_out_of_reach = out_of_reach(places, application.received_on)
    listed = needed(as_json(package_of(application)), is_out_of_reach=is_out_of_reach)
    yield from (Asked(PAPER, paper.about, paper.code) for paper in listed)
    yield from (Asked(PAPER, ref, OTHER_PAPER) for ref in household.people)


def choices(
    application: Application, places: Gazetteer, brought: Iterable[Asked] = ()
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what can be asked for, in groups: each answer or paper by its path, once.

    Papers that were brought can be asked for anew, though the checklist may not have them.
    """
    household = household_of(application)
    groups: dict[str, list[tuple[str, str]]] = {}
    listed = (*questions(household), *papers(application, household, places), *brought)
    for thing in dict.fromkeys(listed):
        if household.has(thing):
            groups.setdefault(group_of(thing, household), []).append(
                (thing.path, label_in_group(thing))
            )
    return list(groups.items())


def group_of(thing: Asked, household: Household) -> str:
    return household.whose(thing.ref) or str(GROUP_OF_SINGLE)


def label_in_group(thing: Asked) -> str:
    if thing.kind == PAPER:
        return _("Paper: %(paper)s") % {"paper": PAPERS[thing.slug].title}
    return str(LABELS[thing.kind][thing.slug])


GROUP_OF_SINGLE = pgettext_lazy("what to correct", "The whole household")
