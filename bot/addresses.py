"""Where calls may go: to public addresses, unless the operator allows others.

The address is looked at when a socket for it is made, whatever name, number or form it was written in: a name that
meant a public address a moment ago and means a private one now is refused too.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as a network without IPv4 reaches them (RFC 6052)."""

AddressInfo = tuple[int, int, int, str, tuple[Any, ...]]
"""As `socket.getaddrinfo` gives it: family, type, protocol, canonical name, address."""


class PrivateAddressError(OSError):
    """The address is none of the public internet."""

    def __init__(self) -> None:
        super().__init__("the address is not public")


def is_public(address: str) -> bool:
    """Whether an IPv4 or IPv6 address belongs to one machine of the public internet; what is none does not."""
    try:
        real = _meant(ip_address(address))
    except ValueError:
        return False
    site_local = isinstance(real, IPv6Address) and real.is_site_local
    return real.is_global and not (real.is_multicast or real.is_reserved or site_local)


def _meant(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address inside an IPv6 one."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def public_socket(info: AddressInfo) -> socket.socket:
    """A socket for this address, to be connected; raises PrivateAddressError for one that is not public."""
    family, kind, protocol, _, address = info
    if not is_public(str(address[0])):
        raise PrivateAddressError
    return socket.socket(family, kind, protocol)
