"""Letters of the cabinet: they name the number of the application, and nobody."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from applications.models import Application, Document, Revision
from outbox.services import queue
from outbox.state import Kind
from review.letters import send
from review.lock import subject_of

ADDRESS_CHANGED = {"uk": "Адресу для листів змінено", "en": "Your address for letters was changed"}
PAPER_REFUSED = {"uk": "Файл документа не прийнято", "en": "A file of a paper was not taken"}


def queue_address_changed(application: Application, before: str | None, version: Revision) -> None:
    """Tell the e-mail address before, and that of the account, that letters now go elsewhere.

    `version` is the one that names the new address; nothing is sent where it is the same.
    """
    now = application.people.get(relationship="applicant").email
    if folded(now) == folded(before):
        return
    owner = application.owner.email if application.owner else ""
    told = {folded(address): address for address in (owner, before) if address}
    told.pop(folded(now), None)
    for place, address in enumerate(told.values()):
        queue(
            Kind.ADDRESS_CHANGED,
            to=address,
            subject=ADDRESS_CHANGED[application.language],
            body=worded("address_changed", application, "invitation"),
            dedupe_key=f"address_changed:version:{version.pk}:{place}",
            at=version.at,
            about=subject_of(application.pk),
        )


def queue_paper_refused(document: Document, *, at: datetime) -> None:
    """Tell the applicant, once for a paper, that a file of it could not be taken."""
    application = document.application
    subject = PAPER_REFUSED[application.language]
    body = worded("paper_refused", application, "my_papers")
    send(Kind.PAPER_REFUSED, application, subject, body, key_of_refused(document.pk), at=at)


def key_of_refused(document: int | str) -> str:
    return f"paper_refused:document:{document}"


def folded(address: str | None) -> str:
    return (address or "").lower()


def worded(letter: str, application: Application, page: str) -> str:
    """Return the text of a letter; with a link for whoever signs in to the application."""
    link = settings.SITE_URL + reverse(page, args=[application.number])
    context = {"application": application, "link": link if application.owner_id else ""}
    return render_to_string(f"cabinet/letters/{letter}.{application.language}.txt", context)
