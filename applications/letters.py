"""Letters of intake, worded in the language the applicant chose."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation

from applications.models import Application, Person
from applications.receipts import papers_of, status_url
from deadlines.working_days import day_in_kyiv
from outbox.services import queue
from territories.gazetteer import current

SUBJECT = {"uk": "Вашу заяву зареєстровано", "en": "Your application is registered"}


def queue_receipt(application: Application, *, at: datetime) -> None:
    """Queue the receipt: number, day of receipt, due date, papers received and missing.

    By e-mail where the applicant has one, whatever way of invitation was chosen: it comes at once.
    An address that nobody proved may be another person's: it is told numbers and days alone.
    """
    applicant = application.people.get(relationship="applicant")
    lists_papers = not applicant.email or is_proven(applicant.email, application)
    queue(
        "receipt",
        to=applicant.email or postal(applicant, application),
        subject=SUBJECT[application.language],
        body=worded(application, lists_papers=lists_papers, at=at),
        dedupe_key=f"receipt:application:{application.pk}",
        at=at,
        about=f"application:{application.pk}",
        delivery="email" if applicant.email else "post",
    )


def is_proven(email: str, application: Application) -> bool:
    """Tell whether the applicant signs in with this address."""
    owner = application.owner
    return owner is not None and owner.email.lower() == email.lower()


def postal(applicant: Person, application: Application) -> str:
    return "\n".join(filter(None, (applicant.name, application.postal_address)))


def worded(application: Application, *, lists_papers: bool, at: datetime) -> str:
    language = application.language
    with translation.override(language):
        context = {
            "application": application,
            "papers": papers_of(application, current()),
            "lists_papers": lists_papers,
            # A paper form that was typed in late: what is past is not promised.
            "is_late": application.due_on < day_in_kyiv(at),
            "status_url": status_url(application),
        }
        return render_to_string(f"applications/letters/receipt.{language}.txt", context)
