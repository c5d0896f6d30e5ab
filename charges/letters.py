"""The letter about rent that is overdue, in the language and the way the applicant chose."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from charges.accounts import Standing
from charges.paying import how_to_pay
from leases.models import Lease
from leases.words import in_figures
from review.letters import send

ARREARS = {"uk": "Нагадуємо про плату за житло", "en": "A reminder about the rent"}


def queue_arrears(lease: Lease, found: Standing, key: str, *, at: datetime) -> None:
    """Say what is overdue and since when, how to pay it, and what to do where it is not so."""
    application = lease.application
    link = settings.SITE_URL + reverse("my_lease", args=[application.number, lease.pk])
    context = {
        "lease": lease,
        "overdue": in_figures(found.overdue),
        "late": [(in_figures(amount), due_on) for due_on, amount in found.late],
        "paying": how_to_pay(lease),
        "link": link if application.owner_id else "",
    }
    language = application.language
    body = render_to_string(f"charges/letters/arrears.{language}.txt", context)
    send("arrears", application, ARREARS[language], body, key, at=at)
