# ruff: noqa: INP001, S310  # a script; it asks the address it is given
"""Succeed when the address answers with a page; asked as a proxy that ends TLS would ask."""

import sys
import urllib.error
import urllib.request
from http import HTTPStatus

request = urllib.request.Request(sys.argv[1], headers={"X-Forwarded-Proto": "https"})
try:
    with urllib.request.urlopen(request, timeout=5) as page:
        sys.exit(page.status != HTTPStatus.OK)
except (urllib.error.URLError, ConnectionError, TimeoutError):
    sys.exit(1)
