"""The worker's application, whichever the broker (`CELERY_BROKER_URL`).

Files: `celery -A housing_portal worker -B -P solo`, one process that is also the clock.
Redis: `celery -A housing_portal worker`, as many as wanted, and one `… beat`.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_portal.settings")

app = Celery("housing_portal", task_cls="housing_portal.jobs:Job")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
