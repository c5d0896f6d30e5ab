# ruff: noqa: INP001, S310  # a script; it asks the address it is given
"""Succeed when the address answers with a page."""

import sys
import urllib.error
import urllib.request
from http import HTTPStatus

try:
    with urllib.request.urlopen(sys.argv[1], timeout=5) as page:
        sys.exit(page.status != HTTPStatus.OK)
except (urllib.error.URLError, ConnectionError, TimeoutError):
    sys.exit(1)
