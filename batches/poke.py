"""Tell the workers that a batch waits. A hint, never the record: the clock finds it anyway."""

import logging

from celery import current_app
from kombu.exceptions import KombuError

logger = logging.getLogger(__name__)

# By name, since tasks import services and these import us.
WORK = "batches.tasks.print_waiting"
GO_ON = "batches.tasks.go_on_printing"
BIND = "batches.tasks.bind_waiting"

# A person waits for the page meanwhile: one try, in seconds where the broker does not answer.
IN_HASTE = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 2}


def poke(task: str) -> None:
    """Ask for the task now; without a broker, say so in the log and leave it to the clock."""
    try:
        with current_app.connection_for_write(transport_options=IN_HASTE) as connection:
            current_app.send_task(task, connection=connection, retry=False, ignore_result=True)
    except (KombuError, OSError) as error:
        logger.warning("%s waits for the clock: %s", task, type(error).__name__)
