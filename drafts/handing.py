"""The papers of a draft become the papers of its application."""

from datetime import datetime
from uuid import UUID

from applications.models import Application
from drafts import answers
from drafts.handing_papers import hand_over_papers
from drafts.models import Draft


class ChangedMeanwhile(Exception):
    """The draft says something else than what is being registered."""


def hand_over(draft: UUID, application: Application, *, sha256: str, at: datetime) -> None:
    """Close a draft with its application and give that the papers, in the caller's transaction.

    From the lock on nothing more can be saved into the draft. Raises ChangedMeanwhile where it was
    between reading and locking, or where the draft is closed already.
    """
    row = Draft.objects.select_for_update(of=("self",)).get(pk=draft)
    refuse_if_changed(row, sha256, at)
    row.application = application
    row.save(update_fields=["application"])
    hand_over_papers(row, application, at=at)


def refuse_if_changed(draft: Draft, sha256: str, at: datetime) -> None:
    document = answers.document(answers.read(draft, at=at), received_at=at)
    if draft.application_id is not None or answers.sha256_of(document) != sha256:
        raise ChangedMeanwhile
