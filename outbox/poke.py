"""Tell the workers that letters wait. A hint, never the record: the sweep finds them anyway."""

import logging

from celery import current_app
from kombu.exceptions import KombuError

logger = logging.getLogger(__name__)

TASK = "outbox.tasks.send_waiting"  # by name, since tasks import services and these import us

# A person waits for the page meanwhile: one try, in seconds where the broker does not answer.
IN_HASTE = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 2}


def poke(letter: int) -> None:
    """Ask for a sweep now; without a broker, log the letter's id and leave it to the next one."""
    try:
        with current_app.connection_for_write(transport_options=IN_HASTE) as connection:
            current_app.send_task(TASK, connection=connection, retry=False, ignore_result=True)
    except (KombuError, OSError) as error:
        logger.warning("letter %s waits for the sweep: %s", letter, type(error).__name__)
