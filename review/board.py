"""The evidence board: each paper beside the facts it proves, by person and home, waiting first."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from applications.home_named import home_named
from applications.models import Document, Verdict
from applications.papers import PAPERS
from review.claimed import ClauseSide, FactRow, clauses, facts
from review.copy_rows import CopyRow, copy_rows
from review.dossier import Dossier
from review.forms import ActForm

OF_DOCUMENTS = ("accept", "reject")
TAGS = {"pending": "unknown", "accepted": "met", "rejected": "not_met"}
FormOf = Callable[..., ActForm]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A paper with what it shows, what is said of that, and the verdicts that can be given."""

    document: Document
    title: str
    about: str
    address: str
    facts: list[FactRow]
    clauses: list[ClauseSide]
    tag: str
    copies: list[CopyRow]
    accept: ActForm | None
    reject: ActForm | None
    is_hidden: bool = False

    @property
    def is_waiting(self) -> bool:
        return self.document.verdict == Verdict.PENDING


@dataclass(frozen=True, slots=True)
class Group:
    """The papers about one person, or about one home."""

    about: str
    rows: list[DocumentRow]

    @property
    def waiting(self) -> int:
        return sum(row.is_waiting for row in self.rows)

    @property
    def judged(self) -> int:
        return len(self.rows) - self.waiting


def in_order(dossier: Dossier) -> list[Document]:
    """Return the papers as the board has them: by person and home, waiting ones first."""
    people = {person.pk: place for place, person in enumerate(dossier.people)}
    homes = {home.pk: place for place, home in enumerate(dossier.homes)}

    def place(document: Document) -> tuple[int, int, bool, int]:
        person = people.get(document.person_id or dossier.applicant.pk, 0)
        home = homes.get(document.home_id or 0, -1)
        return person, home, document.verdict != Verdict.PENDING, document.position

    return sorted(dossier.documents, key=place)


def board(dossier: Dossier, form_of: FormOf, failed: ActForm | None) -> list[Group]:
    groups: dict[str, list[DocumentRow]] = {}
    for document in in_order(dossier):
        row = document_row(document, dossier, form_of, failed)
        groups.setdefault(row.about, []).append(row)
    return [Group(about, rows) for about, rows in groups.items()]


def first_waiting(dossier: Dossier) -> str | None:
    """Return the address of the first paper to judge, for whoever may judge it now."""
    waiting = (each for each in in_order(dossier) if each.verdict == Verdict.PENDING)
    first = next(waiting, None) if "accept" in dossier.steps else None
    return address(first) if first else None


def address(document: Document) -> str:
    return reverse("admin:review_paper", args=[document.application_id, document.pk])


def about(document: Document, dossier: Dossier) -> str:
    home = next((each for each in dossier.homes if each.pk == document.home_id), None)
    if home is not None:
        return home_named(home, home.owner.name, dossier.places)
    return document.person.name if document.person else dossier.applicant.name


def document_row(
    document: Document,
    dossier: Dossier,
    form_of: FormOf,
    failed: ActForm | None,
    *,
    is_masked: bool = True,
) -> DocumentRow:
    """Return one paper; what the rules and the household say, only where the user may see it."""
    if dossier.hides(document):
        return hidden_row(document, dossier)
    sees_people = dossier.user.has_perm("applications.view_person")
    sees_rules = dossier.user.has_perm("review.view_recordeddetermination")
    forms = verdicts(document, dossier, form_of, failed)
    return DocumentRow(
        document=document,
        title=str(PAPERS[document.paper].title),
        about=about(document, dossier),
        address=address(document),
        facts=facts(document, dossier, is_masked=is_masked) if sees_people else [],
        clauses=clauses(document, dossier) if sees_rules and not dossier.has_hidden else [],
        tag=TAGS[document.verdict],
        copies=copy_rows(document),
        accept=forms.get("accept"),
        reject=forms.get("reject"),
    )


def hidden_row(document: Document, dossier: Dossier) -> DocumentRow:
    """Return a paper that only those who review read: that it is there, and its verdict."""
    return DocumentRow(
        document=document,
        title=_("Paper read only by those who review"),
        about=about(document, dossier),
        address="",
        facts=[],
        clauses=[],
        tag=TAGS[document.verdict],
        copies=[],
        accept=None,
        reject=None,
        is_hidden=True,
    )


def verdicts(
    document: Document, dossier: Dossier, form_of: FormOf, failed: ActForm | None
) -> dict[str, ActForm]:
    """Return the forms of the verdicts, the one that was sent in vain among them."""
    forms = {
        step: form_of(step, dossier, document=document.pk)
        for step in OF_DOCUMENTS
        if step in dossier.steps
    }
    if failed is not None and failed.data.get("document") == str(document.pk):
        forms[failed.step] = failed
    elif document.verdict == Verdict.ACCEPTED:
        forms.pop("accept", None)
    return forms
