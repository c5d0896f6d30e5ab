"""What the clock starts."""

from datetime import datetime, timedelta

from celery import shared_task
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts import assistances, email_codes, throttle

# A form sent after its session ended is kept for the account that had the session (keeping.py).
ENDED_SESSIONS_KEPT_FOR = timedelta(days=14)


@shared_task
def sweep() -> None:
    """End what is idle; remove what tells nothing any more. May run twice and late."""
    at = timezone.now()
    assistances.end_idle(at)
    throttle.remove_full(at)
    email_codes.remove_old(at)
    remove_ended_sessions(at)


def remove_ended_sessions(at: datetime) -> None:
    Session.objects.filter(expire_date__lt=at - ENDED_SESSIONS_KEPT_FOR).delete()
