"""The letter that warns of an abandoned draft, worded in the language its applicant chose."""

from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from drafts.answers import Written
from drafts.models import Kind
from outbox.services import queue

SUBJECT = {
    "uk": "Ваша незавершена заява буде видалена",
    "en": "Your unfinished application will be deleted",
}


def queue_warning(written: Written, *, deleted_on: date, at: datetime) -> None:
    """Queue the warning, once for each time a draft is left; nothing where there is no e-mail."""
    draft = written.draft
    address = draft.owner.email or written.applicant.answers.get("email") or ""
    if not address:
        return
    language = written.single(Kind.INVITATION).answers.get("language", "uk")
    context = {
        "deleted_on": deleted_on,
        "saved_at": draft.saved_at,
        "url": settings.SITE_URL + reverse("apply"),
    }
    queue(
        "draft_warning",
        to=address,
        subject=SUBJECT[language],
        body=render_to_string(f"drafts/letters/warning.{language}.txt", context),
        dedupe_key=f"draft_warning:{draft.pk}:{draft.saved_at.isoformat()}",
        at=at,
        about=f"draft:{draft.pk}",
    )
