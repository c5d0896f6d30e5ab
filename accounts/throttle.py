"""How often something may be tried: tokens in buckets, counted in the database.

A bucket is keyed by an HMAC of what is throttled, so the table names neither addresses nor people.
"""

from datetime import datetime, timedelta
from math import ceil

from django.db import transaction

from accounts.models import Bucket
from sealing.digests import digest


def spend(key: str, limit: int, window: timedelta, at: datetime) -> int | None:
    """Take one of `limit` tokens: None when there was one, else in how many seconds there are.

    The bucket is filled anew when the window has passed since the first token was taken. Exact
    under concurrency: the row is locked, and committed before anything costly begins.
    """
    with transaction.atomic():
        bucket = locked_bucket(digest("bucket", key), limit, window, at)
        if bucket.full_at <= at:
            bucket.left, bucket.full_at = limit, at + window
        if bucket.left == 0:
            return ceil((bucket.full_at - at).total_seconds())
        bucket.left -= 1
        bucket.save(update_fields=["left", "full_at"])
    return None


def locked_bucket(key: str, limit: int, window: timedelta, at: datetime) -> Bucket:
    """Return the bucket, locked until the transaction ends; the first caller makes it full."""
    fresh = Bucket(key=key, left=limit, full_at=at + window)
    Bucket.objects.bulk_create([fresh], ignore_conflicts=True)
    return Bucket.objects.select_for_update(of=("self",)).get(pk=key)


def remove_full(at: datetime) -> int:
    """Remove the buckets that are full again, which tell nothing; return how many."""
    return Bucket.objects.filter(full_at__lte=at).delete()[0]
