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


def address_of(written: Written) -> str:
    """Return where the applicant is written to; nothing where there is no e-mail."""
    return written.draft.owner.email or written.applicant.answers.get("email") or ""


def queue_warning(written: Written, *, deleted_on: date, at: datetime) -> None:
    """Queue the warning to `address_of` the draft, once for each time it is left."""
    draft = written.draft
    language = written.single(Kind.INVITATION).answers.get("language", "uk")
    context = {
        "deleted_on": deleted_on,
        "saved_at": draft.saved_at,
        "url": settings.SITE_URL + reverse("apply"),
    }
    queue(
        "draft_warning",
        to=address_of(written),
        subject=SUBJECT[language],
        body=render_to_string(f"drafts/letters/warning.{language}.txt", context),
        dedupe_key=f"draft_warning:{draft.pk}:{draft.saved_at.isoformat()}",
        at=at,
        about=f"draft:{draft.pk}",
    )
