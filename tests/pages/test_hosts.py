import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from local_site import Site, answer, get, only, records, site, to

from reportedly.pages import hosts


@settings(deadline=None)
@given(st.ip_addresses(v=4))
def test_public_addresses_are_public_for_the_standard_library_too(ip):
    if hosts.is_public(str(ip)):
        assert ip.is_global
        assert not any([ip.is_private, ip.is_multicast, ip.is_reserved, ip.is_loopback, ip.is_link_local])
    n = int(ip)
    wrapped = (f"::ffff:{ip}", f"::{ip}", f"64:ff9b::{ip}", f"64:ff9b:1::{ip}", f"2002:{n >> 16:x}:{n & 65535:x}::1")
    assert not any(hosts.is_public(address) for address in (*wrapped, f"2001:0:{n >> 16:x}:{n & 65535:x}::1"))


@settings(deadline=None)
@given(st.ip_addresses(v=6))
def test_public_ipv6_addresses_are_global_unicast(ip):
    if hosts.is_public(str(ip)):
        assert ip.is_global
        assert not any([ip.is_private, ip.is_multicast, ip.is_reserved, ip.is_loopback, ip.is_link_local])


@pytest.mark.parametrize(
    "ip",
    """127.0.0.1 10.255.0.1 172.31.255.255 192.168.0.1 169.254.169.254 100.64.0.1 100.127.255.255 0.0.0.0 0.1.2.3
    224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 192.0.0.1 192.0.2.1 198.19.0.1 ::1 :: fe80::1%eth0
    fc00::1 fd12::1 ff02::1 ::ffff:8.8.8.8 64:ff9b::808:808 2001:db8::1 fec0::1""".split(),
)
def test_addresses_that_are_not_public(ip):
    assert not hosts.is_public(ip)


@pytest.mark.parametrize("ip", "8.8.8.8 172.32.0.1 100.128.0.1 192.169.0.1 2606:4700::1111 2a00:1450:4001::1".split())
def test_addresses_that_are_public(ip):
    assert hosts.is_public(ip)


def test_private_addresses_are_refused_by_any_name(here, warc):
    here.pages["/"] = answer()
    urls = [
        f"{here.url}/",
        f"http://localhost:{here.port}/",
        f"http://127.1:{here.port}/",
        f"http://2130706433:{here.port}/",
    ]
    urls += [f"http://[::ffff:127.0.0.1]:{here.port}/", "http://[::1]/", "http://0.0.0.0/"]
    summary = get(warc, *urls, allow_private=False)
    assert {one.outcome for one in summary.fetched} == {"private"}
    assert summary.failed == len(urls)
    assert not here.asked
    assert not warc.exists()


def test_the_address_that_was_checked_is_the_one_that_is_connected_to(here, warc, monkeypatch):
    """A name server that answers differently the second time is asked once a connection."""
    asked = []
    real = hosts.socket.getaddrinfo

    def lying(host, port, *rest, **more):
        if host != "turns.example":
            return real(host, port, *rest, **more)
        asked.append(host)
        return real("127.0.0.1" if len(asked) % 2 else "127.0.0.9", port, *rest, **more)

    monkeypatch.setattr(hosts.socket, "getaddrinfo", lying)
    here.pages |= {
        "/": answer(),
        "/robots.txt": lambda connection, request: asked.append("robots") or connection.sendall(answer(b"")),
    }
    assert only(get(warc, f"http://turns.example:{here.port}/")).outcome == "saved"
    assert asked == ["turns.example", "robots", "turns.example"]
    assert f"Host: turns.example:{here.port}".encode() in here.asked[-1]


def test_a_redirect_to_a_private_address_is_refused(here, warc, monkeypatch):
    """127.0.0.1 counts as public here, so that the site can be asked without ``allow_private``."""
    public = tuple(n for n in hosts._NOT_PUBLIC_4 if str(n) != "127.0.0.0/8")
    monkeypatch.setattr(hosts, "_NOT_PUBLIC_4", public)
    with site(host="127.0.0.2") as inner:
        inner.pages["/secret"] = answer()
        monkeypatch.setattr(hosts, "is_public", lambda ip, check=hosts.is_public: ip != "127.0.0.2" and check(ip))
        here.pages["/a"] = to(f"{inner.url}/secret")
        here.pages["/b"] = to("http://169.254.169.254/latest/meta-data/")
        for path, ip in (("/a", "127.0.0.2"), ("/b", "169.254.169.254")):
            one = only(get(warc, f"{here.url}{path}", allow_private=False))
            assert one.outcome == "private"
            assert f"{ip} is not an address of the public internet" in one.reason
        assert not inner.asked
    assert [url for kind, url, _, _ in records(warc) if kind == "response"] == [f"{here.url}/a", f"{here.url}/b"]


def test_a_name_server_that_does_not_answer_ends(here, warc, monkeypatch):
    monkeypatch.setattr(hosts.socket, "getaddrinfo", lambda *a, **b: time.sleep(1) or [])
    one = only(get(warc, f"{here.url}/", timeout=0.2))
    assert one.outcome == "timed-out"
    assert "the name 127.0.0.1 was not resolved in time" in one.reason


def test_a_host_may_be_an_ipv6_address(warc):
    try:
        made = Site(host="::1")
    except OSError:
        pytest.skip("this machine has no IPv6")
    made.pages["/"] = answer()
    assert only(get(warc, f"{made.url}/", allow_private=False)).outcome == "private"
    assert only(get(warc, f"{made.url}/")).outcome == "saved"
    assert records(warc)[1][2]["WARC-IP-Address"] == "::1"
    assert f"Host: [::1]:{made.port}".encode() in made.asked[-1]
    made.close()
