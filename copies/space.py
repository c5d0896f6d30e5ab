"""Room for what is uploaded: uploads stop before the disk is full, and submitting goes on."""

import shutil
from pathlib import Path

from django.conf import settings


class NoSpace(Exception):
    """The volume of MEDIA_ROOT is as full as uploads may make it."""

    code = "no_space"


def require_space() -> None:
    """Raise NoSpace once UPLOADS_STOP_AT_PERCENT of the volume of MEDIA_ROOT is in use."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    use = shutil.disk_usage(folder)
    if use.used * 100 >= settings.UPLOADS_STOP_AT_PERCENT * (use.used + use.free):
        raise NoSpace
