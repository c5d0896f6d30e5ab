"""The papers of a draft become documents of its application, each with its files in order."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise

from applications.documents import create_document
from applications.models import Application, Home, Person
from applications.papers import PAPERS
from copies.models import State
from drafts.discarding import discard_copies, discard_papers
from drafts.models import Draft, Paper


def hand_over_papers(draft: Draft, application: Application, *, at: datetime) -> None:
    """Give an application the papers of its draft, in the caller's transaction and locks.

    A paper about a home is its owner's. What was not uploaded to its end is let go; its paper
    stays with the draft, so that the applicant is told (`not_arrived`).
    """
    people = people_by_ref(application)
    homes = {home.ref: home for home in application.homes.all()}
    cut = list(cut_papers(draft).values_list("pk", flat=True))
    for paper in draft.papers.prefetch_related("copies__copy").order_by("pk"):
        person, home = people.get(paper.about), homes.get(paper.about)
        hand_over_paper(paper, application, person, home, at)
    discard_papers(draft.papers.exclude(pk__in=cut), at=at)
    discard_copies(draft.papers.filter(pk__in=cut), at=at)


def cut_papers(draft: Draft) -> QuerySet[Paper]:
    """Return the papers a file of which is still being uploaded, or was cut."""
    return draft.papers.filter(copies__copy__state=State.RECEIVING).order_by("pk").distinct()


def not_arrived(application: Application) -> "list[str | Promise]":
    """Return the papers, by title, of which a file had not arrived whole at submission."""
    papers = Paper.objects.filter(draft__application=application).order_by("pk")
    return [PAPERS[code].title for code in papers.values_list("code", flat=True)]


def hand_over_paper(
    paper: Paper, application: Application, person: Person | None, home: Home | None, at: datetime
) -> None:
    held = sorted(paper.copies.all(), key=lambda each: each.position)
    whole = [each for each in held if each.copy.state != State.RECEIVING]
    if not whole:
        return
    paper.copies.filter(pk__in=[each.pk for each in whole]).delete()
    create_document(application, paper.code, person, [each.copy for each in whole], at, home=home)


def people_by_ref(application: Application) -> dict[str, Person]:
    """Return the people by their ref, and by the refs of the homes they own."""
    owners = {home.ref: home.owner for home in application.homes.select_related("owner")}
    return owners | {person.ref: person for person in application.people.all()}
