"""What the clock starts."""

from celery import shared_task
from django.utils import timezone

from charges import services
from deadlines.working_days import day_in_kyiv


@shared_task
def charge_rent() -> None:
    at = timezone.now()
    services.charge_rent(on=day_in_kyiv(at), at=at)


@shared_task
def remind_of_arrears() -> None:
    at = timezone.now()
    services.remind_of_arrears(on=day_in_kyiv(at), at=at)
