"""In production no other host of the domain can set our cookies."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

SAID = (
    "from housing_portal import settings as it; "
    "print(it.SESSION_COOKIE_NAME, it.CSRF_COOKIE_NAME, it.SESSION_COOKIE_SECURE)"
)


@pytest.mark.parametrize(
    ("https", "said"),
    [
        ("true", "__Host-sessionid __Host-csrftoken True"),
        ("false", "sessionid csrftoken False"),
    ],
)
def test_cookies_under_https_are_bound_to_this_host(https: str, said: str, tmp_path: Path) -> None:
    environment = os.environ | {"HTTPS": https, "VAR_DIR": str(tmp_path), "DEBUG": "true"}

    done = subprocess.run(
        [sys.executable, "-c", SAID],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == said
