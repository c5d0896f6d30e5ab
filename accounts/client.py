"""Where a request comes from, as far as limits need to know."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

UNKNOWN = "unknown"


def network_of(request: HttpRequest) -> str:
    """Return the client's IP address; of IPv6 its /64, which is what one household is given.

    X-Forwarded-For is believed only as far as TRUSTED_PROXIES of our own wrote it: the client
    writes the rest. Of three addresses behind one proxy, the last is the client's.
    """
    proxies: int = settings.TRUSTED_PROXIES
    forwarded = list(filter(str.strip, request.headers.get("X-Forwarded-For", "").split(",")))
    if 0 < proxies <= len(forwarded):
        return normal(forwarded[-proxies])
    return normal(request.META.get("REMOTE_ADDR", ""))


def normal(address: str) -> str:
    try:
        parsed = ip_address(address.strip())
    except ValueError:
        return UNKNOWN
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped or ip_network((parsed, 64), strict=False))
    return str(parsed)


def host_of(request: HttpRequest) -> str:
    """Return the name of the host that was asked for, without the port: what passkeys are for."""
    return split_domain_port(request.get_host())[0]


def browser_of(request: HttpRequest) -> str:
    """Return what tells one browser from another behind the same network.

    That is the key of its session; where it has none yet, the cookie against forged forms, without
    which no form is taken. No session is made for it.
    """
    return request.session.session_key or request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
