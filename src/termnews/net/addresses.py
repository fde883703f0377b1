"""What kind of network an IP address belongs to, and which redirects between such networks are safe. Pure."""

from __future__ import annotations

from enum import IntEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_NAT64 = ip_network("64:ff9b::/96")
_IPV4_COMPATIBLE = ip_network("::/96")


class Reach(IntEnum):
    """From where an address can be reached; the higher, the closer to this machine."""

    PUBLIC = 0
    PRIVATE = 1
    """A local network: home, office, carrier."""
    LOOPBACK = 2
    """This machine."""
    FORBIDDEN = 3
    """Never the target of a redirect: link-local (cloud metadata), multicast, unspecified, reserved."""


def reach_of(address: str) -> Reach:
    """Say what network a numeric address belongs to; IPv4 inside IPv6 is judged as what it carries.

    Raises `ValueError` for anything that is not an IP address.
    """
    ip = _carried(ip_address(address.partition("%")[0].strip("[]")))
    if ip.is_loopback:
        return Reach.LOOPBACK
    if ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip in _this_network(ip):
        return Reach.FORBIDDEN
    return Reach.PUBLIC if ip.is_global else Reach.PRIVATE


def literal_reach(host: str) -> Reach | None:
    """Judge a host without looking it up: a numeric address or a name for this machine; None for other names."""
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return Reach.LOOPBACK
    try:
        return reach_of(name)
    except ValueError:
        return None


def may_redirect(origin: Reach, target: Reach) -> bool:
    """Whether a server of one kind of network may send us on to another.

    Outwards is always fine; inwards never: a public server has no business with the local network, and no other machine
    has any with this one.
    """
    return target is not Reach.FORBIDDEN and target <= origin


def _carried(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(ip, IPv4Address):
        return ip
    inner = ip.ipv4_mapped or ip.sixtofour
    if inner is None and ip in _NAT64:
        inner = IPv4Address(int(ip) & 0xFFFFFFFF)
    if inner is None and ip in _IPV4_COMPATIBLE and int(ip) > 1:
        inner = IPv4Address(int(ip))
    return inner or ip


def _this_network(ip: IPv4Address | IPv6Address) -> tuple[IPv4Address | IPv6Address, ...]:
    return (ip,) if isinstance(ip, IPv4Address) and (int(ip) >> 24 == 0 or int(ip) == 0xFFFFFFFF) else ()
