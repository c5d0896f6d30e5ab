"""Requests for a correction as the application's page shows them."""

from dataclasses import dataclass

from applications.models import Document
from review.askable import Household, asked, household_of
from review.changes import Change, changes_of
from review.corrections import papers_since
from review.dossier import Dossier
from review.models import CorrectionItem, CorrectionRequest, CorrectionState


@dataclass(frozen=True, slots=True)
class ItemRow:
    label: str
    note: str
    reply: str
    papers: list[Document]


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    request: CorrectionRequest
    items: list[ItemRow]
    changes: list[Change]

    @property
    def is_open(self) -> bool:
        return self.request.state == CorrectionState.OPEN

    @property
    def is_answered(self) -> bool:
        return self.request.state == CorrectionState.ANSWERED


def correction_rows(dossier: Dossier) -> list[CorrectionRow]:
    """Return every request, the latest first, with what the answers changed."""
    requests = CorrectionRequest.objects.filter(application=dossier.application)
    found = requests.select_related("by", "closed_by", "revision").order_by("-at", "-pk")
    household = household_of(dossier.application) if found else Household({}, {})
    return [correction_row(request, household, dossier) for request in found]


def correction_row(
    request: CorrectionRequest, household: Household, dossier: Dossier
) -> CorrectionRow:
    papers = papers_since(request)
    revision = request.revision
    return CorrectionRow(
        request,
        [item_row(item, household, papers) for item in request.items.order_by("position")],
        changes_of(revision, dossier.places, is_masked=True) if revision else [],
    )


def item_row(
    item: CorrectionItem, household: Household, papers: dict[str, list[Document]]
) -> ItemRow:
    label = household.label(asked(item.path))
    return ItemRow(label, item.note, item.reply, papers.get(item.path, []))
