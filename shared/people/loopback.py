"""Whether a request comes from this very machine, and not through it for others."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from fastapi import Request

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def from_loopback(request: Request) -> bool:
    """True only if peer and asked host are loopback and nobody forwarded the request.

    The host counts because a foreign name can be made to lead here (DNS rebinding).
    """
    if request.client is None or any(header in request.headers for header in FORWARDED):
        return False
    return is_loopback(request.client.host) and is_loopback(host_asked(request))


def through_own_name(request: Request) -> bool:
    """True if a loopback host was asked for, whoever passed the request on.

    All that can be known behind a gateway; the gateway must listen on loopback only.
    """
    return is_loopback(host_asked(request))


def host_asked(request: Request) -> str:
    """The host of the header, without its port; empty where it cannot be read."""
    try:
        return urlsplit("//" + request.headers.get("host", "")).hostname or ""
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
