"""What the clock starts."""

from datetime import datetime, timedelta

from celery import shared_task
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts import assistances, email_codes, throttle

# A form sent after its session ended is kept for the account that had the session (keeping.py).
ENDED_SESSIONS_KEPT_FOR = timedelta(days=14)
LOOKED_BACK = timedelta(days=2)  # the sweep comes every hour
AT_ONCE = 500


@shared_task
def sweep() -> None:
    """End what is idle; remove what tells nothing any more. May run twice and late."""
    at = timezone.now()
    assistances.end_idle(at)
    throttle.remove_full(at)
    email_codes.remove_old(at)
    remove_ended_sessions(at)


@shared_task
def sweep_sessions_of_nobody() -> None:
    """Remove ended sessions in which nobody is signed in, and what was kept in them."""
    remove_sessions_of_nobody(timezone.now())


def remove_sessions_of_nobody(at: datetime) -> None:
    """As an account's session ends eight hours after its last use, so does one of nobody."""
    ended = Session.objects.filter(expire_date__range=(at - LOOKED_BACK, at))
    of_nobody = [each.pk for each in ended.iterator() if SESSION_KEY not in each.get_decoded()]
    for start in range(0, len(of_nobody), AT_ONCE):
        Session.objects.filter(pk__in=of_nobody[start : start + AT_ONCE]).delete()


def remove_ended_sessions(at: datetime) -> None:
    Session.objects.filter(expire_date__lt=at - ENDED_SESSIONS_KEPT_FOR).delete()
