"""What the clock and a receipt start."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from copies import services


@shared_task
def check(copy: str) -> None:
    services.check(UUID(copy), at=timezone.now())


@shared_task
def check_waiting() -> None:
    services.check_waiting(at=timezone.now())


@shared_task
def sweep_leftovers() -> None:
    services.sweep_leftovers(at=timezone.now())
