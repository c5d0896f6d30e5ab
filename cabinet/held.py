"""Everything held about an application and its household, as files of an archive.

Nothing here names anybody of the staff: who did something is said by role.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from applications.models import Application
from applications.package_writer import as_json
from applications.papers import PAPERS
from applications.revisions import package_in
from applications.rows import package_of
from cabinet import held_account, held_leases, held_papers, held_review
from cabinet.papers import documents_of
from cabinet.standing import letters_to_applicant
from copies.models import Copy, State
from deadlines.working_days import day_in_kyiv
from leases.models import Lease, Scan
from leases.models import Paper as LeasePaper

Source = Copy | Lease | LeasePaper | Scan


@dataclass(frozen=True, slots=True)
class Text:
    """A file whose content is at hand. `what` it is, and the day in Kyiv it is from."""

    name: str
    content: str
    what: "str | Promise"
    on: date


@dataclass(frozen=True, slots=True)
class Paper:
    """A clean copy, or a file of a lease, to be read when its turn comes."""

    name: str
    source: Source
    what: "str | Promise"
    on: date


def index(texts: Iterable[Text], papers: Iterable[Paper]) -> Text:
    """Say what each file is and which day it is from, in the language of the page."""
    files: list[Text | Paper] = [*texts, *papers]
    lines = [f"{each.name}: {each.what} ({date_format(each.on)})" for each in files]
    said = "\n".join([_("What is in this archive. Days are those in Kyiv."), "", *lines, ""])
    return Text("index.txt", said, _("this list"), date.min)


def texts(application: Application, *, at: datetime) -> Iterator[Text]:
    """Yield what is written: the account, the application and what became of it, letters."""
    yield from as_it_is(application, at)
    yield from versions(application)
    yield from reviewed(application)
    yield from letters(application)


def as_it_is(application: Application, at: datetime) -> Iterator[Text]:
    """Yield what stands now."""
    today = day_in_kyiv(at)
    files: list[tuple[str, str, Any]] = [
        ("application", _("your answers as they are now"), as_json(package_of(application))),
        ("status", _("where the application stands, and its history"),
         held_review.standing(application, at)),
        ("arrival", _("who brought the application on paper"), held_review.arrival(application)),
        ("clock", _("how the term was counted"), held_review.clock(application)),
        ("corrections", _("what we asked you to correct, and what you answered"),
         held_review.corrections(application)),
        ("notes", _("notes of the staff about your application"),
         held_review.notes(application)),
        ("papers", _("the list of papers with their checksums"),
         held_papers.papers(application)),
        ("papers-being-added", _("the papers you began to add and have not sent"),
         held_papers.being_added(application)),
        ("accesses", _("who of the staff did something with it, by role"),
         held_review.accesses_of(application)),
        ("leases", _("leases drawn up for you"), held_leases.leases(application)),
    ]  # fmt: skip
    if application.owner is not None:
        account = held_account.account(application.owner)
        helped = held_account.assistances(application.owner)
        files.append(("account", _("your account"), account))
        files.append(("assistances", _("help of operators that you agreed to"), helped))
    for name, what, content in files:
        yield Text(f"{name}.json", written(content), what, today)


def versions(application: Application) -> Iterator[Text]:
    for revision in application.revisions.order_by("number"):
        name = f"versions/{revision.number}-{revision.why}.json"
        what = _("a version of your answers: %(why)s") % {"why": revision.get_why_display()}
        document = as_json(package_in(revision))
        yield Text(name, written(document), what, day_in_kyiv(revision.at))


def reviewed(application: Application) -> Iterator[Text]:
    """Yield what the rules said, the hearings, decisions and appeals, each as a file."""
    for name, content, on in held_review.determinations(application):
        yield Text(name, written(content), _("what the rules said of your household"), on)
    for name, content, on in held_review.hearings(application):
        yield Text(name, written(content), _("a hearing before a refusal"), on)
    for name, content, on in held_review.decisions(application):
        yield Text(name, written(content), _("a decision"), on)
    for name, content, on in held_review.appeals(application):
        yield Text(name, written(content), _("an appeal of yours"), on)
    for name, content, on in held_review.closings(application):
        yield Text(name, written(content), _("why the application was to be closed"), on)


def letters(application: Application) -> Iterator[Text]:
    for place, letter in enumerate(letters_to_applicant(application).order_by("pk"), start=1):
        on = day_in_kyiv(letter.created_at)
        name = f"letters/{place:02d}-{on:%Y-%m-%d}-{letter.kind}.txt"
        what = _("a letter to you: %(subject)s") % {"subject": letter.subject}
        yield Text(name, f"{letter.subject}\n\n{letter.body}", what, on)


def copies(application: Application) -> Iterator[Paper]:
    """Yield the copies that were found clean, nobody opens the others; and the issued leases.

    Beside a lease lie those of its papers that its applicant is shown.
    """
    for document in documents_of(application):
        title, on = PAPERS[document.paper].title, day_in_kyiv(document.received_at)
        for held in document.copies.all():
            if held.copy.state == State.CLEAN:
                yield Paper(held_papers.name_of(document, held), held.copy, title, on)
    for addition in held_papers.additions(application):
        title, on = PAPERS[addition.code].title, day_in_kyiv(addition.started_at)
        for added in addition.copies.all():
            if added.copy.state == State.CLEAN:
                yield Paper(held_papers.name_of_added(addition, added), added.copy, title, on)
    yield from appeal_papers(application)
    yield from closing_papers(application)
    for lease, on in held_leases.issued(application):
        yield Paper(f"leases/{lease.pk}.pdf", lease, _("a lease as it was issued"), on)
        yield from lease_papers(lease)


def appeal_papers(application: Application) -> Iterator[Paper]:
    for place, appeal in enumerate(application.appeals.order_by("pk"), start=1):
        for name, copy in held_review.scans(place, appeal):
            if copy.state == State.CLEAN:
                yield Paper(name, copy, _("a scan of an appeal"), appeal.received_on)


def closing_papers(application: Application) -> Iterator[Paper]:
    for place, closing in enumerate(application.closings.order_by("pk"), start=1):
        if closing.copy and closing.received_on and closing.copy.state == State.CLEAN:
            name = f"closings/{place:02d}{held_papers.ending(closing.copy)}"
            yield Paper(name, closing.copy, _("the request to withdraw"), closing.received_on)


def lease_papers(lease: Lease) -> Iterator[Paper]:
    for paper in held_leases.shown_papers(lease):
        yield Paper(held_leases.name_of(paper), paper, paper.get_kind_display(), paper.on)
    for scan in held_leases.shown_scans(lease):
        on = day_in_kyiv(scan.at)
        yield Paper(held_leases.name_of_scan(scan), scan, scan.get_shows_display(), on)


def written(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
