"""The papers of a draft become the papers of its application."""

from datetime import datetime
from uuid import UUID

from applications.models import Application
from drafts.models import Draft


def hand_over(draft: UUID, application: Application, *, at: datetime) -> None:
    """Give an application its owner and the papers of its draft, in the caller's transaction."""
    row = Draft.objects.select_for_update(of=("self",)).get(pk=draft)
    application.owner_id = row.owner_id
    application.save(update_fields=["owner"])
    row.application = application
    row.save(update_fields=["application"])
