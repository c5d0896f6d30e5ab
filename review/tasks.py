"""What the clock starts."""

from celery import shared_task
from django.utils import timezone

from deadlines.working_days import day_in_kyiv
from review import digest, leftovers, nudges, services


@shared_task
def remind() -> None:
    at = timezone.now()
    services.remind(on=day_in_kyiv(at), at=at)


@shared_task
def print_decisions() -> None:
    services.print_waiting(at=timezone.now())


@shared_task
def summarise() -> None:
    digest.summarise(at=timezone.now())


@shared_task
def remind_applicants() -> None:
    at = timezone.now()
    nudges.remind_applicants(on=day_in_kyiv(at), at=at)


@shared_task
def sweep_printed_decisions() -> None:
    leftovers.sweep(at=timezone.now())
