"""The sign-in for trying out answers this machine and nobody else."""

import pytest
from fastapi import Request

from shared.people.loopback import from_loopback, through_own_name


def request(client: str | None, host: str = "127.0.0.1:8000", **headers: str) -> Request:
    named = {"host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
    raw = [(name.encode(), value.encode()) for name, value in named.items()]
    peer = None if client is None else (client, 50000)
    return Request({"type": "http", "client": peer, "headers": raw})


@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "localhost", "[::1]:8000"])
def test_this_machine_is_answered(client, host):
    assert from_loopback(request(client, host))


@pytest.mark.parametrize(
    "client", ["10.0.0.7", "192.0.2.1", "2001:db8::1", "::ffff:10.0.0.7", "testclient", "", None]
)
def test_no_other_peer_is_answered(client):
    assert not from_loopback(request(client))


@pytest.mark.parametrize("host", ["ketnap.example", "10.0.0.7", "localhost.example", "", "[::1"])
def test_a_foreign_name_that_leads_here_is_not_answered(host):
    assert not from_loopback(request("127.0.0.1", host))


@pytest.mark.parametrize(
    "headers",
    [{"x_forwarded_for": "127.0.0.1"}, {"forwarded": "for=127.0.0.1"}, {"x_real_ip": "::1"}],
)
def test_nobody_behind_a_proxy_is_answered(headers):
    assert not from_loopback(request("127.0.0.1", **headers))


def test_behind_a_gateway_it_is_the_name_that_counts():
    assert through_own_name(request("172.18.0.9", "localhost:8000", x_forwarded_for="10.0.0.7"))


def test_behind_a_gateway_a_foreign_name_is_not_answered():
    assert not through_own_name(request("172.18.0.9", "ketnap.example"))
