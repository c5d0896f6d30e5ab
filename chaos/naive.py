"""The controls: the obvious ways. Under the same fire letters go twice, and leases are missing."""

import os
from pathlib import Path

from celery import shared_task
from django.core.mail import EmailMessage
from django.utils import timezone

from leases.models import Lease
from leases.services import issue
from leases.status import Status
from outbox.models import Letter
from outbox.state import State


@shared_task
def send_waiting() -> None:
    for letter in Letter.objects.filter(state=State.QUEUED).order_by("pk"):
        headers = {"Message-ID": letter.message_id}
        EmailMessage(letter.subject, letter.body, to=[letter.to], headers=headers).send()
        Letter.objects.filter(pk=letter.pk).update(state=State.SENT, sent_at=timezone.now())


@shared_task
def print_drafts() -> None:
    """Issue every draft, then write down what lies in the pile."""
    drafts = Lease.objects.filter(status=Status.DRAFT).order_by("pk")
    pile = [issue(lease, by=lease.made_by, at=timezone.now()).number for lease in drafts]
    if pile:
        file = Path(os.environ["MEDIA_ROOT"]) / "naive"
        file.write_text("\n".join(pile), encoding="utf-8")
