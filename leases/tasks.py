"""What the clock starts."""

from celery import shared_task
from django.utils import timezone

from leases import leftovers, reminders, turning


@shared_task
def turn_leases() -> None:
    turning.turn(at=timezone.now())


@shared_task
def remind_of_leases() -> None:
    reminders.remind(at=timezone.now())


@shared_task
def sweep_printed_leases() -> None:
    leftovers.sweep(at=timezone.now())
