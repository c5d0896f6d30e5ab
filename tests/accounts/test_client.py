"""Whose network a request comes from, with proxies of our own and without."""

from typing import Any

import pytest
from django.test import RequestFactory

from accounts.client import network_of


@pytest.mark.parametrize(
    ("proxies", "headers", "network"),
    [
        pytest.param(0, {}, "203.0.113.9", id="no proxy"),
        pytest.param(0, {"x-forwarded-for": "198.51.100.1"}, "203.0.113.9", id="believed by none"),
        pytest.param(1, {"x-forwarded-for": "198.51.100.1"}, "198.51.100.1", id="one proxy"),
        pytest.param(
            1, {"x-forwarded-for": "10.0.0.1, 198.51.100.1"}, "198.51.100.1", id="a client's lie"
        ),
        pytest.param(
            2, {"x-forwarded-for": "10.0.0.1, 198.51.100.1, 192.0.2.3"}, "198.51.100.1", id="two"
        ),
        pytest.param(2, {"x-forwarded-for": "198.51.100.1"}, "203.0.113.9", id="past our proxies"),
        pytest.param(1, {"x-forwarded-for": ""}, "203.0.113.9", id="an empty header"),
        pytest.param(1, {"x-forwarded-for": "someone"}, "unknown", id="no address at all"),
        pytest.param(
            1,
            {"x-forwarded-for": "2001:db8:1:2:3:4:5:6"},
            "2001:db8:1:2::/64",
            id="IPv6 by its /64",
        ),
        pytest.param(
            1, {"x-forwarded-for": "::ffff:198.51.100.1"}, "198.51.100.1", id="IPv4 within IPv6"
        ),
    ],
)
def test_the_network_is_that_of_the_client(
    settings: Any, proxies: int, headers: dict[str, str], network: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory(headers=headers).get("/", REMOTE_ADDR="203.0.113.9")

    assert network_of(request) == network
