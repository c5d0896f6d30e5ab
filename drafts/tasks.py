"""What the clock starts."""

import logging

from celery import shared_task
from django.utils import timezone

from drafts import retention

logger = logging.getLogger(__name__)


@shared_task
def let_go_of_abandoned() -> None:
    at = timezone.now()
    warned, deleted = retention.warn(at), retention.let_go(at)
    logger.info("drafts: %s warned of, %s deleted", warned, deleted)
