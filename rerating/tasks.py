"""What the clock starts."""

from celery import shared_task
from django.utils import timezone

from rerating import services


@shared_task
def apply_due() -> None:
    services.apply_due(at=timezone.now())
