"""The settings of the portal, with seconds for its minutes, so that hours pass while one waits."""

import os
from datetime import timedelta

from housing_portal.settings import *  # noqa: F403  # every one of them

EMAIL_TIMEOUT = 2
LETTER_SWEEP_FOR = timedelta(seconds=1)
LETTER_CLAIM_HOLDS_FOR = timedelta(seconds=6)  # longer than a sweep and one letter that hangs
LETTER_RETRY_AFTER = timedelta(milliseconds=50)

BATCH_SWEEP_FOR = timedelta(seconds=3)
BATCH_CLAIM_HOLDS_FOR = timedelta(seconds=30)  # longer than a sweep and one lease of a busy machine

CELERY_VISIBILITY_TIMEOUT = 5
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": CELERY_VISIBILITY_TIMEOUT}
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": CELERY_VISIBILITY_TIMEOUT}
CELERY_IMPORTS = ["chaos.naive"]
TASKS = (
    "outbox.tasks.send_waiting",
    "batches.tasks.print_waiting",
    "batches.tasks.bind_waiting",
)
CELERY_BEAT_SCHEDULE = {
    task: {"task": task, "schedule": timedelta(seconds=1), "options": {"expires": 5}}
    for task in (os.environ.get("CHAOS_TASK", "").split() or TASKS)
}
