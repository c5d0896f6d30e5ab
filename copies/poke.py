"""Tell the workers of a copy to check. A hint, never the record: the sweep finds it anyway."""

import logging
from uuid import UUID

from celery import current_app
from kombu.exceptions import KombuError

logger = logging.getLogger(__name__)

TASK = "copies.tasks.check"  # by name, since tasks import services and these import us

# A person waits for the page meanwhile: one try, in seconds where the broker does not answer.
IN_HASTE = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 2}


def poke(copy: UUID) -> None:
    """Ask for a check now; without a broker, log the copy's id and leave it to the sweep."""
    try:
        with current_app.connection_for_write(transport_options=IN_HASTE) as connection:
            current_app.send_task(
                TASK, [str(copy)], connection=connection, retry=False, ignore_result=True
            )
    except (KombuError, OSError) as error:
        logger.warning("copy %s waits for the sweep: %s", copy, type(error).__name__)
