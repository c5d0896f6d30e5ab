"""What the clock starts."""

from celery import shared_task
from django.utils import timezone

from cabinet import adding, refused_papers


@shared_task
def let_go_unsent() -> None:
    adding.let_go_unsent(at=timezone.now())


@shared_task
def tell_of_refused() -> None:
    refused_papers.tell_of_refused(at=timezone.now())
