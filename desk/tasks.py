"""What the clock starts."""

import logging

from celery import shared_task
from django.utils import timezone

from desk import retention

logger = logging.getLogger(__name__)


@shared_task
def let_go_of_paper_forms() -> None:
    logger.info("sheets: %s deleted", retention.let_go(timezone.now()))
