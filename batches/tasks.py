"""What the clock and a new batch start."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from batches import services


@shared_task
def print_waiting() -> None:
    if not services.is_under_way(timezone.now()):
        go_on_printing()


@shared_task
def go_on_printing() -> None:
    services.print_waiting(now=timezone.now, lanes=settings.BATCH_LANES)


@shared_task
def bind_waiting() -> None:
    services.bind_waiting(now=timezone.now)


@shared_task
def sweep_batches() -> None:
    services.sweep(at=timezone.now())
