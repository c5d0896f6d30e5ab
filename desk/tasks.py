"""What the clock starts."""

import logging

from celery import shared_task
from django.utils import timezone

from desk import retention, unregistered

logger = logging.getLogger(__name__)


@shared_task
def let_go_of_paper_forms() -> None:
    logger.info("sheets: %s deleted", retention.let_go(timezone.now()))


@shared_task
def tell_of_paper_forms() -> None:
    unregistered.tell(at=timezone.now())
