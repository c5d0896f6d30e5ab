"""A demonstration: fictional staff, stock and applications, for the embedded default alone."""

from django.conf import settings
from django.core.management.base import CommandError


def require_embedded(*, is_forced: bool = False) -> None:
    """Raise CommandError unless the database is the embedded one, or the caller insists."""
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3" and not is_forced:
        raise CommandError(
            "DATABASE_URL names a database of your own: "
            "no demonstration goes there without --force."
        )
