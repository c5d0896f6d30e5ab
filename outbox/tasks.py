"""What the clock starts."""

from celery import shared_task
from django.utils import timezone

from outbox import services


@shared_task
def send_waiting() -> None:
    services.send_waiting(at=timezone.now())
