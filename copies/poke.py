"""Tell the workers of a copy to check. A hint, never the record: the sweep finds it anyway."""

import logging
from uuid import UUID

from celery import current_app
from kombu.exceptions import KombuError

logger = logging.getLogger(__name__)

# By name, since tasks import services and these import us.
CHECK = "copies.tasks.check"
SWEEP = "copies.tasks.check_waiting"

# A person waits for the page meanwhile: one try, in seconds where the broker does not answer.
IN_HASTE = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 2}


def poke(copy: UUID) -> None:
    """Ask for the check of a copy now."""
    send(CHECK, str(copy))


def poke_sweep() -> None:
    """Ask for one more sweep now."""
    send(SWEEP)


def send(task: str, *ids: str) -> None:
    """Send a task; without a broker, say so in the log and leave it to the sweep."""
    try:
        with current_app.connection_for_write(transport_options=IN_HASTE) as connection:
            current_app.send_task(
                task, list(ids), connection=connection, retry=False, ignore_result=True
            )
    except (KombuError, OSError) as error:
        logger.warning("%s %s waits for the sweep: %s", task, ids, type(error).__name__)
