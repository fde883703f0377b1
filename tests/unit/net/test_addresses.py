"""Networks behind addresses, and redirects between them."""

from __future__ import annotations

import pytest

from termnews.net.addresses import Reach, literal_reach, may_redirect, reach_of

REACHES = {
    "93.184.216.34": Reach.PUBLIC,
    "2606:2800:220:1::1": Reach.PUBLIC,
    "10.0.0.7": Reach.PRIVATE,
    "192.168.1.1": Reach.PRIVATE,
    "172.16.5.5": Reach.PRIVATE,
    "100.64.0.1": Reach.PRIVATE,
    "fd12:3456::1": Reach.PRIVATE,
    "127.0.0.1": Reach.LOOPBACK,
    "127.8.9.1": Reach.LOOPBACK,
    "::1": Reach.LOOPBACK,
    "[::1]": Reach.LOOPBACK,
    "169.254.169.254": Reach.FORBIDDEN,
    "fe80::1%eth0": Reach.FORBIDDEN,
    "0.0.0.0": Reach.FORBIDDEN,
    "0.1.2.3": Reach.FORBIDDEN,
    "255.255.255.255": Reach.FORBIDDEN,
    "224.0.0.1": Reach.FORBIDDEN,
    "::": Reach.FORBIDDEN,
    "::ffff:127.0.0.1": Reach.LOOPBACK,
    "::ffff:169.254.169.254": Reach.FORBIDDEN,
    "::ffff:93.184.216.34": Reach.PUBLIC,
    "2002:7f00:1::": Reach.LOOPBACK,
    "64:ff9b::a00:1": Reach.PRIVATE,
    "64:ff9b::7f00:1": Reach.LOOPBACK,
}


@pytest.mark.parametrize(("address", "reach"), REACHES.items(), ids=str)
def test_an_address_belongs_to_a_network(address: str, reach: Reach) -> None:
    assert reach_of(address) is reach


@pytest.mark.parametrize("text", ["example.org", "", "1.2.3", "999.1.1.1", "0x7f.1"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        reach_of(text)


@pytest.mark.parametrize(
    ("host", "reach"),
    [
        ("localhost", Reach.LOOPBACK),
        ("LOCALHOST.", Reach.LOOPBACK),
        ("a.localhost", Reach.LOOPBACK),
        ("10.1.1.1", Reach.PRIVATE),
        ("example.org", None),
    ],
)
def test_some_hosts_need_no_lookup(host: str, reach: Reach | None) -> None:
    assert literal_reach(host) is reach


@pytest.mark.parametrize("origin", list(Reach))
@pytest.mark.parametrize("target", list(Reach))
def test_redirects_lead_outwards_or_stay(origin: Reach, target: Reach) -> None:
    allowed = may_redirect(origin, target)
    assert allowed == (target <= origin and target is not Reach.FORBIDDEN)
    if target is Reach.PUBLIC:
        assert allowed
