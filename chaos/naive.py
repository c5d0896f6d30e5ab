"""The control: the obvious way to send what waits. Under the same fire it sends letters twice."""

from celery import shared_task
from django.core.mail import EmailMessage
from django.utils import timezone

from outbox.models import Letter
from outbox.state import State


@shared_task
def send_waiting() -> None:
    for letter in Letter.objects.filter(state=State.QUEUED).order_by("pk"):
        headers = {"Message-ID": letter.message_id}
        EmailMessage(letter.subject, letter.body, to=[letter.to], headers=headers).send()
        Letter.objects.filter(pk=letter.pk).update(state=State.SENT, sent_at=timezone.now())
