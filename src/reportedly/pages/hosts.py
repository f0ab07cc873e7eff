"""Which hosts on the network a page may be fetched from: those of the public internet, unless allowed otherwise.

A name is resolved here once, its addresses are checked, and the connection is made to an address that was checked, so
that a name server which answers the second time with another address gains nothing by it (DNS rebinding).
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Literal

from reportedly.errors import PageError

Outcome = Literal["saved", "unchanged", "feed", "robots", "private", "too-large", "timed-out", "failed"]
"""What became of an address; docs/commands.md explains them."""

# IANA's registries of special-purpose addresses (RFC 6890 and its successors), and multicast. Written out, since what
# ``ipaddress.is_global`` knows differs between versions of Python.
_NOT_PUBLIC_4 = tuple(
    map(
        ip_network,
        """0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
        192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3""".split(),
    )
)
# Of IPv6 only global unicast is given out. It leaves loopback, unspecified, link-local, unique local, multicast and
# the IPv4 addresses in ::ffff:0:0/96 and 64:ff9b::/96 (NAT64) outside. 2001::/23 has Teredo, 2002::/16 is 6to4: both
# wrap IPv4 addresses.
_GIVEN_OUT_6 = ip_network("2000::/3")
_NOT_PUBLIC_6 = tuple(map(ip_network, "2001::/23 2001:db8::/32 2002::/16 3fff::/20".split()))


class NotFetched(PageError):
    """A page that was not fetched: the message says why, ``outcome`` the kind of it."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome: Outcome = outcome


def is_public(address: str) -> bool:
    """Whether an IP address (as text) is one of the public internet."""
    ip = ip_address(address.partition("%")[0])  # without the zone of a link-local address
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in _NOT_PUBLIC_4)
    assert isinstance(ip, IPv6Address)
    return ip in _GIVEN_OUT_6 and not any(ip in network for network in _NOT_PUBLIC_6)


def addresses_of(host: str, port: int, seconds: float, allow_private: bool = False) -> list[str]:
    """The IP addresses of ``host`` that may be connected to, in the order in which the system names them.

    Raises :class:`NotFetched` where there is none: the name is unknown, was not resolved within ``seconds``, or
    stands for addresses only that are not of the public internet.
    """
    found = _resolved(host, port, seconds)
    allowed = [address for address in found if allow_private or is_public(address)]
    if not allowed:
        shown = host if found[0] == host else f"{host} is {found[0]}, which"
        raise NotFetched("private", f"{shown} is not an address of the public internet; --allow-private fetches it")
    return allowed


def _resolved(host: str, port: int, seconds: float) -> list[str]:
    answers: SimpleQueue[list[str] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put([str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
        except (OSError, UnicodeError) as error:
            answers.put(error)

    # The system's call has no time limit of its own; the thread is left to it.
    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0.001))
    except Empty:
        raise NotFetched("timed-out", f"the name {host} was not resolved in time") from None
    if isinstance(answer, Exception) or not answer:
        why = getattr(answer, "strerror", None) or "no such name"
        raise NotFetched("failed", f"the host {host} is not known ({why})")
    return list(dict.fromkeys(answer))
