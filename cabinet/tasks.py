"""What the clock starts."""

from celery import shared_task
from django.utils import timezone

from cabinet import adding


@shared_task
def let_go_unsent() -> None:
    adding.let_go_unsent(at=timezone.now())
